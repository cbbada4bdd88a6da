#include <string.h>

#include "everything.h"

int __fastcall fast_none(void) { return 17; }
int __fastcall fast_one(int a) { return a * 3; }
int __fastcall fast_two(int a, int b) { return a - b; }
int __fastcall fast_four(int a, char b, short c, int d) { return a + 10 * b + 100 * c + 1000 * d; }

double __fastcall fast_mixed(double a, int b, unsigned int c, long long d) {
    return a + b * 2 + c * 4.0 + (double)d * 8;
}

int __fastcall fast_text(const char *text, int *length) {
    *length = (int)strlen(text);
    return text[0];
}

int __fastcall fast_struct(int a, int b, Pair pair, Point2 point, int c) {
    return pair.x + 10 * pair.y + 100 * a + 1000 * (int)point.y + 10000 * b + 100000 * c;
}

Point3 __fastcall fast_point3(double x, int y, int z) {
    Point3 made = {x, y, z};
    return made;
}

Pair __fastcall fast_pair(int x, int y) {
    Pair made = {(short)x, (short)y};
    return made;
}

int __thiscall this_value(const Inner *self) { return self->kind; }

int __thiscall this_add(Inner *self, int a, int b) {
    self->kind = (char)(self->kind + a);
    self->values[0] = (short)(self->values[0] + b);
    return self->kind;
}

double __thiscall this_scale(const Inner *self, double factor) { return self->values[1] * factor; }
long long __thiscall this_wide(const Inner *self, long long a, char b) { return self->kind * a + b; }
int __stdcall plain_name(int a, int b) { return a * b; }
int __stdcall under_name(int a) { return a + 1; }
int __cdecl first_name(int a) { return a + 100; }
int __cdecl ordinal_40(int a) { return -a; }
double __stdcall ordinal_41(double a) { return a * a; }
