#ifndef PROBE32_RPCNDR_H
#define PROBE32_RPCNDR_H
#define __RPCNDR_H_VERSION__ 500
#include <rpc.h>

typedef unsigned char byte, boolean;
#define hyper long long
#define MIDL_INTERFACE(id) struct
#define interface struct
#define BEGIN_INTERFACE
#define END_INTERFACE
#define CONST_VTBL
#define DECLSPEC_XFGVIRT(base, name)
#define __RPC__in PROBE32_MARK("in")
#define __RPC__in_opt PROBE32_MARK("in,opt")
#define __RPC__out PROBE32_MARK("out")
#define __RPC__inout PROBE32_MARK("inout")
#define __RPC__deref_out_opt PROBE32_MARK("out")
#define __RPC__deref_out PROBE32_MARK("out")
#define __RPC__in_ecount_full(size)
#define __RPC__out_ecount_part(size, length)
#define __RPC__out_ecount_full(size)

#endif
