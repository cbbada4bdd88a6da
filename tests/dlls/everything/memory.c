#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "everything.h"

static int taken_blocks;

static void *taken(size_t size) {
    taken_blocks++;
    return calloc(size, 1);
}

void memory_free(void *memory) {
    if (!memory) return;
    taken_blocks--;
    free(memory);
}

int memory_blocks(void) { return taken_blocks; }

char *memory_text(int number) {
    if (number < 0) return NULL;
    char *made = taken(40);
    snprintf(made, 40, "text no. %d, gr\xc3\xbcn", number);
    return made;
}

wchar_t *__stdcall memory_wide(int number) {
    wchar_t *made = taken(80);
    wcscpy(made, number ? L"some \x20ac" : L"none");
    return made;
}

void memory_text_out(int number, char **text) { *text = memory_text(number); }

int memory_numbers(int count, int **numbers) {
    *numbers = taken((size_t)count * sizeof(int));
    for (int i = 0; i < count; i++) (*numbers)[i] = i * i;
    return count;
}

int memory_sum(const int *numbers, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += numbers[i];
    return sum;
}
