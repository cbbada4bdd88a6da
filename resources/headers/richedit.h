#ifndef PROBE32_RICHEDIT_H
#define PROBE32_RICHEDIT_H
#include <windows.h>
#endif
