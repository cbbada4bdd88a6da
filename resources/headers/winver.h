#ifndef PROBE32_WINVER_H
#define PROBE32_WINVER_H
#include <windows.h>
#endif
