#ifndef PROBE32_TCHAR_H
#define PROBE32_TCHAR_H
#include <stddef.h>
#ifdef _UNICODE
typedef wchar_t _TCHAR;
#define _T(x) L##x
#define _TEXT(x) L##x
#else
typedef char _TCHAR;
#define _T(x) x
#define _TEXT(x) x
#endif
#include <winnt.h>
#endif
