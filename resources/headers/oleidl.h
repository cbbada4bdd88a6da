#ifndef PROBE32_OLEIDL_H
#define PROBE32_OLEIDL_H
#include <windows.h>
#endif
