#ifndef PROBE32_SDKDDKVER_H
#define PROBE32_SDKDDKVER_H
#include <stddef.h>
#endif
