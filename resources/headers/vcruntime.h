#ifndef PROBE32_VCRUNTIME_H
#define PROBE32_VCRUNTIME_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
