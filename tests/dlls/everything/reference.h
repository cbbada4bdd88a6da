/* For the reference program: results as JSON, and in C what tests/support/everything_callbacks.py says in Python. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "everything.h"

#define second_name first_name /* an alias in everything.def */

static void *room(size_t size, const void *from, size_t given) {
    void *made = calloc(size > given ? size : given, 1);
    if (given) memcpy(made, from, given);
    return made;
}

static void show_unit(unsigned unit) {
    if (unit < 32 || unit > 126 || unit == '"' || unit == '\\')
        printf("\\u%04x", unit);
    else
        putchar((int)unit);
}

static void show_chars(const char *text, size_t most) {
    printf("{\"char\": \"");
    for (; most-- && *text; text++) show_unit((unsigned char)*text);
    printf("\"}");
}

static void show_wides(const wchar_t *text, size_t most) {
    printf("{\"wide\": \"");
    for (; most-- && *text; text++) show_unit(*text);
    printf("\"}");
}

static void show_text(const char *text) { text ? show_chars(text, (size_t)-1) : (void)printf("null"); }
static void show_wide(const wchar_t *text) { text ? show_wides(text, (size_t)-1) : (void)printf("null"); }

static void show_bytes(const void *memory, size_t size) {
    printf("{\"bytes\": \"");
    for (size_t i = 0; i < size; i++) printf("%02x", ((const unsigned char *)memory)[i]);
    printf("\"}");
}

/* Addresses differ from run to run; small numbers are no addresses. */
static void show_address(const void *address) {
    if (!address)
        printf("null");
    else if ((size_t)address < 0x10000)
        printf("%u", (unsigned)(size_t)address);
    else
        printf("\"an address\"");
}

static int __cdecl call_less(int a, int b) { return 2 * a - b; }
static int __stdcall call_add_up(int index, void *context) { return index * index + (int)(size_t)context; }
static double __cdecl call_parabola(double x) { return x * x; }
static long long __stdcall call_triple(long long value) { return 3 * value; }

static int __cdecl call_pair_sum(Pair pair, Point2 point) {
    return pair.x * 100 + pair.y + (int)(point.x * 2) + (int)point.y;
}

static void __stdcall call_no_sink(const Point2 *point) { (void)point; }

static int __cdecl call_lengths(const char *text, const wchar_t *wide) {
    return (text ? (int)strlen(text) : 50) + (int)wcslen(wide);
}

static int __cdecl call_descending(const int *a, const int *b) { return *b - *a; }

static int __stdcall call_block_sum(const double *values, int count) {
    double sum = 0;
    while (count--) sum += *values++;
    return (int)sum;
}

static bool __cdecl call_is_odd_one(unsigned char byte, short small_, bool flag) {
    return ((byte + small_) % 2 + 2) % 2 == 1 || flag;
}

static Level __cdecl call_level_down(Level level) { return (Level)(level - 1); }
static float __cdecl call_weighted(float a, float b) { return a * 0.75f + b * 0.5f; }

static Complex __cdecl call_quarter_turn(Complex value) {
    Complex made = {-value.im, value.re};
    return made;
}

static int __cdecl call_doubled(int question, int *answer, double *total) {
    *answer = 2 * question;
    *total += question;
    return 1;
}

static const char *__cdecl call_name_of(int which) { return which == 2 ? NULL : which ? "gr\xc3\xbc\xc3\x9f" : "a"; }

static Point3 __stdcall call_cube(double x) {
    Point3 made = {x, x * x, x * x * x};
    return made;
}

static int __fastcall call_fast_sum(double x, int a, short b, int c) { return (int)(8 * x) + 3 * a + 2 * b + c; }

static Point3 __fastcall call_fast_point(int a, int b) {
    Point3 made = {a, b, a * b};
    return made;
}

static int __thiscall call_this_step(void *self, int a, double x) { return (int)(size_t)self + 3 * a + (int)(4 * x); }

static int __cdecl call_parts(Number number, Bits bits) { return number.whole + bits.low * bits.sign + (int)bits.end; }
