#ifndef PROBE32_UNKNWN_H
#define PROBE32_UNKNWN_H
#include <wtypes.h>
typedef struct IUnknown IUnknown, *LPUNKNOWN;
typedef struct IClassFactory IClassFactory, *LPCLASSFACTORY;
typedef struct IStream IStream, *LPSTREAM;
typedef struct IStorage IStorage, *LPSTORAGE;
typedef struct IMalloc IMalloc, *LPMALLOC;
#endif
