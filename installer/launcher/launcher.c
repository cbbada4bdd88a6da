/* The two programs that a person starts: Probe32.exe, the window, and bin\probe32.exe, the command line.

   Each loads the 64-bit Python that is installed beside it and runs one module in its own process: no second process,
   no console window, one name in the Task Manager. Compiled once with WINDOWED and once without (launchers.py), with no C
   runtime and no headers: what it needs of Windows is declared here as Microsoft documents it. */

typedef void *HANDLE;
typedef unsigned long DWORD;
typedef unsigned long long SIZE_T;
typedef __WCHAR_TYPE__ wchar_t;

#define IMPORTED(type) __declspec(dllimport) type __stdcall
IMPORTED(DWORD) GetModuleFileNameW(HANDLE module, wchar_t *path, DWORD size);
IMPORTED(void *) AddDllDirectory(const wchar_t *path);
IMPORTED(HANDLE) LoadLibraryExW(const wchar_t *path, HANDLE reserved, DWORD flags);
IMPORTED(void *) GetProcAddress(HANDLE module, const char *name);
IMPORTED(wchar_t *) GetCommandLineW(void);
IMPORTED(wchar_t **) CommandLineToArgvW(const wchar_t *line, int *count);
IMPORTED(HANDLE) GetProcessHeap(void);
IMPORTED(void *) HeapAlloc(HANDLE heap, DWORD flags, SIZE_T size);
IMPORTED(wchar_t *) lstrcpyW(wchar_t *to, const wchar_t *from);
IMPORTED(wchar_t *) lstrcatW(wchar_t *to, const wchar_t *from);
IMPORTED(int) MessageBoxW(HANDLE owner, const wchar_t *text, const wchar_t *title, unsigned type);
IMPORTED(HANDLE) GetStdHandle(DWORD which);
IMPORTED(int) WideCharToMultiByte(unsigned page, DWORD flags, const wchar_t *from, int count, char *to, int size,
                                  const char *missing, int *used);
IMPORTED(int) WriteFile(HANDLE file, const void *from, DWORD count, DWORD *written, void *overlapped);
IMPORTED(void) ExitProcess(unsigned code);

#define LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR 0x100
#define LOAD_LIBRARY_SEARCH_SYSTEM32 0x800
#define MB_ICONERROR 0x10
#define MB_SETFOREGROUND 0x10000
#define STD_ERROR_HANDLE ((DWORD)-12)
#define CP_UTF8 65001
#define NULL ((void *)0)

#define LONGEST 32768 /* characters of a path, its end included (Win32, "Maximum Path Length Limitation") */
#define FAILED 5      /* the command line's code for what does not start */

typedef int(__cdecl *PyMain)(int argc, wchar_t **argv);

static wchar_t root[LONGEST], folder[LONGEST], dll[LONGEST], executable[LONGEST], text[2 * LONGEST];

static int failed(const wchar_t *file, const wchar_t *reason)
{
    lstrcpyW(text, file);
    lstrcatW(text, reason);
    lstrcatW(text, L" Repair Probe32 in Settings, Apps.\r\n");
#ifdef WINDOWED
    MessageBoxW(NULL, text, L"Probe32", MB_ICONERROR | MB_SETFOREGROUND);
#else
    static char bytes[6 * LONGEST];
    DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
    if (length > 0) WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, (DWORD)length - 1, &written, NULL);
#endif
    return FAILED;
}

/* Put the folder of the installation into `root`, without a backslash at its end; 0 when it can't be told. */
static int find_root(void)
{
    DWORD length = GetModuleFileNameW(NULL, root, LONGEST);
    if (length == 0 || length >= LONGEST - 40) return 0; /* room for what is put behind it */
    for (int level = 0; level < FOLDERS_UP; level++) {
        while (length > 0 && root[length - 1] != L'\\') length--;
        if (length == 0) return 0;
        root[--length] = 0;
    }
    return 1;
}

static int run(void)
{
    if (!find_root()) return failed(L"", L"The folder of this program can't be told.");
    lstrcatW(lstrcpyW(folder, root), L"\\python");
    lstrcatW(lstrcatW(lstrcpyW(dll, folder), L"\\"), PYTHON_DLL);
    /* What sys.executable shall be: whatever Probe32 starts with it is a plain Python. */
    lstrcatW(lstrcatW(lstrcpyW(executable, folder), L"\\"), PYTHON_EXE);
    /* There is the runtime of Visual C++, too, which DLLs of packages need and Windows does not bring. It is Python's own
       folder that is searched by itself, and that of the program: for python.exe they are the same, for this one not. */
    AddDllDirectory(folder);
    /* Its own folder and Windows' are searched for what Python needs, never the working directory or PATH. */
    HANDLE python = LoadLibraryExW(dll, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    if (python == NULL) return failed(dll, L" can't be loaded.");
    PyMain main_of_python = (PyMain)GetProcAddress(python, "Py_Main");
    if (main_of_python == NULL) return failed(dll, L" is damaged.");
    int given;
    wchar_t **typed = CommandLineToArgvW(GetCommandLineW(), &given);
    wchar_t **words = typed ? HeapAlloc(GetProcessHeap(), 0, ((SIZE_T)given + 3) * sizeof *words) : NULL;
    if (words == NULL) return failed(dll, L" has no memory.");
    words[0] = executable;
    words[1] = L"-m";
    words[2] = MODULE;
    for (int at = 1; at < given; at++) words[at + 2] = typed[at];
    words[given + 2] = NULL;
    return main_of_python(given + 2, words);
}

void begin(void)
{
    ExitProcess((unsigned)run());
}
