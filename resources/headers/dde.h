#ifndef PROBE32_DDE_H
#define PROBE32_DDE_H
#include <windows.h>
#endif
