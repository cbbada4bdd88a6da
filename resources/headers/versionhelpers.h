#ifndef PROBE32_VERSIONHELPERS_H
#define PROBE32_VERSIONHELPERS_H
#include <windows.h>
#endif
