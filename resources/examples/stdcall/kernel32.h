/* Some of Windows' own functions, which are __stdcall (WINAPI). */
#include <windows.h>

/* a * b / c, with 64 bits in between. */
int WINAPI MulDiv(int a, int b, int c);

/* The time on the wall. */
void WINAPI GetLocalTime(_Out_ SYSTEMTIME *time);

/* The value of an environment variable. Zero, which is an error, when there is none; GetLastError is 203 then.
   \return the number of characters, or of those that would be needed */
DWORD WINAPI GetEnvironmentVariableW(const wchar_t *name, _Out_writes_(size) wchar_t *value, DWORD size);

BOOL WINAPI SetEnvironmentVariableW(const wchar_t *name, _In_opt_ const wchar_t *value);
