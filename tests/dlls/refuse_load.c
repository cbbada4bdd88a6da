/* Refuses to be loaded: Windows reports error 1114. */
#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance, (void)reserved;
    return reason != DLL_PROCESS_ATTACH;
}
