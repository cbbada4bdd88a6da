/* What a C++ library of Microsoft's compiler exports: methods, constructors, operators, references. shop.def gives the
 * functions their mangled names; MinGW's compiler has the same conventions for them.
 */
#include <stdlib.h>

#define METHOD __attribute__((thiscall))

typedef struct { int width, height; } Box;
typedef int (*Change)(int);

Box *METHOD box_construct(Box *self, int width, int height) { self->width = width; self->height = height; return self; }
void METHOD box_destruct(Box *self) { self->width = self->height = -1; }
Box *box_make(int width, int height) { return box_construct(malloc(sizeof(Box)), width, height); }
int METHOD box_area(const Box *self) { return self->width * self->height; }
Box *METHOD box_grow(Box *self, int by) { self->width += by; self->height += by; return self; }
double METHOD box_scale(Box *self, double factor) { return box_area(self) * factor; }
int METHOD box_plus(const Box *self, const Box *other) { return box_area(self) + box_area(other); }
int METHOD box_change(Box *self, Change change) { return self->width = change(self->width); }
_Bool METHOD box_exceeds(const Box *self, long long area) { return box_area(self) > area; }
int __attribute__((stdcall)) box_wider(const Box *a, const Box *b) { return a->width > b->width; }
int __attribute__((fastcall)) weigh(int a, int b, int c) { return a * 100 + b * 10 + c; }
void swap(int *a, int *b) { int old = *a; *a = *b; *b = old; }
int grade(int of) { return of * 11; }
double mean(const double (*values)[3]) { return ((*values)[0] + (*values)[1] + (*values)[2]) / 3; }
