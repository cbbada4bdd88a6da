#ifndef PROBE32_USBIODEF_H
#define PROBE32_USBIODEF_H
#include <windows.h>
#endif
