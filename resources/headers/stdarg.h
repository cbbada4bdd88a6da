#ifndef PROBE32_STDARG_H
#define PROBE32_STDARG_H
typedef char *va_list;
#define va_start(list, last) ((void)((list) = (va_list) & (last)))
#define va_end(list) ((void)((list) = 0))
#endif
