#ifndef PROBE32_SHLWAPI_H
#define PROBE32_SHLWAPI_H
#include <windows.h>
#endif
