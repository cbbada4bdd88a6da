#ifndef PROBE32_STRING_H
#define PROBE32_STRING_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
