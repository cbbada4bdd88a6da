#ifndef PROBE32_WCTYPE_H
#define PROBE32_WCTYPE_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
