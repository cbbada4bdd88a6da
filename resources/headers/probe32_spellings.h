/* Words that other compilers, and older ones of Microsoft's, have in front of functions. */
#ifndef PROBE32_SPELLINGS_H
#define PROBE32_SPELLINGS_H
#include <sal.h>

#define __export
#define _export
#define __import
#define _import
#define __far
#define _far
#define __near
#define _near
#define __huge
#define _huge
#define __loadds
#define _loadds
#define __saveregs
#define _saveregs
/* Arguments from left to right, or in registers: no convention that Probe32 calls, and said so. */
#define __pascal __attribute__((pascal))
#define _pascal __attribute__((pascal))
#define __fortran __attribute__((pascal))
#define __watcall __attribute__((regcall))
#define __syscall __cdecl
#define _Cdecl __cdecl
#define _Stdcall __stdcall
#define _Export
#define cdecl __cdecl
#define _System __stdcall

#endif
