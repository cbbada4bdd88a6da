#ifndef PROBE32_NTSTATUS_H
#define PROBE32_NTSTATUS_H
#include <stddef.h>
#endif
