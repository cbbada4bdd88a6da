#ifndef PROBE32_MBSTRING_H
#define PROBE32_MBSTRING_H
#include <stddef.h>
#endif
