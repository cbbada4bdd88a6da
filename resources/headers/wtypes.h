#ifndef PROBE32_WTYPES_H
#define PROBE32_WTYPES_H
#include <windef.h>

typedef WCHAR OLECHAR;
typedef OLECHAR *LPOLESTR;
typedef const OLECHAR *LPCOLESTR;
typedef OLECHAR *BSTR;
typedef BSTR *LPBSTR;
typedef short VARIANT_BOOL;
typedef VARIANT_BOOL _VARIANT_BOOL;
typedef unsigned short VARTYPE;
typedef double DATE;
typedef LONG SCODE, *PSCODE;
typedef DWORD LCTYPE, LGRPID;
typedef USHORT CLIPFORMAT;
typedef long DISPID, MEMBERID;
typedef DWORD HREFTYPE;
typedef union tagCY { struct { unsigned long Lo; long Hi; }; LONGLONG int64; } CY, CURRENCY;
typedef struct tagDEC {
    USHORT wReserved;
    union { struct { BYTE scale; BYTE sign; }; USHORT signscale; };
    ULONG Hi32;
    union { struct { ULONG Lo32; ULONG Mid32; }; ULONGLONG Lo64; };
} DECIMAL;
typedef struct tagBLOB { ULONG cbSize; BYTE *pBlobData; } BLOB, *LPBLOB;

#endif
