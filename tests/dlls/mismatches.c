/* Functions of every shape in the four conventions, to be called with right and with wrong signatures; and functions
   that leave registers as no function should. None of the first kind trusts its arguments. */
#define API __declspec(dllexport)
#define EACH(result, name, parameters, ...)                           \
    API result __cdecl name##_cdecl parameters { __VA_ARGS__; }       \
    API result __stdcall name##_stdcall parameters { __VA_ARGS__; }   \
    API result __fastcall name##_fastcall parameters { __VA_ARGS__; } \
    API result __thiscall name##_thiscall parameters { __VA_ARGS__; }

typedef struct { int a, b, c; } Three;
typedef struct { short a, b, c; } Shorts;
typedef struct { double value; } Reading;
typedef struct { float value; } SmallReading;
typedef struct { unsigned char r, g, b; } Colour;
typedef struct { int x, y; } Spot;

EACH(int, none, (void), return 7)
EACH(int, one, (int a), return a * 10)
EACH(int, two, (int a, int b), return a * 10 + b)
EACH(int, three, (int a, int b, int c), return a * 100 + b * 10 + c)
EACH(int, bytes, (signed char a, unsigned short b, short c), return a * 100 + b * 10 + c)
EACH(int, five, (int a, int b, int c, int d, int e), return a * 10000 + b * 1000 + c * 100 + d * 10 + e)
EACH(int, real, (double a), return a > 5)
EACH(int, real_first, (double a, int b), return (a > 5) * 10 + b)
EACH(int, real_between, (int a, float b, int c), return a * 100 + (b > 5) * 10 + c)
EACH(int, wide_first, (long long a, int b), return (int)a * 10 + b)
EACH(int, wide_last, (int a, int b, long long c), return a * 100 + b * 10 + (int)c)
EACH(int, record, (Three a, int b), return a.a * 1000 + a.b * 100 + a.c * 10 + b)
EACH(int, record_last, (int a, Shorts b), return a * 1000 + b.a * 100 + b.b * 10 + b.c)

EACH(double, give_double, (int a), return a + 0.5)
EACH(float, give_float, (int a), return a + 0.5f)
EACH(long long, give_wide, (int a), return a * 10000000000LL)
EACH(void, give_nothing, (int a), (void)a)
EACH(Three, give_three, (int a, int b), Three made = {a, b, 3}; return made)
EACH(Shorts, give_shorts, (int a, int b), Shorts made = {a, b, 3}; return made)
EACH(Colour, give_colour, (int a, int b), Colour made = {a, b, 3}; return made)
EACH(Spot, give_spot, (int a, int b), Spot made = {a, b}; return made)
EACH(Reading, give_reading, (int a), Reading made = {a + 0.5}; return made)
EACH(SmallReading, give_small_reading, (int a), SmallReading made = {a + 0.5f}; return made)

/* As GCC's other targets, and MinGW's before 4.7, have it: the function removes the address of its result. */
API __attribute__((callee_pop_aggregate_return(1))) Three __cdecl give_three_popped(int a, int b) {
    Three made = {a, b, 3};
    return made;
}

/* Registers. */
#define NAKED(name, code) API __attribute__((naked)) void name(void) { __asm__(code); }
NAKED(change_ebx, "xorl %ebx, %ebx; movl $7, %eax; ret")
NAKED(change_esi_edi, "xorl %esi, %esi; movl $1, %edi; movl $7, %eax; ret")
NAKED(change_ebp, "xorl %ebp, %ebp; movl $7, %eax; ret")
NAKED(change_ebp_slightly, "addl $4, %ebp; movl $7, %eax; ret")
NAKED(change_all, "xorl %ebx, %ebx; movl %esp, %ebp; movl $1, %esi; movl $1, %edi; movl $7, %eax; ret $8")
NAKED(leave_direction, "std; movl $7, %eax; ret")
NAKED(leave_mmx, "movd %eax, %mm0; movl $7, %eax; ret")
NAKED(leave_three, "fld1; fldpi; fldz; movl $7, %eax; ret")
NAKED(leave_less, "popl %ecx; pushl %ecx; pushl %ecx; ret")
NAKED(remove_much, "movl $7, %eax; ret $0x8000")
NAKED(remove_odd, "movl $7, %eax; ret $6")

/* The sum of what the caller's function gives for 0, 1, 2, ...; `size` makes room on the stack first. */
typedef int(__cdecl *Give)(int index, int twice);
typedef int(__stdcall *GiveStd)(int index, int twice);
#define ASK(name, type)                                              \
    API __attribute__((optimize("no-omit-frame-pointer"), noinline)) int name(type give, int count, int size) { \
        volatile char room[size];                                    \
        int sum = 0;                                                 \
        room[0] = 1;                                                 \
        for (int i = 0; i < count; i++) sum += give(i, 2 * i);       \
        return sum;                                                  \
    }
ASK(ask_cdecl, Give)
ASK(ask_stdcall, GiveStd)
API int ask_once(Give give) { return give(1, 2) + 1; }
API int ask_again(Give give, int count) { int sum = 0; for (int i = 1; i <= count; i++) sum += ask_cdecl(give, 1, 8 * i); return sum; }
API int ask_deep(Give give, int depth) { return depth ? give(depth, 0) + ask_deep(give, depth - 1) : 0; }

/* Functions by address. */
static int __stdcall hidden_product(int a, int b) { return a * b; }
API void *product_address(void) { return (void *)hidden_product; }

/* Counts down through the caller's function: calls within calls. */
typedef int(__cdecl *Step)(int left);
API int __stdcall count_down(Step step, int left) { return left ? 1 + step(left - 1) : 0; }
