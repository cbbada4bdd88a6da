/* Never comes back from being loaded: its DllMain waits, and holds the loader's lock meanwhile. */
#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance, (void)reserved;
    if (reason == DLL_PROCESS_ATTACH) Sleep(INFINITE);
    return TRUE;
}
