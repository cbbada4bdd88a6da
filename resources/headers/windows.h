/* Windows' basic types and constants, as far as headers of 32-bit DLLs commonly need them. */
#ifndef PROBE32_WINDOWS_H
#define PROBE32_WINDOWS_H
#define _WINDOWS_
#define _INC_WINDOWS
#define _WINDEF_
#define _MINWINDEF_
#define _WINNT_
#define _BASETSD_H_

#include <probe32_base.h>
#include <stdarg.h>
#include <winerror.h>
#include <minwinbase.h>
#include <wingdi.h>
#include <winuser.h>
#ifndef WIN32_LEAN_AND_MEAN
#include <oleauto.h>
#endif

#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif
#define IN PROBE32_MARK("in")
#define OUT PROBE32_MARK("out")
#define OPTIONAL PROBE32_MARK("opt")
#define far
#define near
#define pascal __stdcall
#define MAX_PATH 260
#define INFINITE 0xFFFFFFFF
#define INVALID_HANDLE_VALUE ((HANDLE)(LONG_PTR)-1)
#define ANYSIZE_ARRAY 1
#define MINCHAR 0x80
#define MAXCHAR 0x7f
#define MINSHORT 0x8000
#define MAXSHORT 0x7fff
#define MINLONG 0x80000000
#define MAXLONG 0x7fffffff
#define MAXBYTE 0xff
#define MAXWORD 0xffff
#define MAXDWORD 0xffffffff
#define GENERIC_READ 0x80000000L
#define GENERIC_WRITE 0x40000000L
#define GENERIC_EXECUTE 0x20000000L
#define GENERIC_ALL 0x10000000L
#define WAIT_OBJECT_0 0L
#define WAIT_ABANDONED 0x80L
#define WAIT_TIMEOUT 258L
#define WAIT_FAILED 0xFFFFFFFF
#define STILL_ACTIVE 259L
#define CP_ACP 0
#define CP_OEMCP 1
#define CP_UTF8 65001
#define DLL_PROCESS_DETACH 0
#define DLL_PROCESS_ATTACH 1
#define DLL_THREAD_ATTACH 2
#define DLL_THREAD_DETACH 3
#define LOBYTE(w) ((BYTE)(((DWORD_PTR)(w)) & 0xff))
#define HIBYTE(w) ((BYTE)((((DWORD_PTR)(w)) >> 8) & 0xff))
#define LOWORD(l) ((WORD)(((DWORD_PTR)(l)) & 0xffff))
#define HIWORD(l) ((WORD)((((DWORD_PTR)(l)) >> 16) & 0xffff))
#define MAKEWORD(a, b) ((WORD)(((BYTE)(a)) | ((WORD)((BYTE)(b))) << 8))
#define MAKELONG(a, b) ((LONG)(((WORD)(a)) | ((DWORD)((WORD)(b))) << 16))
#define UNREFERENCED_PARAMETER(p) (p)

#endif
