/* What vendors' headers do to those who wrap them: names that are Python's, unusual layouts, memory of every shape. */

#pragma pack(push, 1)
typedef struct {
    char kind;
    double value;
    short flags;
} Packed;
#pragma pack(pop)

#pragma pack(push, 2)
typedef struct Half {
    char first;
    int second;
    Packed inner;
} Half;
#pragma pack(pop)

typedef union Number {
    int whole;
    float real;
    unsigned char bytes[4];
} Number;

typedef struct Bits {
    unsigned int low : 3;
    unsigned int middle : 10;
    int sign : 4;
    unsigned char more : 5;
} Bits;

typedef struct Variant {
    int tag;
    union {
        int whole;
        double real;
    };
    struct {
        short x, y;
    } at;
    Number numbers[2];
} Variant;

typedef struct Grid {
    double cells[2][3];
    wchar_t title[8];
    char lines[2][6];
    const char *label;
    const wchar_t *wide;
    void *address;
    struct Grid *next;
    bool on;
    long long big;
} Grid;

typedef struct Keywords {
    int class;
    int None;
    int from;
    int __private;
} Keywords;

typedef enum Signal { lambda = -1, name = 0, mro = 1, Signal_high = 2, Signal_alias = 2 } Signal;

typedef enum { UNNAMED_A, UNNAMED_B } Flag;

/* Names that Python, the base classes, or the generated module have already. */
int __cdecl class(int self, int None, int lambda, int result, int list);
int __stdcall request32(int ctypes, int str);
int __cdecl shutdown_server32(void);
int __cdecl lib(int plain);
int __cdecl _plain(int Packed);
int __cdecl _Reserved(int _first, int __second);
int __cdecl last_error(int c_a, int a);

/* Comments that end docstrings: """ and \ and a trailing quote" */
int __cdecl quoted_comment(void);

/* "Starts with a quote and has	a tab. */
int __cdecl a_name_that_is_longer_than_a_line_of_code_would_like_it_to_be(
    int the_first_parameter_with_a_long_name, int the_second_parameter_with_a_long_name,
    double the_third_parameter_with_a_long_name, _Out_ double *the_output_with_a_long_name);

/* Layouts: each gives back what it got, changed a little. */
void __cdecl bump_packed(_Inout_ Packed *value);
void __stdcall bump_half(_Inout_ Half *value);
void __cdecl bump_bits(_Inout_ Bits *value);
void __cdecl bump_variant(_Inout_ Variant *value);
void __cdecl bump_keywords(_Inout_ Keywords *value);
Packed __cdecl return_packed(Packed value);
void __cdecl bump_numbers(_Inout_updates_(n) Number *values, int n);
Number __cdecl take_union(Number value);
Grid __stdcall transpose(const Grid *grid);
int __cdecl title_length(Grid grid);

/* Numbers */
bool __cdecl not(bool value);
char __cdecl next_char(char c);
wchar_t __cdecl next_wide(wchar_t c);
unsigned long long __stdcall shift_left(unsigned long long value, int bits);
void __cdecl bounds(_Out_ signed char *low, _Out_ unsigned short *high, _Out_ long long *wide, _Out_ float *ratio,
                    _Out_ bool *yes);
Signal __cdecl flip(Signal signal, _Out_ Signal *before, _Inout_ Signal *both);
Flag __cdecl toggle(Flag flag);

/* Memory */
void __cdecl reverse_bytes(_Inout_updates_bytes_(size) void *data, unsigned size);
int __cdecl sum_bytes(_In_reads_(n) const unsigned char *data, int n);
int __cdecl sum_shorts(_In_reads_bytes_(size) const short *data, int size);
int __cdecl longest(_In_reads_(n) const char *const *words, int n);
void __cdecl join(_In_reads_(n) const char *const *words, int n, _Out_writes_(n * 8 + 1) char *text);
void __cdecl fill_wide(_Out_writes_(2 * n) wchar_t *text, int n, wchar_t c);
int __cdecl sized(_Inout_ int *count, _Out_writes_(*count) int *values);
int __cdecl first_of(const int *values);
void *__cdecl address_of(void *memory);
void __cdecl nothing(_Inout_opt_ int *value, _In_opt_ const double *ratio);
int __cdecl peek(const Packed *value);
const Packed *__cdecl origin(void);
void __cdecl handle_of(_Out_ void **handle, _Out_ const wchar_t **wide);
const char *__cdecl not_utf8(void);
void __cdecl cells(_Out_ double (*matrix)[3]);

/* These can't be wrapped. */
int __cdecl print_all(const char *format, ...);
int __fastcall fast(int a);
void __cdecl each(void(__cdecl *callback)(int), int n);
void __cdecl unsized(char *text);
void __cdecl late(_Out_ int *count, _Out_writes_(*count) int *values);
