#ifndef PROBE32_CTYPE_H
#define PROBE32_CTYPE_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
