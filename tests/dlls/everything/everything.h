/* Everything that C on 32-bit Windows can say about a function: what everything.dll exports.

   Every function gives the same results each time, so that a C program and a caller through Probe32 can be compared. */
#ifndef EVERYTHING_H
#define EVERYTHING_H

#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <oleauto.h>
#include <sal.h>
#include <stdbool.h>

#ifndef _Freed_by_
#define _Freed_by_(function)
#endif
#ifndef _Field_size_
#define _Field_size_(count)
#endif

#define API __declspec(dllexport)
#ifdef __MINGW32__
#define ALIGNED(bytes) __attribute__((aligned(bytes)))
#else
#define ALIGNED(bytes) __declspec(align(bytes))
#endif

/* ---- whole numbers (integers.c) ---- */

API signed char __cdecl i8_next(signed char value);
API unsigned char __stdcall u8_next(unsigned char value);
API short __cdecl i16_next(short value);
API unsigned short __stdcall u16_next(unsigned short value);
API int __cdecl i32_next(int value);
API unsigned int __stdcall u32_next(unsigned int value);
API long long __cdecl i64_next(long long value);
API unsigned long long __stdcall u64_next(unsigned long long value);
API long __cdecl long_sum(long a, unsigned long b);
API char __cdecl char_next(char value);
API wchar_t __stdcall wchar_next(wchar_t value);
API bool __cdecl bool_not(bool value);
API void __cdecl bool_flip(_Inout_ bool *value);
API void __cdecl nothing(void);
API void __cdecl i8_bump(_Inout_ signed char *value);
API void __stdcall u8_bump(_Inout_ unsigned char *value);
API void __cdecl i16_bump(_Inout_ short *value);
API void __stdcall u16_bump(_Inout_ unsigned short *value);
API void __cdecl i32_bump(_Inout_ int *value);
API void __stdcall u32_bump(_Inout_ unsigned int *value);
API void __cdecl i64_bump(_Inout_ long long *value);
API void __stdcall u64_bump(_Inout_ unsigned long long *value);
API int __cdecl least(_Out_ signed char *i8, _Out_ short *i16, _Out_ int *i32, _Out_ long long *i64);
API int __stdcall greatest(
    _Out_ unsigned char *u8, _Out_ unsigned short *u16, _Out_ unsigned int *u32, _Out_ unsigned long long *u64);
API long long __cdecl every_width(
    signed char a, unsigned char b, short c, unsigned short d, int e, unsigned int f, long long g, unsigned long long h);
API long long __stdcall i64_between(int a, long long b, char c, long long d);
API int __cdecl divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);

/* ---- Windows' names (windows_names.c) ---- */

API BOOL WINAPI win_bool(BOOL value);
API BYTE WINAPI win_byte(BYTE value);
API WORD WINAPI win_word(WORD value);
API DWORD WINAPI win_dword(DWORD value);
API LONG WINAPI win_long(LONG value);
API ULONG WINAPI win_ulong(ULONG value);
API SHORT WINAPI win_short(SHORT value);
API USHORT WINAPI win_ushort(USHORT value);
API UINT WINAPI win_uint(UINT value);
API LONGLONG WINAPI win_longlong(LONGLONG value);
API ULONGLONG WINAPI win_ulonglong(ULONGLONG value);
API FLOAT WINAPI win_float(FLOAT value);
API SIZE_T WINAPI win_size(SIZE_T value);
API DWORD_PTR WINAPI win_dword_ptr(DWORD_PTR value);
API LRESULT WINAPI win_message(UINT message, WPARAM wparam, LPARAM lparam);
API HRESULT WINAPI win_hresult(LONG code);
API VARIANT_BOOL WINAPI win_variant_bool(VARIANT_BOOL value);
API HANDLE WINAPI win_handle(HANDLE value);
API HWND WINAPI win_window(HWND window);
API COLORREF WINAPI win_color(BYTE red, BYTE green, BYTE blue);
API WCHAR WINAPI win_wchar(WCHAR value);
API DATE WINAPI win_date(DATE value);
API void WINAPI win_guid(_Out_ GUID *guid);
API void WINAPI win_guid_next(_Inout_ GUID *guid);
API DWORD WINAPI win_guid_first(GUID guid);
API GUID WINAPI win_guid_of(DWORD first);
API LONG WINAPI win_area(const RECT *rectangle);
API POINT WINAPI win_mirror(POINT point);
API void WINAPI win_file_time(_Inout_ FILETIME *time);
API int WINAPI win_text_length(LPCSTR text);
API int WINAPI win_wide_length(LPCWSTR text);
API void WINAPI win_fail(DWORD code);
API int __stdcall bstr_length(BSTR text);
_Freed_by_(SysFreeString) API BSTR __stdcall bstr_greeting(int number);
API HRESULT __stdcall bstr_out(int number, _Out_ _Freed_by_(SysFreeString) BSTR *text);
API HRESULT __stdcall bstr_upper(_Inout_ _Freed_by_(SysFreeString) BSTR *text);

