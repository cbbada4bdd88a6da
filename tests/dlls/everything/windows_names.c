#include "everything.h"

BOOL WINAPI win_bool(BOOL value) { return !value; }
BYTE WINAPI win_byte(BYTE value) { return value ^ 0xFF; }
WORD WINAPI win_word(WORD value) { return value ^ 0xFFFF; }
DWORD WINAPI win_dword(DWORD value) { return ~value; }
LONG WINAPI win_long(LONG value) { return -value; }
ULONG WINAPI win_ulong(ULONG value) { return value + 0x80000000u; }
SHORT WINAPI win_short(SHORT value) { return -value; }
USHORT WINAPI win_ushort(USHORT value) { return value >> 1; }
UINT WINAPI win_uint(UINT value) { return value >> 4; }
LONGLONG WINAPI win_longlong(LONGLONG value) { return -value; }
ULONGLONG WINAPI win_ulonglong(ULONGLONG value) { return ~value; }
FLOAT WINAPI win_float(FLOAT value) { return value * 2; }
SIZE_T WINAPI win_size(SIZE_T value) { return value - 1; }
DWORD_PTR WINAPI win_dword_ptr(DWORD_PTR value) { return value | 1; }
LRESULT WINAPI win_message(UINT message, WPARAM wparam, LPARAM lparam) { return (LRESULT)(message + wparam) * lparam; }
HRESULT WINAPI win_hresult(LONG code) { return MAKE_HRESULT(SEVERITY_ERROR, FACILITY_WIN32, code); }
VARIANT_BOOL WINAPI win_variant_bool(VARIANT_BOOL value) { return value ? VARIANT_FALSE : VARIANT_TRUE; }
HANDLE WINAPI win_handle(HANDLE value) { return (HANDLE)((DWORD_PTR)value + 4); }
HWND WINAPI win_window(HWND window) { return window ? NULL : (HWND)0x10010; }
COLORREF WINAPI win_color(BYTE red, BYTE green, BYTE blue) { return RGB(red, green, blue); }
WCHAR WINAPI win_wchar(WCHAR value) { return value - 1; }
DATE WINAPI win_date(DATE value) { return value + 0.5; }

void WINAPI win_guid(GUID *guid) {
    static const GUID it = {0x12345678, 0x9ABC, 0xDEF0, {1, 2, 3, 4, 5, 6, 7, 0xF8}};
    *guid = it;
}

void WINAPI win_guid_next(GUID *guid) {
    guid->Data1++;
    guid->Data2--;
    guid->Data4[7] ^= 0xFF;
}

DWORD WINAPI win_guid_first(GUID guid) { return guid.Data1 + guid.Data3 + guid.Data4[0]; }

GUID WINAPI win_guid_of(DWORD first) {
    GUID made = {first, 1, 2, {8, 7, 6, 5, 4, 3, 2, 1}};
    return made;
}

LONG WINAPI win_area(const RECT *rectangle) {
    return (rectangle->right - rectangle->left) * (rectangle->bottom - rectangle->top);
}

POINT WINAPI win_mirror(POINT point) {
    POINT made = {-point.y, -point.x};
    return made;
}

void WINAPI win_file_time(FILETIME *time) {
    time->dwLowDateTime += 10;
    time->dwHighDateTime ^= 1;
}

int WINAPI win_text_length(LPCSTR text) { return lstrlenA(text); }
int WINAPI win_wide_length(LPCWSTR text) { return lstrlenW(text); }
void WINAPI win_fail(DWORD code) { SetLastError(code); }
int __stdcall bstr_length(BSTR text) { return (int)SysStringLen(text) * 100 + (int)SysStringByteLen(text); }

BSTR __stdcall bstr_greeting(int number) {
    if (number < 0) return NULL;
    BSTR made = SysAllocString(L"gr\x00fc\x00df dich 0");
    made[SysStringLen(made) - 1] = (OLECHAR)(L'0' + number);
    return made;
}

HRESULT __stdcall bstr_out(int number, BSTR *text) {
    *text = bstr_greeting(number);
    return *text ? S_OK : E_INVALIDARG;
}

HRESULT __stdcall bstr_upper(BSTR *text) {
    BSTR made = SysAllocStringLen(*text, SysStringLen(*text) + 1);
    for (OLECHAR *each = made; *each; each++)
        if (*each >= L'a' && *each <= L'z') *each -= 32;
    made[SysStringLen(*text)] = L'!';
    SysFreeString(*text);
    *text = made;
    return S_OK;
}
