#ifndef PROBE32_DDEML_H
#define PROBE32_DDEML_H
#include <windows.h>
#endif