/* ---- floating point, and wide results (floats.c) ---- */

API float __cdecl f32_half(float value);
API double __stdcall f64_half(double value);
API double __cdecl f64_third(int a, double b, float c, double d, char e);
API float __stdcall f32_of_whole(int a, long long b);
API double __cdecl f64_after_i64(long long a, double b, int c, double d);
API long long __stdcall i64_of_f64(double value);
API long long __cdecl i64_product(int a, int b);
API unsigned long long __stdcall u64_shift(unsigned long long value, int bits);
API void __cdecl f32_bump(_Inout_ float *value);
API void __cdecl f64_out(double value, _Out_ double *twice, _Out_ float *half);
API double __cdecl f64_extremes(_Out_ double *least, _Out_ double *greatest, _Out_ float *tiny);

/* ---- enums (enums.c) ---- */

typedef enum Level { LEVEL_BELOW = -2, LEVEL_GROUND = 0, LEVEL_FIRST = 1, LEVEL_TOP = 9 } Level;
typedef enum Access { ACCESS_NONE = 0, ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_RUN = 4, ACCESS_ALL = 7 } Access;
typedef struct Lift {
    Level at;
    Access who;
    bool moving;
} Lift;

API Level __cdecl level_up(Level level);
API int __stdcall level_value(Level level);
API void __cdecl level_limits(_Out_ Level *lowest, _Out_ Level *highest);
API void __cdecl level_turn(_Inout_ Level *level);
API Access __stdcall access_join(Access a, Access b);
API bool __cdecl access_has(Access all, Access one);
API Level __cdecl level_highest(_In_reads_(count) const Level *levels, int count);
API void __cdecl lift_move(_Inout_ Lift *lift);

/* ---- text (text.c) ---- */

typedef struct Label {
    char name[12];
    wchar_t title[8];
    char lines[2][6];
    const char *note;
} Label;

API int __cdecl text_length(_In_opt_z_ const char *text);
API int __stdcall wide_length(_In_opt_z_ const wchar_t *text);
API int __cdecl text_sum(const char *text);
API const char *__cdecl text_name(int which);
API const wchar_t *__stdcall wide_name(int which);
API const char *__cdecl text_not_utf8(void);
API int __stdcall text_copy(const char *text, _Out_writes_(size) char *buffer, int size);
API int __cdecl wide_copy(const wchar_t *text, _Out_writes_(size) wchar_t *buffer, int size);
API void __cdecl text_number(int value, _Out_writes_(16) char *buffer);
API int __stdcall text_upper(_Inout_updates_(size) char *text, int size);
API int __cdecl wide_upper(_Inout_updates_(size) wchar_t *text, int size);
API void __stdcall text_fill(char letter, int count, _Out_writes_(count + 1) char *text);
API void __cdecl text_fill_up(_Inout_ unsigned int *size, _Out_writes_(*size) char *text);
API void __cdecl text_lead(_Outptr_ const char **text);
API void __stdcall wide_lead(_Outptr_ const wchar_t **text);
API int __cdecl text_longest(_In_reads_(count) const char *const *texts, int count);
API int __cdecl wide_total(_In_reads_(count) const wchar_t *const *texts, int count);
API void __cdecl text_join(
    _In_reads_(count) const char *const *texts, int count, _Out_writes_(size) char *buffer, int size);
