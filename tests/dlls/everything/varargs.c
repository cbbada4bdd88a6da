#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "everything.h"

int sum_all(int count, ...) {
    va_list more;
    int sum = 0;
    va_start(more, count);
    for (int i = 0; i < count; i++) sum += va_arg(more, int);
    va_end(more);
    return sum;
}

double sum_doubles(int count, ...) {
    va_list more;
    double sum = 0;
    va_start(more, count);
    for (int i = 0; i < count; i++) sum += va_arg(more, double);
    va_end(more);
    return sum;
}

int print_to(char *buffer, int size, const char *format, ...) {
    va_list more;
    va_start(more, format);
    int length = vsnprintf(buffer, (size_t)size, format, more);
    va_end(more);
    return length;
}

long long mixed_arguments(const char *kinds, ...) {
    va_list more;
    long long sum = 0;
    va_start(more, kinds);
    for (; *kinds; kinds++) {
        if (*kinds == 'i') sum += va_arg(more, int);
        if (*kinds == 'd') sum += (long long)(va_arg(more, double) * 1000);
        if (*kinds == 'q') sum += va_arg(more, long long);
        if (*kinds == 's') sum += (long long)strlen(va_arg(more, const char *));
    }
    va_end(more);
    return sum;
}
