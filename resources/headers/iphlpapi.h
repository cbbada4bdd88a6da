#ifndef PROBE32_IPHLPAPI_H
#define PROBE32_IPHLPAPI_H
#include <windows.h>
#endif
