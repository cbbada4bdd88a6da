#ifndef PROBE32_PROCESS_H
#define PROBE32_PROCESS_H
#include <stddef.h>
#include <stdint.h>
#endif
