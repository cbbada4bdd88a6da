#ifndef PROBE32_DIRECT_H
#define PROBE32_DIRECT_H
#include <stddef.h>
#endif
