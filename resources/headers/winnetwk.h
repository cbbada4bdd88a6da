#ifndef PROBE32_WINNETWK_H
#define PROBE32_WINNETWK_H
#include <windows.h>
#endif
