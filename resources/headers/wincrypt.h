#ifndef PROBE32_WINCRYPT_H
#define PROBE32_WINCRYPT_H
#include <windef.h>
typedef ULONG_PTR HCRYPTPROV, HCRYPTKEY, HCRYPTHASH;
typedef unsigned int ALG_ID;
typedef void *HCERTSTORE;
typedef struct _CRYPTOAPI_BLOB { DWORD cbData; BYTE *pbData; } DATA_BLOB, CRYPT_DATA_BLOB, *PDATA_BLOB, *PCRYPT_DATA_BLOB;
#endif