API void __cdecl label_make(int number, _Out_ Label *label);
API int __stdcall label_measure(const Label *label);
API void __cdecl label_swap(_Inout_ Label *label);

/* ---- arrays and memory with a size (arrays.c) ---- */

API int __cdecl sum_fixed(const int values[4]);
API void __stdcall double_fixed(_Inout_ int values[3]);
API void __cdecl fill_fixed(int start, _Out_ double values[3]);
API int __cdecl sum_many(_In_reads_(count) const int *values, int count);
API double __stdcall mean_of(_In_reads_(count) const double *values, unsigned int count);
API long long __cdecl sum_wide(_In_reads_(count) const long long *values, int count);
API void __cdecl ramp(int count, _Out_writes_(count) double *values);
API void __stdcall scale(_Inout_updates_(count) float *values, int count, float factor);
API void __cdecl negate_bools(_Inout_updates_(count) bool *values, int count);
API int __cdecl sum_shorts(_In_reads_bytes_(size) const short *values, int size);
API int __stdcall evens(_Inout_ int *count, _Out_writes_(*count) int *values);
API int __cdecl blob(_Inout_ unsigned int *size, _Out_writes_bytes_(*size) void *data);
API unsigned int __cdecl checksum(_In_reads_bytes_(size) const void *data, unsigned int size);
API void __stdcall fill(_Out_writes_bytes_(size) void *data, unsigned int size, unsigned char value);
API void __cdecl reverse(_Inout_updates_bytes_(size) void *data, unsigned int size);
API void __cdecl bytes_up(_Inout_updates_(count) unsigned char *bytes, int count);
API double __cdecl trace(const double matrix[3][3]);
API void __cdecl transpose(_Inout_ double (*matrix)[2]);
API int __stdcall grid_sum(_In_reads_(rows *columns) const int *cells, int rows, int columns);
API void __cdecl grid_fill(int rows, int columns, _Out_writes_(rows *columns) short *cells);

/* ---- pointers (pointers.c) ---- */

API void *__cdecl echo_address(void *address);
API int __stdcall is_null(_In_opt_ const int *value);
API double __cdecl ratio(_In_opt_ const double *top, _In_opt_ const double *bottom);
API void __cdecl swap_addresses(_Inout_ void **a, _Inout_ void **b);
API int __stdcall maybe_twice(_Inout_opt_ int *value);
API void __cdecl table_of(_Outptr_ const int **table, _Out_ int *count);
API int __cdecl table_at(_In_reads_(index + 1) const int *table, int index);
API int __cdecl deep(const int *const *value);
API unsigned char __stdcall first_byte(_In_opt_ const void *memory);

/* ---- memory that the DLL allocates (memory.c) ---- */

API void __cdecl memory_free(void *memory);
API int __cdecl memory_blocks(void);
_Freed_by_(memory_free) API char *__cdecl memory_text(int number);
_Freed_by_(memory_free) API wchar_t *__stdcall memory_wide(int number);
API void __cdecl memory_text_out(int number, _Outptr_ _Freed_by_(memory_free) char **text);
API int __cdecl memory_numbers(int count, _Outptr_ _Freed_by_(memory_free) int **numbers);
API int __cdecl memory_sum(_In_reads_(count) const int *numbers, int count);

/* ---- structs and unions in memory (structs.c) ---- */

typedef struct Mixed {
    char a;
    short b;
    char c;
    int d;
    float e;
    double f;
    long long g;
    bool h;
} Mixed;

typedef struct Inner {
    char kind;
    short values[3];
} Inner;

