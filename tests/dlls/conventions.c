/* Functions of known shape in the four conventions, for what their code tells: the first letter of the name is the
 * convention. They are exported without decoration, so that the code is all there is to go by.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <windows.h>

#define F __attribute__((fastcall))
#define T __attribute__((thiscall))
#define S __attribute__((stdcall))
#define C __attribute__((cdecl))
#define APART __attribute__((noinline, noclone))

typedef struct { int x, y, z; } Triple;
typedef struct { short a, b; } Pair;
typedef struct { double value; int count; } Sum;

static volatile int sink;
APART static int C helper(int a, int b) { sink += a; return a * b + sink; }
APART static void C failing(int code) { if (code) ExitProcess(code); abort(); }

/* cdecl */
int C c_none(void) { return 42; }
int C c_one(int a) { return a + 1; }
int C c_two(int a, int b) { return a - b; }
int C c_six(int a, int b, int c, int d, int e, int f) { return a + b * c - d * e + f; }
double C c_double(double a, double b) { return a * b; }
float C c_float(float a) { return a / 3; }
long long C c_wide(long long a, int b) { return a << (b & 31); }
Triple C c_struct(int a) { Triple t = {a, a + 1, a + 2}; return t; }
int C c_by_value(Triple t, Pair p) { return t.x + t.y * t.z + p.a - p.b; }
int C c_variadic(int count, ...) {
    va_list list; int sum = 0, i;
    va_start(list, count);
    for (i = 0; i < count; i++) sum += va_arg(list, int);
    va_end(list);
    return sum;
}
int C c_calls(int a, int b) { return helper(a, b) + helper(b, a); }
int C c_tail(int a, int b) { return helper(b, a); }
int C c_loop(const int *values, int count) { int sum = 0; while (count-- > 0) sum += *values++ * count; return sum; }
int C c_switch(int a, int b) {
    switch (a) {
    case 0: return b; case 1: return b * 3; case 2: return helper(b, 1); case 3: return b - 9; case 4: return ~b;
    case 5: return b << 3; case 6: return b / 7; case 7: return helper(1, b); default: return 0;
    }
}
int C c_callback(int (C *function)(int), int a) { return function(a) + function(a + 1); }
void C c_void(int *a) { *a = 7; }
int C c_fails(int a) { if (a > 3) failing(a); return a * 2; }

/* stdcall */
int S s_one(int a) { return a + 1; }
int S s_two(int a, int b) { return a - b; }
int S s_six(int a, int b, int c, int d, int e, int f) { return a + b * c - d * e + f; }
double S s_double(double a, double b) { return a * b; }
float S s_float(float a) { return a / 3; }
long long S s_wide(long long a, int b) { return a << (b & 31); }
Triple S s_struct(int a) { Triple t = {a, a + 1, a + 2}; return t; }
int S s_by_value(Triple t, Pair p) { return t.x + t.y * t.z + p.a - p.b; }
int S s_calls(int a, int b) { return helper(a, b) + helper(b, a); }
int S s_tail(int a, int b) { return s_two(b, a); }
int S s_loop(const int *values, int count) { int sum = 0; while (count-- > 0) sum += *values++ * count; return sum; }
int S s_switch(int a, int b) {
    switch (a) {
    case 0: return b; case 1: return b * 3; case 2: return helper(b, 1); case 3: return b - 9; case 4: return ~b;
    case 5: return b << 3; case 6: return b / 7; case 7: return helper(1, b); default: return 0;
    }
}
int S s_callback(int (S *function)(int), int a) { return function(a) + function(a + 1); }
void S s_void(int *a) { *a = 7; }
int S s_large(int a, int b) { volatile char room[9000]; room[a & 7] = 1; return room[b & 7] + a; }
int S s_unused(int a, int b) { (void)a; (void)b; return 1; }
int S s_fails(int a, int b) { if (a > 3) failing(a); return a * b; }
DWORD S s_import(DWORD a, DWORD b) { SetLastError(a); return GetLastError() + b; }
Sum S s_sum(const double *values, int count) {
    Sum sum = {0, 0};
    while (sum.count < count) sum.value += values[sum.count++];
    return sum;
}

/* fastcall */
int F f_two(int a, int b) { return a - b; }
int F f_three(int a, int b, int c) { return a - b * c; }
int F f_six(int a, int b, int c, int d, int e, int f) { return a + b * c - d * e + f; }
int F f_calls(int a, int b, int c) { return helper(a, b) + helper(c, a); }
int F f_loop(const int *values, int count) { int sum = 0; while (count-- > 0) sum += *values++ * count; return sum; }
double F f_double(int a, double b, int c) { return a + b * c; }
int F f_one(int a) { return a + 1; }
int F f_passes(int a, int b) { return f_two(b, a); }
int F f_large(int a, int b) { volatile char room[9000]; room[a & 7] = 1; return room[b & 7] + a; }
int F f_ignores(int a, int b, int c) { (void)a; (void)b; return c; }

/* thiscall */
int T t_none(int *self) { return *self; }
int T t_one(int *self, int a) { return *self += a; }
int T t_three(int *self, int a, int b, int c) { return *self + a * b - c; }
double T t_double(const double *self, double a) { return *self * a; }
int T t_calls(int *self, int a) { return helper(*self, a); }
int T t_passes(int *self, int a) { return t_one(self, a + 1) + 1; }
int T t_stores(int **self, int *a) { int *old = *self; *self = a; return *old; }
int T t_large(int *self, int a) { volatile char room[9000]; room[a & 7] = 1; return room[*self & 7]; }
int T t_ignores(int *self, int a) { (void)self; return a; }
