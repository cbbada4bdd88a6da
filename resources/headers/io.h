#ifndef PROBE32_IO_H
#define PROBE32_IO_H
#include <stddef.h>
#endif