typedef struct Outer {
    Inner first;
    Inner more[2];
    struct {
        int x, y;
    } at;
    unsigned char last;
} Outer;

typedef union Number {
    int whole;
    float real;
    unsigned char bytes[4];
    double wide;
} Number;

typedef struct Variant {
    int tag;
    union {
        int whole;
        double real;
        struct {
            short low, high;
        };
    };
    Number number;
} Variant;

typedef struct Bits {
    unsigned int low : 3;
    unsigned int middle : 10;
    int sign : 5;
    unsigned char little : 3;
    unsigned char : 2;
    unsigned char rest : 3;
    short tail : 9;
    unsigned int : 0;
    unsigned int end : 1;
} Bits;

#pragma pack(push, 1)
typedef struct Packed1 {
    char a;
    double b;
    short c;
    int d;
} Packed1;

typedef struct PackedBits {
    unsigned char a;
    unsigned int b : 7;
    unsigned int c : 20;
    int d : 5;
    unsigned short e;
} PackedBits;
#pragma pack(pop)

#pragma pack(push, 2)
typedef struct Packed2 {
    char a;
    double b;
    char c;
    int d;
} Packed2;
#pragma pack(pop)

#pragma pack(push, 4)
typedef struct Packed4 {
    char a;
    double b;
    long long c;
    char d;
} Packed4;
#pragma pack(pop)

typedef struct ALIGNED(16) Aligned {
    int a;
    char b;
} Aligned;

typedef struct Gap {
    char a;
    ALIGNED(8) int b;
    char c;
} Gap;

typedef struct Flexible {
    int count;
    _Field_size_(count) short values[];
} Flexible;

typedef struct Buffer {
    int count;
    int *values;
    const char *name;
} Buffer;

typedef struct Node {
    int value;
    struct Node *next;
} Node;

typedef struct Flags {
    unsigned char ready : 1, busy : 1, error : 1;
    unsigned char level : 4;
} Flags;

typedef union Register {
    unsigned int all;
    struct {
        unsigned int low : 4;
        unsigned int high : 28;
    };
} Register;

API void __cdecl mixed_make(int seed, _Out_ Mixed *mixed);
API double __stdcall mixed_sum(const Mixed *mixed);
API void __cdecl mixed_bump(_Inout_ Mixed *mixed);
API void __cdecl outer_bump(_Inout_ Outer *outer);
API int __stdcall outer_sum(const Outer *outer);
API void __cdecl number_bump(_Inout_ Number *number);
API void __cdecl variant_bump(_Inout_ Variant *variant);
API void __cdecl bits_bump(_Inout_ Bits *bits);
API void __cdecl flags_turn(_Inout_ Flags *flags);
API void __stdcall packed1_bump(_Inout_ Packed1 *packed);
API void __stdcall packed2_bump(_Inout_ Packed2 *packed);
API void __stdcall packed4_bump(_Inout_ Packed4 *packed);
API void __cdecl packed_bits_bump(_Inout_ PackedBits *packed);
API void __cdecl aligned_bump(_Inout_ Aligned *aligned);
API void __cdecl gap_bump(_Inout_ Gap *gap);
API void __cdecl register_split(unsigned int all, _Out_ Register *parts);
API int __cdecl flexible_sum(_In_reads_bytes_(size) const Flexible *flexible, int size);
API int __stdcall flexible_total(const Flexible *flexible);
API void __cdecl flexible_make(int count, _Out_writes_bytes_(4 + 2 * count) Flexible *flexible);
API void __cdecl flexible_bump(_Inout_ Flexible *flexible);
API int __cdecl buffer_sum(const Buffer *buffer);
API void __cdecl buffer_scale(_Inout_ Buffer *buffer, int factor);
API int __cdecl node_sum(const Node *node);
API int __stdcall inners_sum(_In_reads_(count) const Inner *inners, int count);
API void __cdecl inners_bump(_Inout_updates_(count) Inner *inners, int count);
API void __cdecl inners_make(int count, _Out_writes_(count) Inner *inners);
API const Inner *__cdecl inner_shared(void);
API int __cdecl inner_kind(const Inner *inner);

