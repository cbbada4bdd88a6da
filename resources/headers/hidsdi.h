#ifndef PROBE32_HIDSDI_H
#define PROBE32_HIDSDI_H
#include <windows.h>
#endif
