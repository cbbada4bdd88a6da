#ifndef PROBE32_COMUTIL_H
#define PROBE32_COMUTIL_H
#include <windows.h>
#endif
