/* Never comes back from the end of its process: its DllMain waits when it is told of it. */
#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance, (void)reserved;
    if (reason == DLL_PROCESS_DETACH) Sleep(INFINITE);
    return TRUE;
}
