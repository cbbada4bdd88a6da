#ifndef PROBE32_TLHELP32_H
#define PROBE32_TLHELP32_H
#include <windows.h>
#endif
