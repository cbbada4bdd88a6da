#ifndef PROBE32_OCIDL_H
#define PROBE32_OCIDL_H
#include <windows.h>
#endif
