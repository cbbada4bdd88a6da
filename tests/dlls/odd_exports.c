/* Exports of the rarer kinds; odd_exports.def names them. */
int counter = 7;
static const char banner[] = "odd";
const char *const banner_text = banner;

__declspec(dllimport) unsigned long __stdcall GetTickCount(void);
__declspec(dllimport) int __cdecl puts(const char *text);

int __stdcall DllMain(void *module, unsigned long reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}

int one(void) { return 1; }
int two(void) { return puts(banner_text) + (int)GetTickCount(); }

/* What the linker wants for imports that are bound at the first call; nothing here calls any. */
int __stdcall __delayLoadHelper2(const void *descriptor, void **address)
{
    (void)descriptor, (void)address;
    return 0;
}
