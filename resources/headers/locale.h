#ifndef PROBE32_LOCALE_H
#define PROBE32_LOCALE_H
#include <stddef.h>
#endif
