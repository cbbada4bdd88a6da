/* Memory that a DLL owns, keeps or fills later, and Windows' types; build it with -mms-bitfields -loleaut32. */
#define COBJMACROS
#include <windows.h>
#include <oleauto.h>
#include <stdlib.h>
#include <string.h>

#define API __declspec(dllexport)

/* Things that are counted, so that a test sees whether they were freed. */
static int alive;
API int living(void) { return alive; }

/* A list that the DLL allocates */
typedef struct node { int value; const char *name; struct node *next; } node;
API node *list_make(int count) {
    static const char *names[] = {"zero", "one", "two"};
    node *first = NULL;
    while (count--) {
        node *made = malloc(sizeof *made);
        made->value = count * count; made->name = names[count % 3]; made->next = first;
        first = made; alive++;
    }
    return first;
}
API void list_free(node *first) { while (first) { node *next = first->next; free(first); alive--; first = next; } }
API int list_pop(node **list) {
    node *first = *list; int value = first->value;
    *list = first->next; free(first); alive--;
    return value;
}
API int list_sum(const node *first) { int sum = 0; for (; first; first = first->next) sum += first->value; return sum; }

/* Handles */
typedef struct device { int number; double gain; } device;
API void *device_open(int number) { device *made = calloc(1, sizeof *made); made->number = number; alive++; return made; }
API int device_number(void *handle) { return ((device *)handle)->number; }
API int device_close(void *handle) { free(handle); alive--; return 1; }
API int device_open_to(int number, void **handle) { *handle = device_open(number); return 1; }
API int __stdcall device_forget(void **handle) { free(*handle); *handle = NULL; alive--; return 1; }
typedef struct status { void *handle; void *all[2]; int ok; } status;
API void device_status(void *handle, status *out) { out->handle = handle; out->all[0] = handle; out->all[1] = NULL; out->ok = 1; }
API void *device_in(const status *in) { return in->handle; }
API void *channel_open(void) { return (void *)0x1234; }
API void channel_use(void *channel) { (void)channel; }
API unsigned session_open(void) { alive++; return 7; }
API unsigned session_twice(unsigned session) { return 2 * session; }
API void session_close(unsigned session) { alive--; (void)session; }

/* Text that the caller has to free */
API char *text_make(int number) { char *made = malloc(20); strcpy(made, number < 0 ? "less" : "more"); alive++; return made; }
API void text_make_to(char **text, wchar_t **wide) {
    *text = text_make(1);
    *wide = malloc(20); wcscpy(*wide, L"w\x00ef"); alive++;
}
API void __stdcall text_free(void *text) { if (text) { free(text); alive--; } }
API char *text_of_windows(void) { char *made = CoTaskMemAlloc(8); strcpy(made, "ole"); return made; }

/* Buffers that are filled later */
static double *kept; static int kept_count;
static DWORD WINAPI fill(void *milliseconds) {
    Sleep((DWORD)milliseconds);
    for (int i = 0; i < kept_count; i++) kept[i] = i + 1;
    return 0;
}
API void camera_start(double *buffer, int count, int milliseconds) {
    kept = buffer; kept_count = count;
    CloseHandle(CreateThread(NULL, 0, fill, (void *)milliseconds, 0, NULL));
}
API void keep(double *buffer) { kept = buffer; }
API double kept_sum(int count) { double sum = 0; for (int i = 0; i < count; i++) sum += kept[i]; return sum; }
API double *kept_numbers(void) { static double numbers[4] = {1.5, 2.5, 3.5, 4.5}; return numbers; }
API void wait_while(const volatile char *where, char it) { while (*where == it) Sleep(1); }

/* Pointers to pointers, and pointers in structs */
typedef struct image { int width, height; double *pixels; } image;
API void image_scale(image *it, double factor) { for (int i = 0; i < it->width * it->height; i++) it->pixels[i] *= factor; }
API double rows_sum(double **rows, int n, int columns) {
    double sum = 0;
    for (int i = 0; i < n; i++) for (int j = 0; j < columns; j++) { sum += rows[i][j]; rows[i][j] = -rows[i][j]; }
    return sum;
}
API double number_at(double *value) { return value ? (*value += 1) : -1; }
API int triple(int ***value) { return (***value)++; }
API node *loop_of(node *first) { first->next = first; return first; }

/* A last member of any length */
typedef struct packet { short kind; short count; int data[]; } packet;
API int packet_sum(packet *it) { int sum = 0; for (int i = 0; i < it->count; i++) { sum += it->data[i]; it->data[i]++; } return sum; }
API packet *packet_make(int count) {
    packet *made = malloc(sizeof *made + count * sizeof(int)); made->kind = 5; made->count = count; alive++;
    for (int i = 0; i < count; i++) made->data[i] = 10 * i;
    return made;
}
API void packet_free(packet *it) { free(it); alive--; }
API int packet_fill(packet *it, int bytes) {
    it->kind = 1; it->count = (short)((bytes - 4) / 4);
    for (int i = 0; i < it->count; i++) it->data[i] = i * i;
    return it->count;
}

/* Bit-fields */
typedef enum mode { MODE_OFF, MODE_ON, MODE_AUTO } mode;
typedef struct flags { int sign : 3; unsigned wide : 5; mode way : 3; unsigned char small : 2; BOOL yes : 1; } flags;
API flags flags_turn(flags it) { it.sign = -it.sign; it.wide ^= 31; it.way = MODE_AUTO; it.small ^= 3; it.yes = !it.yes; return it; }

/* Flags of an enum */
API int access_of(int access) { return access; }

/* Windows' types */
API UINT bstr_length(BSTR text) { return SysStringLen(text); }
API BSTR bstr_make(void) { return SysAllocStringLen(L"a\0b", 3); }
API void bstr_make_to(BSTR *text) { *text = SysAllocString(L"m\x00e4" L"de"); }
API BOOL bstr_double(BSTR *text) {
    UINT n = SysStringLen(*text);
    BSTR made = SysAllocStringLen(NULL, 2 * n);
    memcpy(made, *text, 2 * n); memcpy(made + n, *text, 2 * n);
    SysFreeString(*text);
    *text = made;
    return TRUE;
}
typedef struct titled { int id; BSTR title; VARIANT_BOOL on; HRESULT outcome; GUID guid; } titled;
API int titled_check(titled *it) {
    int good = it->on == VARIANT_TRUE && SysStringLen(it->title) == 3 && it->guid.Data1 == 0x6B29FC40 && it->guid.Data4[7] == 0xDA;
    it->on = VARIANT_FALSE; it->outcome = E_INVALIDARG; it->guid.Data2 = 0xABCD;
    return good;
}
API VARIANT_BOOL variant_not(VARIANT_BOOL value) { return value == VARIANT_TRUE ? VARIANT_FALSE : VARIANT_TRUE; }
API HRESULT fail_as(HRESULT outcome) { return outcome; }
API int guid_is(REFGUID guid) { return guid->Data3 == 0x1067; }
API GUID guid_make(void) { GUID made = {0x6B29FC40, 0xCA47, 0x1067, {0xB3, 0x1D, 0, 0xDD, 1, 6, 0x62, 0xDA}}; return made; }

/* A union by value */
typedef union number { int whole; double real; unsigned char bytes[8]; } number;
API number number_next(number it) { it.whole++; return it; }
typedef union small { short a; unsigned char b[2]; } small;
API small small_next(small it) { it.a++; return it; }
