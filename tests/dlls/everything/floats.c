#include <float.h>

#include "everything.h"

float f32_half(float value) { return value / 2; }
double __stdcall f64_half(double value) { return value / 2; }
double f64_third(int a, double b, float c, double d, char e) { return a + b * 2 + c * 4 + d * 8 + e; }
float __stdcall f32_of_whole(int a, long long b) { return (float)a + (float)b; }
double f64_after_i64(long long a, double b, int c, double d) { return (double)a + b * c - d; }
long long __stdcall i64_of_f64(double value) { return (long long)value; }
long long i64_product(int a, int b) { return (long long)a * b; }
unsigned long long __stdcall u64_shift(unsigned long long value, int bits) { return value << bits; }
void f32_bump(float *value) { *value += 0.25f; }

void f64_out(double value, double *twice, float *half) {
    *twice = value * 2;
    *half = (float)(value / 2);
}

double f64_extremes(double *least, double *greatest, float *tiny) {
    *least = -DBL_MAX;
    *greatest = DBL_MAX;
    *tiny = FLT_MIN;
    return DBL_EPSILON;
}