/* ---- structs and unions by value (by_value.c) ---- */

#define BYTES_STRUCT(size)        \
    typedef struct Bytes##size {  \
        unsigned char data[size]; \
    } Bytes##size;                \
    API int __cdecl sum_of_##size(int before, Bytes##size bytes, int after);
BYTES_STRUCT(1)
BYTES_STRUCT(2)
BYTES_STRUCT(3)
BYTES_STRUCT(4)
BYTES_STRUCT(5)
BYTES_STRUCT(6)
BYTES_STRUCT(7)
BYTES_STRUCT(8)
BYTES_STRUCT(12)
BYTES_STRUCT(16)
BYTES_STRUCT(24)

typedef struct Pair {
    short x, y;
} Pair;
typedef struct Complex {
    float re, im;
} Complex;
typedef struct Point2 {
    double x, y;
} Point2;
typedef struct Point3 {
    double x, y, z;
} Point3;
typedef struct Tagged {
    int tag;
    double value;
} Tagged;
typedef union Small {
    int whole;
    float real;
    short parts[2];
} Small;
typedef union Large {
    double values[3];
    char text[24];
} Large;

API Bytes1 __cdecl make_1(int start);
API Bytes2 __cdecl make_2(int start);
API Bytes3 __cdecl make_3(int start);
API Bytes4 __cdecl make_4(int start);
API Bytes5 __cdecl make_5(int start);
API Bytes8 __cdecl make_8(int start);
API Bytes12 __cdecl make_12(int start);
API Bytes16 __cdecl make_16(int start);
API Bytes24 __cdecl make_24(int start);
API Pair __stdcall pair_turn(Pair pair);
API Complex __stdcall complex_product(Complex a, Complex b);
API Point2 __cdecl point2_middle(Point2 a, Point2 b);
API Point3 __stdcall point3_scale(Point3 point, double factor);
API double __cdecl tagged_mix(char a, Tagged b, float c, Pair d, long long e);
API Small __cdecl small_bump(Small value);
API Number __stdcall number_next(Number value);
API Large __cdecl large_turn(Large value);
API int __cdecl large_length(int before, Large value);
API Bits __cdecl bits_next(Bits bits);
API int __stdcall bits_sum(Bits bits, int more);
API Flags __cdecl flags_next(Flags flags);
API Packed1 __stdcall packed1_next(Packed1 packed);
API PackedBits __cdecl packed_bits_next(PackedBits packed);
API Register __cdecl register_of(unsigned int all);
API unsigned int __stdcall register_high(Register value);
API Variant __cdecl variant_next(Variant variant);
API Lift __cdecl lift_call(Lift lift, Level to);
API int __cdecl label_length(Label label);

/* ---- function pointers (callbacks.c) ---- */

typedef int(__cdecl *Binary)(int a, int b);
typedef int(__stdcall *Visitor)(int index, void *context);
typedef double(__cdecl *Curve)(double x);
typedef long long(__stdcall *WideStep)(long long value);
typedef int(__cdecl *PairSum)(Pair pair, Point2 point);
typedef void(__stdcall *PointSink)(const Point2 *point);
typedef int(__cdecl *TextSink)(const char *text, const wchar_t *wide);
typedef int(__cdecl *Compare)(const int *a, const int *b);
typedef int(__stdcall *Block)(_In_reads_(count) const double *values, int count);
typedef bool(__cdecl *Filter)(unsigned char byte, short small, bool flag);
typedef Level(__cdecl *LevelMap)(Level level);
typedef float(__cdecl *Blend)(float a, float b);
typedef Complex(__cdecl *Turn)(Complex value);
typedef int(__cdecl *Asker)(int question, _Out_ int *answer, _Inout_ double *total);
typedef const char *(__cdecl *NameOf)(int which);
typedef Point3(__stdcall *Maker)(double x);
typedef int(__cdecl *NumberReader)(Number number, Bits bits);
typedef int(__fastcall *FastSum)(double x, int a, short b, int c);
typedef Point3(__fastcall *FastMaker)(int a, int b);
typedef int(__thiscall *ThisStep)(void *self, int a, double x);
typedef struct Hooks {
    int count;
    Binary combine;
    struct {
        Visitor visit;
    } inner;
} Hooks;

