/* Everything that a callback can be asked and can answer: see callbacks.h. */
#include <windows.h>
#include <stdlib.h>
#include <string.h>

#include "callbacks.h"

void sort_numbers(int *values, int n, Compare compare) { qsort(values, n, sizeof *values, (int (*)(const void *, const void *))compare); }

int __stdcall enumerate_windows(EnumProc visit, LONG_PTR parameter) {
    int visited = 0;
    for (unsigned handle = 0x10010; handle < 0x10060; handle += 0x10) {
        visited++;
        if (!visit((Window)handle, parameter)) break;
    }
    return visited;
}

long long __stdcall ask_integers(IntegersStd ask) { return ask(-1, 254, -30000, 65000, -2147483647 - 1, 4000000000u, -9007199254740993LL, 0xFFFFFFFFFFFFFFFEull, 77); }
long long ask_integers_cdecl(Integers ask) { return ask(-1, 254, -30000, 65000, -2147483647 - 1, 4000000000u, -9007199254740993LL, 0xFFFFFFFFFFFFFFFEull, 77); }
double __stdcall ask_reals(RealsStd ask) { int mark = 0x5EED; double got = ask(0.5f, 1e300, 7, 2.25); return mark == 0x5EED ? got : -1; }
double ask_reals_cdecl(Reals ask) { return ask(0.5f, 1e300, 7, 2.25); }
float ask_float(float (*ask)(float value)) { return ask(1.5f); }
signed char ask_small(signed char (*ask)(char letter, wchar_t wide, _Bool yes)) { return ask('a', 0x3b1, 1); }
Colour ask_colour(Colour (*ask)(Colour colour)) { return ask(GREEN); }

int ask_text(int (*ask)(const char *text, const wchar_t *wide, const char *none)) { return ask("gr\xc3\xbc\xc3\x9f", L"\x3b1\x3b2", 0); }
int text_answer(const char *(*ask)(int number), char *text, int size) {
    const char *first = ask(1), *second = ask(2);
    if (!first || !second) return -1;
    strncpy(text, first, size);
    strncat(text, second, size - strlen(text) - 1);
    return (int)strlen(text);
}

Vector ask_vector(Vector (*ask)(Vector by_value, const Vector *behind)) { Vector a = {1, 2, 3}, b = {4, 5, 6}; return ask(a, &b); }
Vector __stdcall ask_vector_std(Vector (__stdcall *ask)(Vector by_value, const Vector *behind)) { Vector a = {1, 2, 3}, b = {4, 5, 6}; return ask(a, &b); }
Small ask_small_struct(Small (*ask)(Small value)) { Small s = {1, -2}; return ask(s); }
Pair __stdcall ask_pair(Pair (__stdcall *ask)(Pair value)) { Pair p = {3, 0.5f}; return ask(p); }
Triple ask_triple(Triple (*ask)(Triple value)) { Triple t = {{1, 2, 3}}; return ask(t); }

int ask_outputs(Outputs ask) {
    int total = -1;
    double ratio = 2.5;
    char name[16] = "unchanged";
    int squares[4] = {1, 2, 3, 4};
    Vector vector = {1, 1, 1};
    int done = ask(4, squares, &total, &ratio, name, sizeof name, &vector, 0);
    return done * 1000000 + total * 10000 + (int)(ratio * 10) * 100 + (int)strlen(name) + squares[3] + (int)vector.z;
}
double sum_of(double (*next)(const double *values, int n), int n) {
    double values[100];
    for (int i = 0; i < n; i++) values[i] = i / 2.0;
    return next(values, n);
}
int ask_words(int (*ask)(const char **words, int *n)) { const char *words[] = {"one", 0, "three"}; int n = 3; return ask(words, &n); }
int ask_address(Handle (*ask)(Handle handle, void *memory)) { return (int)(size_t)ask((Handle)0x1234, (void *)0xFFFF0001u); }
int ask_wild(int (*ask)(const Vector *vector, const char *text)) { return ask((const Vector *)0x10, (const char *)0x10); }

int through_struct(const Stream *stream, int n) {
    char buffer[8];
    int total = 0;
    while (n-- > 0) total += stream->read(buffer, sizeof buffer, stream->user);
    return stream->close ? total + stream->close(stream->user) : total;
}

int last_error_survives(int (*ask)(void)) { SetLastError(4321); ask(); return 0; }
int plus_one(int value) { return value + 1; }
int descend(int (*ask)(int depth), int depth) { return ask(depth); }
int write_to_null(void) { *(volatile int *)0 = 1; return 0; }
int hang(void) { Sleep(INFINITE); return 0; }
int end(int code) { ExitProcess(code); }

/* Threads of the DLL's own, and a pointer that it keeps. */
static Handler kept;
static Silent kept_silent;
static void *kept_user;
static HANDLE worker;
static volatile LONG answered, sum;
static volatile LONG wanted;

static DWORD WINAPI work(void *silent) {
    for (LONG i = 0; i < wanted; i++) {
        if (silent) { Event event = {i, i * 0.5, "event"}; kept_silent(&event, kept_user); memset(&event, 0xFF, sizeof event); }
        else InterlockedExchangeAdd(&sum, kept(i, kept_user));
        InterlockedIncrement(&answered);
    }
    return 0;
}
static void start(int n, void *silent) { wanted = n; worker = CreateThread(0, 0, work, silent, 0, 0); }
int join(void) { if (worker) { WaitForSingleObject(worker, INFINITE); CloseHandle(worker); worker = 0; } return sum; }
void register_handler(Handler handler, void *user) { kept = handler; kept_user = user; sum = answered = 0; }
void register_silent(Silent handler) { kept_silent = handler; answered = 0; }
int trigger(int code) { return kept ? kept(code, kept_user) : -1; }
void fire(int n) { start(n, 0); }
void fire_silently(int n) { start(n, (void *)1); }
int fire_and_wait(int n) { fire(n); return join(); }
int answered_so_far(void) { return answered; }
int in_thread(Handler handler, int n) { register_handler(handler, 0); return fire_and_wait(n); }
const int *answered_at(void) { return (const int *)&answered; }
static DWORD WINAPI work_too(void *n) { for (LONG i = 0; i < (LONG)(size_t)n; i++) { InterlockedExchangeAdd(&sum, kept(i, kept_user)); InterlockedIncrement(&answered); } return 0; }
int fire_from_many(int threads, int n) {
    HANDLE made[8];
    for (int i = 0; i < threads; i++) made[i] = CreateThread(0, 0, work_too, (void *)(size_t)n, 0, 0);
    WaitForMultipleObjects(threads, made, TRUE, INFINITE);
    for (int i = 0; i < threads; i++) CloseHandle(made[i]);
    return sum;
}

int ask_fast(int (__fastcall *ask)(int a, double b, int c, short d, int e)) { return ask(1, 2.5, 3, -4, 5); }
Vector ask_fast_vector(Vector (__fastcall *ask)(int a, int b, int c)) { return ask(1, 2, 3); }
int use_object(Object *object) { return object->table->add(object, 3, 4) + (int)object->table->where(object, 2).z; }
Lone ask_lone(Lone (*ask)(Lone value)) { Lone lone = {2.5}; return ask(lone); }

unsigned start_timer(TimerProc tick, unsigned milliseconds) { return SetTimer(0, 0, milliseconds, (TIMERPROC)tick); }
int stop_timer(unsigned timer) { return KillTimer(0, timer); }
