/* The functions of unusual.h; build it with -mms-bitfields. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define _In_
#define _Out_
#define _Inout_
#define _Inout_opt_
#define _In_opt_
#define _In_reads_(n)
#define _In_reads_bytes_(n)
#define _Out_writes_(n)
#define _Inout_updates_(n)
#define _Inout_updates_bytes_(n)
#include "unusual.h"

int class(int self, int None, int lambda_, int result, int list) { return self + 2 * None + 3 * lambda_ + 4 * result + 5 * list; }
int __stdcall request32(int ctypes, int str) { return ctypes - str; }
int shutdown_server32(void) { return 32; }
int lib(int plain) { return plain + 1; }
int _plain(int Packed_) { return Packed_ + 2; }
int _Reserved(int _first, int __second) { return _first * 10 + __second; }
int last_error(int c_a, int a) { return c_a * 10 + a; }
int quoted_comment(void) { return 7; }
int a_name_that_is_longer_than_a_line_of_code_would_like_it_to_be(int a, int b, double c, double *out) {
    *out = a + b + c;
    return a * b;
}

void bump_packed(Packed *v) { v->kind++; v->value *= 2; v->flags = -v->flags; }
void __stdcall bump_half(Half *v) { v->first++; v->second++; bump_packed(&v->inner); }
void bump_bits(Bits *v) { v->low++; v->middle += 2; v->sign = -v->sign; v->more ^= 31; }
void bump_variant(Variant *v) {
    if (v->tag) v->real *= 2; else v->whole++;
    short x = v->at.x; v->at.x = v->at.y; v->at.y = x;
    v->numbers[0].whole = v->numbers[1].bytes[1];
}
void bump_keywords(Keywords *v) { v->class++; v->None++; v->from++; v->__private++; }
Packed return_packed(Packed v) { bump_packed(&v); return v; }
void bump_numbers(Number *values, int n) { for (int i = 0; i < n; i++) values[i].whole++; }
Number take_union(Number value) { value.whole++; return value; }
Grid __stdcall transpose(const Grid *grid) {
    Grid made = *grid;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++) made.cells[i][j] = -grid->cells[1 - i][2 - j];
    memcpy(made.lines[0], grid->lines[1], 6);
    memcpy(made.lines[1], grid->lines[0], 6);
    made.label = "label";
    made.next = (Grid *)0x1234;
    made.on = !grid->on;
    made.big++;
    return made;
}
int title_length(Grid grid) { int n = 0; while (n < 8 && grid.title[n]) n++; return n + 100 * (int)strlen(grid.label); }

bool not(bool value) { return !value; }
char next_char(char c) { return c + 1; }
wchar_t next_wide(wchar_t c) { return c + 1; }
unsigned long long __stdcall shift_left(unsigned long long value, int bits) { return value << bits; }
void bounds(signed char *low, unsigned short *high, long long *wide, float *ratio, bool *yes) {
    *low = -128; *high = 65535; *wide = -9007199254740993LL; *ratio = 0.5f; *yes = true;
}
Signal flip(Signal signal, Signal *before, Signal *both) { *before = signal; *both = (Signal)(*both + 40); return signal == lambda ? Signal_high : lambda; }
Flag toggle(Flag flag) { return flag == UNNAMED_A ? UNNAMED_B : UNNAMED_A; }

void reverse_bytes(void *data, unsigned size) {
    unsigned char *bytes = data;
    for (unsigned i = 0; i < size / 2; i++) { unsigned char b = bytes[i]; bytes[i] = bytes[size - 1 - i]; bytes[size - 1 - i] = b; }
}
int sum_bytes(const unsigned char *data, int n) { int s = 0; while (n--) s += *data++; return s; }
int sum_shorts(const short *data, int size) { int s = 0; for (int i = 0; i < size / 2; i++) s += data[i]; return s; }
int longest(const char *const *words, int n) { size_t best = 0; for (int i = 0; i < n; i++) if (strlen(words[i]) > best) best = strlen(words[i]); return (int)best; }
void join(const char *const *words, int n, char *text) { *text = 0; for (int i = 0; i < n; i++) strncat(text, words[i], 8); }
void fill_wide(wchar_t *text, int n, wchar_t c) { for (int i = 0; i < 2 * n; i++) text[i] = i < n ? c : 0; }
int sized(int *count, int *values) { for (int i = 0; i < *count; i++) values[i] = i * i; return --*count; }
int first_of(const int *values) { return *values; }
void *address_of(void *memory) { return memory ? (char *)0 + *(unsigned char *)memory : 0; }
void nothing(int *value, const double *ratio) { if (value) *value += ratio ? (int)*ratio : 100; }
int peek(const Packed *value) { return value ? value->flags : -1; }
const Packed *origin(void) { static const Packed it = {'k', 1.5, 42}; return &it; }
void handle_of(void **handle, const wchar_t **wide) { *handle = (void *)0xFFFF0001u; *wide = L"w\x00fc"; }
const char *not_utf8(void) { return "caf\xe9"; }
void cells(double (*matrix)[3]) { for (int i = 0; i < 3; i++) (*matrix)[i] = i + 0.5; }

int print_all(const char *format, ...) { return (int)strlen(format); }
int __fastcall fast(int a) { return a; }
void each(void(__cdecl *callback)(int), int n) { while (n--) callback(n); }
void unsized(char *text) { *text = 0; }
void late(int *count, int *values) { *count = 1; *values = 1; }
