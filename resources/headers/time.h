#ifndef PROBE32_TIME_H
#define PROBE32_TIME_H
#include <stddef.h>
typedef long clock_t;
typedef long __time32_t;
typedef long long __time64_t;
#ifdef _USE_32BIT_TIME_T
typedef __time32_t time_t;
#else
typedef __time64_t time_t;
#endif
struct tm { int tm_sec; int tm_min; int tm_hour; int tm_mday; int tm_mon; int tm_year; int tm_wday; int tm_yday; int tm_isdst; };
struct timespec { time_t tv_sec; long tv_nsec; };
#define CLOCKS_PER_SEC ((clock_t)1000)
#endif
