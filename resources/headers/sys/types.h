#ifndef PROBE32_SYS_TYPES_H
#define PROBE32_SYS_TYPES_H
#include <time.h>
typedef unsigned short _ino_t;
typedef unsigned int _dev_t;
typedef long _off_t;
typedef long off_t;
typedef int ssize_t;
#endif
