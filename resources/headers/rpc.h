#ifndef PROBE32_RPC_H
#define PROBE32_RPC_H
#include <windef.h>

#define RPC_ENTRY __stdcall
#define RPC_VAR_ENTRY __cdecl
#define RPCRTAPI DECLSPEC_IMPORT
#define __RPC_FAR
#define __RPC_API __stdcall
#define __RPC_USER __stdcall
#define __RPC_STUB __stdcall
typedef long RPC_STATUS;
typedef void *RPC_IF_HANDLE, *RPC_BINDING_HANDLE;
typedef RPC_BINDING_HANDLE handle_t;
typedef unsigned char *RPC_CSTR;
typedef unsigned short *RPC_WSTR;

#endif
