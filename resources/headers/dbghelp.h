#ifndef PROBE32_DBGHELP_H
#define PROBE32_DBGHELP_H
#include <windows.h>
#endif
