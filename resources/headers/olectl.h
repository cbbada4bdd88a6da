#ifndef PROBE32_OLECTL_H
#define PROBE32_OLECTL_H
#include <windows.h>
#endif
