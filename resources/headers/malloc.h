#ifndef PROBE32_MALLOC_H
#define PROBE32_MALLOC_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
