#ifndef PROBE32_WINSOCK2_H
#define PROBE32_WINSOCK2_H
#include <winsock.h>
#include <windows.h>

#define AF_INET6 23
typedef HANDLE WSAEVENT, *LPWSAEVENT;
typedef OVERLAPPED WSAOVERLAPPED, *LPWSAOVERLAPPED;
typedef struct _WSABUF { ULONG len; CHAR *buf; } WSABUF, *LPWSABUF;
typedef unsigned int GROUP;

#endif
