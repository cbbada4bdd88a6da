/* COM's words and its first interfaces: in C a struct with a table of functions, in C++ a class without members. */
#ifndef PROBE32_UNKNWN_H
#define PROBE32_UNKNWN_H
#include <wtypes.h>
#include <rpcndr.h>

#define PURE = 0
#define THIS_
#define THIS void
#define STDMETHOD(name) virtual HRESULT STDMETHODCALLTYPE name
#define STDMETHOD_(type, name) virtual type STDMETHODCALLTYPE name
#define DECLARE_INTERFACE(name) struct name
#define DECLARE_INTERFACE_(name, base) struct name : public base
#define DECLARE_INTERFACE_IID_(name, base, id) struct name : public base
#define IFACEMETHOD(name) STDMETHOD(name)
#define IFACEMETHOD_(type, name) STDMETHOD_(type, name)
#ifndef __cplusplus
#undef PURE
#undef THIS_
#undef THIS
#undef STDMETHOD
#undef STDMETHOD_
#undef DECLARE_INTERFACE
#undef DECLARE_INTERFACE_
#define PURE
#define THIS_ INTERFACE *This,
#define THIS INTERFACE *This
#define STDMETHOD(name) HRESULT(STDMETHODCALLTYPE *name)
#define STDMETHOD_(type, name) type(STDMETHODCALLTYPE *name)
#define DECLARE_INTERFACE(name) \
    typedef struct name { struct name##Vtbl *lpVtbl; } name; \
    typedef struct name##Vtbl name##Vtbl; \
    struct name##Vtbl
#define DECLARE_INTERFACE_(name, base) DECLARE_INTERFACE(name)
#endif

typedef struct IUnknown IUnknown, *LPUNKNOWN;
typedef struct IClassFactory IClassFactory, *LPCLASSFACTORY;
typedef struct IStream IStream, *LPSTREAM;
typedef struct IStorage IStorage, *LPSTORAGE;
typedef struct IMalloc IMalloc, *LPMALLOC;
typedef struct IMoniker IMoniker, *LPMONIKER;
typedef struct IBindCtx IBindCtx, *LPBC;
typedef struct IPersist IPersist;
typedef struct IDataObject IDataObject, *LPDATAOBJECT;

#ifdef __cplusplus
struct IUnknown {
    virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **object) = 0;
    virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
    virtual ULONG STDMETHODCALLTYPE Release() = 0;
};
struct IClassFactory : public IUnknown {
    virtual HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown *outer, REFIID riid, void **object) = 0;
    virtual HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) = 0;
};
#else
typedef struct IUnknownVtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(IUnknown *This, REFIID riid, void **object);
    ULONG(STDMETHODCALLTYPE *AddRef)(IUnknown *This);
    ULONG(STDMETHODCALLTYPE *Release)(IUnknown *This);
} IUnknownVtbl;
struct IUnknown { IUnknownVtbl *lpVtbl; };
#endif
typedef enum tagCLSCTX {
    CLSCTX_INPROC_SERVER = 1,
    CLSCTX_INPROC_HANDLER = 2,
    CLSCTX_LOCAL_SERVER = 4,
    CLSCTX_REMOTE_SERVER = 16
} CLSCTX;
typedef enum tagCOINIT { COINIT_APARTMENTTHREADED = 2, COINIT_MULTITHREADED = 0 } COINIT;

#endif
