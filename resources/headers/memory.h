#ifndef PROBE32_MEMORY_H
#define PROBE32_MEMORY_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
