/* Depends on absent.dll, which need not be there. */
__declspec(dllimport) int seven(void);

__declspec(dllexport) int needy(void) { return seven(); }
