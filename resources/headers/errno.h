#ifndef PROBE32_ERRNO_H
#define PROBE32_ERRNO_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
