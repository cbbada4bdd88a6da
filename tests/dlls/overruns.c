/* Functions that write and read where they should not. */
#include <stddef.h>
#define API __declspec(dllexport)
#define WINAPI __stdcall

typedef struct { int a, b, c; } Three;
typedef struct { const char *name; int size; } Named;

/* Writes `count` times `value` to the buffer, whatever `size` is, from `first` on. */
API int fill(unsigned char *buffer, int size, int first, int count, int value) {
    for (int i = 0; i < count; i++) buffer[first + i] = (unsigned char)value;
    return size;
}
API int WINAPI fill_wide(wchar_t *buffer, int size, int count) {
    for (int i = 0; i < count; i++) buffer[i] = L'x';
    buffer[count] = 0;
    return size;
}
API int total(const int *values, int size, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return sum;
}
API int set_int(int *value, int index) { return value[index] = 7; }
API int set_three(int a, Three *record, int index) { return (&record->a)[index] = a; }
API int set_last(Three *records, int size, int index) { return records[index].c = 9; }
API int append(char *text, int size, const char *more) {
    char *end = text;
    while (*end) end++;
    while ((*end++ = *more++)) {}
    return size;
}
API int spoil_name(const Named *named, int index) { ((char *)named->name)[index] = 'x'; return 1; }
API Three larger_result(int index) { Three made = {1, 2, 3}; return made; }
API void elsewhere(char *buffer, int size) { *(volatile int *)8 = 1; }
/* Two of a kind: the call of the second within the callback of the first. */
API int around(int (*inner)(int), char *buffer, int size, int first) { int got = inner(size); buffer[first] = 1; return got; }
API int sum_bytes(const unsigned char *data, int first) { return data[first]; }
