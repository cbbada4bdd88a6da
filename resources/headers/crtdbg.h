#ifndef PROBE32_CRTDBG_H
#define PROBE32_CRTDBG_H
#include <stddef.h>
#endif
