#ifndef PROBE32_PSAPI_H
#define PROBE32_PSAPI_H
#include <windows.h>
#endif
