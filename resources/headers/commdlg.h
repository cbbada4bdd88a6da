#ifndef PROBE32_COMMDLG_H
#define PROBE32_COMMDLG_H
#include <windows.h>
#endif
