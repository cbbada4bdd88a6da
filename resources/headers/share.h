#ifndef PROBE32_SHARE_H
#define PROBE32_SHARE_H
#include <stddef.h>
#endif
