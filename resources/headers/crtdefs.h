#ifndef PROBE32_CRTDEFS_H
#define PROBE32_CRTDEFS_H
#include <sal.h>
#include <stddef.h>
#include <stdint.h>
#endif
