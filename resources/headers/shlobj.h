#ifndef PROBE32_SHLOBJ_H
#define PROBE32_SHLOBJ_H
#include <windows.h>
#endif
