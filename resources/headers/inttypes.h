#ifndef PROBE32_INTTYPES_H
#define PROBE32_INTTYPES_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
