#ifndef PROBE32_STDIO_H
#define PROBE32_STDIO_H
#include <sal.h>
#include <stddef.h>
#include <stdarg.h>

typedef struct _iobuf FILE;
typedef long long fpos_t;
#define EOF (-1)
#define BUFSIZ 512
#define FILENAME_MAX 260
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

#endif
