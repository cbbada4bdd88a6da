#include "everything.h"

signed char i8_next(signed char value) { return value + 1; }
unsigned char __stdcall u8_next(unsigned char value) { return value + 1; }
short i16_next(short value) { return value + 1; }
unsigned short __stdcall u16_next(unsigned short value) { return value + 1; }
int i32_next(int value) { return (int)((unsigned)value + 1); }
unsigned int __stdcall u32_next(unsigned int value) { return value + 1; }
long long i64_next(long long value) { return (long long)((unsigned long long)value + 1); }
unsigned long long __stdcall u64_next(unsigned long long value) { return value + 1; }
long long_sum(long a, unsigned long b) { return a + (long)b; }
char char_next(char value) { return value + 1; }
wchar_t __stdcall wchar_next(wchar_t value) { return value + 1; }
bool bool_not(bool value) { return !value; }
void bool_flip(bool *value) { *value = !*value; }
void nothing(void) {}
void i8_bump(signed char *value) { ++*value; }
void __stdcall u8_bump(unsigned char *value) { ++*value; }
void i16_bump(short *value) { ++*value; }
void __stdcall u16_bump(unsigned short *value) { ++*value; }
void i32_bump(int *value) { ++*value; }
void __stdcall u32_bump(unsigned int *value) { ++*value; }
void i64_bump(long long *value) { ++*value; }
void __stdcall u64_bump(unsigned long long *value) { ++*value; }

int least(signed char *i8, short *i16, int *i32, long long *i64) {
    *i8 = -128;
    *i16 = -32768;
    *i32 = -2147483647 - 1;
    *i64 = -9223372036854775807LL - 1;
    return 4;
}

int __stdcall greatest(unsigned char *u8, unsigned short *u16, unsigned int *u32, unsigned long long *u64) {
    *u8 = 255;
    *u16 = 65535;
    *u32 = 4294967295u;
    *u64 = 18446744073709551615ull;
    return -4;
}

long long every_width(
    signed char a, unsigned char b, short c, unsigned short d, int e, unsigned int f, long long g, unsigned long long h) {
    return a + 2 * b + 3 * c + 4 * d + 5LL * e + 6LL * f + 7 * g + 8 * (long long)h;
}

long long __stdcall i64_between(int a, long long b, char c, long long d) { return a + b * 10 - c + d; }

int divide(int numerator, int denominator, int *quotient, int *remainder) {
    if (!denominator) {
        *quotient = *remainder = 0;
        return 0;
    }
    *quotient = numerator / denominator;
    *remainder = numerator % denominator;
    return 1;
}
