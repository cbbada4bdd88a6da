#ifndef PROBE32_SHELLAPI_H
#define PROBE32_SHELLAPI_H
#include <windef.h>
typedef struct _ITEMIDLIST ITEMIDLIST, *LPITEMIDLIST;
#endif
