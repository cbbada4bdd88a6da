#ifndef PROBE32_DBT_H
#define PROBE32_DBT_H
#include <windows.h>
#endif
