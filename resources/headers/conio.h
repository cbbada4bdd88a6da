#ifndef PROBE32_CONIO_H
#define PROBE32_CONIO_H
#include <stddef.h>
#endif
