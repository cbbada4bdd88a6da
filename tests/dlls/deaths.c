/* Every way to fail natively: faults, ends of the process, hangs; and every way to print. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define EXPORT __declspec(dllexport)

static CRITICAL_SECTION section;
static volatile int *volatile nowhere; /* the compiler must not know where that leads */

/* -- faults that the host survives -- */

EXPORT int read_null(void) { return nowhere[4]; }
EXPORT void write_null(void) { *nowhere = 1; }
EXPORT void write_code(void) { *(volatile char *)(void *)&read_null = 0; }
EXPORT void run_null(void) { ((void (*volatile)(void))0)(); }
EXPORT int divide(int number, int by) { return number / by; }
EXPORT void illegal_instruction(void) { __asm__ volatile("ud2"); }
EXPORT void breakpoint(void) { __asm__ volatile("int3"); }
EXPORT int copy(void *target, const void *source, unsigned size) { return memcpy(target, source, size) != NULL; }
EXPORT int length(const char *text) { return (int)strlen(text) + 1; }
EXPORT void raise_cpp(void) { RaiseException(0xE06D7363, EXCEPTION_NONCONTINUABLE, 0, NULL); }
EXPORT void raise_code(DWORD code) { RaiseException(code, 0, 0, NULL); }

EXPORT int overflow_stack(int depth)
{
    volatile char block[1024];
    if (depth < 0) return 0;
    block[depth % 1024] = (char)depth;
    return overflow_stack(depth + 1) + block[(depth + 1) % 1024];
}

/* A library's own handler: it repairs what happened, and nobody else needs to know. */
static LONG CALLBACK repair(EXCEPTION_POINTERS *info)
{
    if (info->ExceptionRecord->ExceptionCode != EXCEPTION_ACCESS_VIOLATION)
        return EXCEPTION_CONTINUE_SEARCH;
    info->ContextRecord->Eip += 2; /* the length of movl (%eax), %eax */
    info->ContextRecord->Eax = 42;
    return EXCEPTION_CONTINUE_EXECUTION;
}

EXPORT int repair_itself(void)
{
    int value = 0;
    void *handler = AddVectoredExceptionHandler(0, repair);
    __asm__ volatile(".byte 0x8b, 0x00" : "=a"(value) : "a"(0));
    RemoveVectoredExceptionHandler(handler);
    return value;
}

/* The same with a frame-based handler, as a compiler makes it from __try. */
static EXCEPTION_DISPOSITION __cdecl frame_handler(EXCEPTION_RECORD *record, void *frame, CONTEXT *context, void *dispatcher)
{
    (void)frame, (void)dispatcher;
    if (record->ExceptionCode != EXCEPTION_ACCESS_VIOLATION)
        return ExceptionContinueSearch;
    context->Eip += 2;
    context->Eax = 43;
    return ExceptionContinueExecution;
}

EXPORT int repair_in_frame(void)
{
    int value = 0;
    EXCEPTION_REGISTRATION_RECORD frame;
    frame.Handler = (void *)frame_handler;
    frame.Next = (void *)__readfsdword(0);
    __writefsdword(0, (DWORD)&frame);
    __asm__ volatile(".byte 0x8b, 0x00" : "=a"(value) : "a"(0) : "memory");
    __writefsdword(0, (DWORD)frame.Next);
    return value;
}

/* -- ends of the process -- */

static DWORD WINAPI fault_in_thread(void *unused)
{
    (void)unused;
    write_null();
    return 0;
}

EXPORT void fault_elsewhere(void) { WaitForSingleObject(CreateThread(NULL, 0, fault_in_thread, NULL, 0, NULL), INFINITE); }
EXPORT void call_abort(void) { abort(); }
EXPORT void call_exit(int status) { exit(status); }
EXPORT void exit_process(UINT status) { ExitProcess(status); }
EXPORT void terminate(UINT status) { TerminateProcess(GetCurrentProcess(), status); }
EXPORT void fail_fast(void) { __asm__ volatile("int $0x29" : : "c"(5)); }

EXPORT int write_behind_block(void)
{
    HANDLE heap = GetProcessHeap();
    char *block = HeapAlloc(heap, 0, 24);
    memset(block, 'x', 4096);
    HeapFree(heap, 0, block);
    for (int round = 0; round < 1000; round++) HeapFree(heap, 0, HeapAlloc(heap, 0, 16 + round));
    return HeapValidate(heap, 0, NULL);
}

EXPORT void free_twice(void)
{
    char *volatile block = malloc(24);
    free(block);
    free(block);
}

/* -- hangs -- */

EXPORT void loop(void) { for (volatile int i = 0;; i++) ; }
EXPORT void sleep_for_ever(void) { Sleep(INFINITE); }
EXPORT void show_message(void) { MessageBoxA(NULL, "The dongle is missing.", "Vendor", MB_OK); }
EXPORT void call_and_sleep(void (*first)(void)) { first(); Sleep(INFINITE); }

static DWORD WINAPI hold_section(void *held)
{
    EnterCriticalSection(&section);
    SetEvent(held);
    Sleep(INFINITE);
    return 0;
}

EXPORT void wait_for_section(void)
{
    HANDLE held = CreateEventA(NULL, TRUE, FALSE, NULL);
    CreateThread(NULL, 0, hold_section, held, 0, NULL);
    WaitForSingleObject(held, INFINITE);
    EnterCriticalSection(&section);
}

/* Holds the lock of the process's heap most of the time. */
EXPORT unsigned churn(unsigned rounds)
{
    unsigned sum = 0;
    for (unsigned round = 0; round < rounds; round++) {
        char *block = HeapAlloc(GetProcessHeap(), 0, 1000 + round % 5000);
        block[0] = (char)round;
        sum += (unsigned char)block[0];
        HeapFree(GetProcessHeap(), 0, block);
    }
    return sum;
}

/* -- output -- */

EXPORT void print_with_printf(const char *text) { printf("%s\n", text); }
EXPORT void print_with_puts(const char *text) { puts(text); fflush(stdout); }
EXPORT void print_to_stderr(const char *text) { fprintf(stderr, "%s\n", text); }
EXPORT void debug(const char *text) { OutputDebugStringA(text); }
EXPORT void debug_wide(const wchar_t *text) { OutputDebugStringW(text); }

EXPORT void write_file(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance, (void)reserved;
    if (reason == DLL_PROCESS_ATTACH) InitializeCriticalSection(&section);
    return TRUE;
}
