/* What needy.c depends on. */
__declspec(dllexport) int seven(void) { return 7; }
