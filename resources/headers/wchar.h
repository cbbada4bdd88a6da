#ifndef PROBE32_WCHAR_H
#define PROBE32_WCHAR_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
