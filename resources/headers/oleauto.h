#ifndef PROBE32_OLEAUTO_H
#define PROBE32_OLEAUTO_H
#include <wtypes.h>
#include <unknwn.h>

typedef struct IDispatch IDispatch, *LPDISPATCH;
typedef struct ITypeInfo ITypeInfo, *LPTYPEINFO;
typedef struct ITypeLib ITypeLib, *LPTYPELIB;
typedef struct IRecordInfo IRecordInfo, *LPRECORDINFO;
typedef struct tagSAFEARRAYBOUND { ULONG cElements; LONG lLbound; } SAFEARRAYBOUND, *LPSAFEARRAYBOUND;
typedef struct tagSAFEARRAY {
    USHORT cDims;
    USHORT fFeatures;
    ULONG cbElements;
    ULONG cLocks;
    PVOID pvData;
    SAFEARRAYBOUND rgsabound[1];
} SAFEARRAY, *LPSAFEARRAY;
typedef struct tagVARIANT {
    union {
        struct {
            VARTYPE vt;
            WORD wReserved1;
            WORD wReserved2;
            WORD wReserved3;
            union {
                LONGLONG llVal;
                LONG lVal;
                BYTE bVal;
                SHORT iVal;
                FLOAT fltVal;
                DOUBLE dblVal;
                VARIANT_BOOL boolVal;
                SCODE scode;
                CY cyVal;
                DATE date;
                BSTR bstrVal;
                IUnknown *punkVal;
                IDispatch *pdispVal;
                SAFEARRAY *parray;
                PVOID byref;
                CHAR cVal;
                USHORT uiVal;
                ULONG ulVal;
                ULONGLONG ullVal;
                INT intVal;
                UINT uintVal;
                struct { PVOID pvRecord; IRecordInfo *pRecInfo; };
            };
        };
        DECIMAL decVal;
    };
} VARIANT, *LPVARIANT, VARIANTARG, *LPVARIANTARG;
#define VARIANT_TRUE ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

#endif