API int __cdecl apply(Binary function, int a, int b);
API int __stdcall fold(_In_reads_(count) const int *values, int count, Binary function);
API int __cdecl visit(int count, Visitor visitor, void *context);
API double __stdcall integrate(Curve curve, double from, double to, int steps);
API long long __cdecl repeat(WideStep step, long long value, int times);
API int __cdecl with_structs(PairSum function, int seed);
API void __stdcall walk(PointSink sink, int count);
API int __cdecl tell(TextSink sink);
API void __cdecl sort(_Inout_updates_(count) int *values, int count, Compare compare);
API int __cdecl in_blocks(Block block, int count);
API int __cdecl count_if(Filter filter, int count);
API int __cdecl map_levels(LevelMap map);
API float __stdcall blend(Blend function, float a, float b);
API Complex __cdecl turn_twice(Turn turn, Complex value);
API int __cdecl maybe_apply(_In_opt_ Binary function, int otherwise);
API Binary __cdecl adder(void);
API int __cdecl ask(Asker asker, int times);
API int __stdcall longest_name(NameOf name, int count);
API double __cdecl sum_made(Maker maker, int count);
API int __cdecl read_number(NumberReader reader);
API int __stdcall fast_back(FastSum sum, int times);
API double __cdecl fast_made(FastMaker maker, int count);
API int __cdecl this_back(ThisStep step, int times);
API int __stdcall run_hooks(const Hooks *hooks);
API void __cdecl set_handler(_In_opt_ Binary handler);
API int __cdecl fire_handler(int value);

/* ---- handles (handles.c) ---- */

typedef struct Counter *HCOUNTER;

API void __stdcall counter_close(HCOUNTER counter);
_Freed_by_(counter_close) API HCOUNTER __stdcall counter_open(int start);
API BOOL __stdcall counter_open_ex(int start, _Out_ _Freed_by_(counter_close) HCOUNTER *counter);
API int __stdcall counter_add(HCOUNTER counter, int amount);
API int __cdecl counters_open(void);
API HCOUNTER __cdecl counter_none(void);

/* ---- variable arguments (varargs.c) ---- */

API int __cdecl sum_all(int count, ...);
API double __cdecl sum_doubles(int count, ...);
API int __cdecl print_to(_Out_writes_(size) char *buffer, int size, const char *format, ...);
API long long __cdecl mixed_arguments(const char *kinds, ...);

/* ---- calling conventions, decorated names, ordinals (conventions.c) ---- */

API int __fastcall fast_none(void);
API int __fastcall fast_one(int a);
API int __fastcall fast_two(int a, int b);
API int __fastcall fast_four(int a, char b, short c, int d);
API Point3 __fastcall fast_point3(double x, int y, int z);
API double __fastcall fast_mixed(double a, int b, unsigned int c, long long d);
API int __fastcall fast_text(const char *text, _Out_ int *length);
API int __fastcall fast_struct(int a, int b, Pair pair, Point2 point, int c);
API Pair __fastcall fast_pair(int x, int y);
API int __thiscall this_value(const Inner *self);
API int __thiscall this_add(_Inout_ Inner *self, int a, int b);
API double __thiscall this_scale(const Inner *self, double factor);
API long long __thiscall this_wide(const Inner *self, long long a, char b);
int __stdcall plain_name(int a, int b);
int __stdcall under_name(int a);
int __cdecl first_name(int a);
int __cdecl second_name(int a);
int __cdecl ordinal_40(int a);
double __stdcall ordinal_41(double a);

#endif
