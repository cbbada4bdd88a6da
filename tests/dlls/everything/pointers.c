#include "everything.h"

static const int numbers[] = {2, 3, 5, 7, 11};

void *echo_address(void *address) { return address; }
int __stdcall is_null(const int *value) { return value == NULL; }
double ratio(const double *top, const double *bottom) { return (top ? *top : 1) / (bottom ? *bottom : 4); }

void swap_addresses(void **a, void **b) {
    void *kept = *a;
    *a = *b;
    *b = kept;
}

int __stdcall maybe_twice(int *value) {
    if (!value) return -1;
    *value *= 2;
    return 1;
}

void table_of(const int **table, int *count) {
    *table = numbers;
    *count = 5;
}

int table_at(const int *table, int index) { return table[index]; }
int deep(const int *const *value) { return value && *value ? **value + 1 : 0; }
unsigned char __stdcall first_byte(const void *memory) { return memory ? *(const unsigned char *)memory : 0; }
