#ifndef PROBE32_SIGNAL_H
#define PROBE32_SIGNAL_H
#include <stddef.h>
#endif
