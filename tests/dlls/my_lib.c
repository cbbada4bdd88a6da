/* The library of the two programs in the README, with the ways to die that the runtime's tests need. */
#include <stdio.h>
#include <stdlib.h>

#define API __declspec(dllexport)

API int version(void) { return 10203; }

API int add(int a, int b) { return a + b; }

API int say(const char *text) { return printf("%s\n", text); }

API void write_to_null(void) { *(volatile int *)0 = 1; }

API void give_up(void) { abort(); }

API void end_with(int code) { exit(code); }

API void hang(void) { for (;;) { } }
