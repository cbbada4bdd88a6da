#ifndef PROBE32_FCNTL_H
#define PROBE32_FCNTL_H
#include <stddef.h>
#endif
