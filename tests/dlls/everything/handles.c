#include <stdlib.h>

#include "everything.h"

struct Counter {
    int value;
};

static int open_counters;

HCOUNTER __stdcall counter_open(int start) {
    HCOUNTER made = malloc(sizeof *made);
    made->value = start;
    open_counters++;
    return made;
}

BOOL __stdcall counter_open_ex(int start, HCOUNTER *counter) {
    *counter = start < 0 ? NULL : counter_open(start);
    return *counter != NULL;
}

int __stdcall counter_add(HCOUNTER counter, int amount) { return counter->value += amount; }

void __stdcall counter_close(HCOUNTER counter) {
    open_counters--;
    free(counter);
}

int counters_open(void) { return open_counters; }
HCOUNTER counter_none(void) { return NULL; }
