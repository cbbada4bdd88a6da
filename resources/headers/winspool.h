#ifndef PROBE32_WINSPOOL_H
#define PROBE32_WINSPOOL_H
#include <windows.h>
#endif
