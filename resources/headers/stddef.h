#ifndef PROBE32_STDDEF_H
#define PROBE32_STDDEF_H
#define _SIZE_T_DEFINED
#define _PTRDIFF_T_DEFINED
#define _WCHAR_T_DEFINED

typedef unsigned int size_t;
typedef int ptrdiff_t;
typedef int intptr_t;
typedef unsigned int uintptr_t;
typedef size_t rsize_t;
typedef int errno_t;
#ifndef __cplusplus
typedef unsigned short wchar_t;
#endif
typedef unsigned short wint_t;
typedef unsigned short wctype_t;

#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
