#ifndef PROBE32_SETUPAPI_H
#define PROBE32_SETUPAPI_H
#include <windef.h>

typedef PVOID HDEVINFO, HINF, HSPFILEQ;
typedef DWORD DEVINST;
#pragma pack(push, 1)
typedef struct _SP_DEVINFO_DATA { DWORD cbSize; GUID ClassGuid; DWORD DevInst; ULONG_PTR Reserved; } SP_DEVINFO_DATA, *PSP_DEVINFO_DATA;
typedef struct _SP_DEVICE_INTERFACE_DATA {
    DWORD cbSize;
    GUID InterfaceClassGuid;
    DWORD Flags;
    ULONG_PTR Reserved;
} SP_DEVICE_INTERFACE_DATA, *PSP_DEVICE_INTERFACE_DATA;
#pragma pack(pop)
#define DIGCF_PRESENT 0x00000002
#define DIGCF_DEVICEINTERFACE 0x00000010

#endif
