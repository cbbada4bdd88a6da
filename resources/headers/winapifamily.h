#ifndef PROBE32_WINAPIFAMILY_H
#define PROBE32_WINAPIFAMILY_H
#include <stddef.h>
#endif
