#ifndef PROBE32_EXCPT_H
#define PROBE32_EXCPT_H
#include <stddef.h>
#endif
