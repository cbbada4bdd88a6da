#ifndef PROBE32_SYS_TYPES_H
#define PROBE32_SYS_TYPES_H
#include <time.h>
typedef unsigned short _ino_t;
typedef unsigned int _dev_t;
typedef long _off_t;
typedef long off_t;
#ifndef _SSIZE_T_DEFINED
#define _SSIZE_T_DEFINED
typedef long ssize_t; /* as SSIZE_T, which vendors define it by */
#endif
#endif
