#ifndef PROBE32_WINNLS_H
#define PROBE32_WINNLS_H
#include <windows.h>
#endif
