#ifndef PROBE32_SETJMP_H
#define PROBE32_SETJMP_H
typedef int jmp_buf[16];
#endif
