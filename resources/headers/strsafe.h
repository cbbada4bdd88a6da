#ifndef PROBE32_STRSAFE_H
#define PROBE32_STRSAFE_H
#include <windows.h>
#endif
