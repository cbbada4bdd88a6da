#ifndef PROBE32_DEVGUID_H
#define PROBE32_DEVGUID_H
#include <windows.h>
#endif
