#ifndef PROBE32_CORECRT_H
#define PROBE32_CORECRT_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
