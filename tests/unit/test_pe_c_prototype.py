"""C++ names as C prototypes."""

from __future__ import annotations

import pytest

from probe32 import headers
from probe32.abi.types import Convention
from probe32.pe import CPrototype, c_prototype
from probe32.pe.decoration import read_name
from probe32.pe.facts import ConventionGuess, Export, ExportKind
from probe32.suggestion import name_among, suggest

METHOD = "It is a method: self is the address of the object."


def export_of(name: str, ordinal: int = 1) -> Export:
    reading = read_name(name)
    kind = ExportKind.DATA if reading.variable else ExportKind.FUNCTION
    return Export(ordinal, name, 0x1000, kind, None, reading.undecorated, reading.guess, reading.prototype)


def prototype_of(name: str, guess: ConventionGuess | None = None) -> CPrototype:
    export = export_of(name)
    found = c_prototype(export, guess or export.convention)
    assert found is not None
    return found


MICROSOFT = {
    # free functions, every kind of parameter
    "?pixel_wavelength@@YANH@Z": "double __cdecl pixel_wavelength(int arg1);",
    "?terminate@@YAXXZ": "void __cdecl terminate(void);",
    "?uncaught_exception@std@@YA_NXZ": "bool __cdecl std_uncaught_exception(void);",
    "?b@@YA_N_N@Z": "bool __cdecl b(bool arg1);",
    "?u@@YAIEFGIKM@Z": (
        "unsigned int __cdecl u(unsigned char arg1, short arg2, unsigned short arg3, unsigned int arg4, "
        "unsigned long arg5, float arg6);"
    ),
    "?c@@YACCDE@Z": "signed char __cdecl c(signed char arg1, char arg2, unsigned char arg3);",
    "?ll@@YA_K_J@Z": "unsigned long long __cdecl ll(long long arg1);",
    "?ld@@YAOO@Z": "double __cdecl ld(double arg1);",
    "?w@@YAXPA_W_W@Z": "void __cdecl w(wchar_t *arg1, wchar_t arg2);",
    "?wide@@YAXPB_WPBG@Z": "void __cdecl wide(const wchar_t *arg1, const unsigned short *arg2);",
    "?chars@@YAX_S_U_Q@Z": "void __cdecl chars(unsigned short arg1, unsigned int arg2, unsigned char arg3);",
    "?vol@@YAXPCH@Z": "void __cdecl vol(int *arg1);",
    "?pp@@YAXPAPAPAH@Z": "void __cdecl pp(int ***arg1);",
    "?cpc@@YAXPBQBD@Z": "void __cdecl cpc(const char *const *arg1);",
    "?pc@@YAXQBD@Z": "void __cdecl pc(const char *const arg1);",
    "?buffer@@YAHPAXI@Z": "int __cdecl buffer(void *arg1, unsigned int arg2);",
    "?ref@@YAXAAHABN@Z": "void __cdecl ref(int *arg1, const double *arg2);",
    "?rr@@YAX$$QAH@Z": "void __cdecl rr(int *arg1);",
    "?refp@@YAXAAPAD@Z": "void __cdecl refp(char **arg1);",
    "?np@@YAX$$T@Z": "void __cdecl np(void *arg1);",
    "?arr@@YAXPAY02H@Z": "void __cdecl arr(int (*arg1)[3]);",
    "?arrref@@YAXAAY02$$CBH@Z": "void __cdecl arrref(const int (*arg1)[3]);",
    "?grid@@YAXPAY123N@Z": "void __cdecl grid(double (*arg1)[3][4]);",
    "?v@@YAXHZZ": "void __cdecl v(int arg1, ...);",
    "?printf@log@@YAHPBDZZ": "int __cdecl log_printf(const char *arg1, ...);",
    "?restrict@@YAXPIAH@Z": "void __cdecl restrict_(int *arg1);",
    "?e@@YAXW4E@@@Z": "void __cdecl e(int arg1);",
    "?e@@YA?AW4E@ns@@PAW412@@Z": "int __cdecl e(int *arg1);",
    "?un@@YAXPATU@@@Z": "void __cdecl un(union U *arg1);",
    # conventions
    "?f@@YGHNPBD@Z": "int __stdcall f(double arg1, const char *arg2);",
    "?f@@YIHHHH@Z": "int __fastcall f(int arg1, int arg2, int arg3);",
    # functions as parameters and results
    "?cb@@YGHP6GHHPAX@Z0@Z": "int __stdcall cb(int (__stdcall *arg1)(int, void *), void *arg2);",
    "?fp2@@YAXP6GHHP6AXPAX@Z@Z@Z": "void __cdecl fp2(int (__stdcall *arg1)(int, void (__cdecl *)(void *)));",
    "?f@@YAP6AHH@ZXZ": "int (__cdecl *__cdecl f(void))(int);",
    "?set_new_handler@@YAP6AXXZP6AXXZ@Z": "void (__cdecl *__cdecl set_new_handler(void (__cdecl *arg1)(void)))(void);",
    "?_set_se_translator@@YAP6AXIPAU_EXCEPTION_POINTERS@@@ZP6AXI0@Z@Z": (
        "void (__cdecl *__cdecl _set_se_translator(void (__cdecl *arg1)(unsigned int, struct _EXCEPTION_POINTERS *)))"
        "(unsigned int, struct _EXCEPTION_POINTERS *);"
    ),
    "?cbref@@YAXA6AHH@Z@Z": "void __cdecl cbref(int (__cdecl *arg1)(int));",
    # classes
    "?f@A@@QAEHH@Z": "int __thiscall A_f(struct A *self, int arg1);",
    "?f@A@@QBEHABVB@@@Z": "int __thiscall A_f(const struct A *self, const struct B *arg1);",
    "?f@A@@SAHH@Z": "int __cdecl A_f(int arg1);",
    "?f@A@@UAGH_J@Z": "int __stdcall A_f(struct A *self, long long arg1);",
    "?f@A@@QAAXPBDZZ": "void __cdecl A_f(struct A *self, const char *arg1, ...);",
    "?x@ns@@YAXPAVC@inner@1@@Z": "void __cdecl ns_x(struct ns_inner_C *arg1);",
    "?anon@?A0x1234@@YAHH@Z": "int __cdecl _anonymous_namespace_anon(int arg1);",
    "??0A@@QAE@XZ": "struct A *__thiscall A_A(struct A *self);",
    "??0A@@QAE@ABV0@@Z": "struct A *__thiscall A_A(struct A *self, const struct A *arg1);",
    "??1A@@UAE@XZ": "void __thiscall A_destructor(struct A *self);",
    "??_GA@@UAEPAXI@Z": "void *__thiscall A_scalar_deleting_dtor(struct A *self, unsigned int arg1);",
    "??0exception@std@@QAE@ABQBD@Z": (
        "struct std_exception *__thiscall std_exception_exception(struct std_exception *self, const char *const *arg1);"
    ),
    "?what@exception@std@@UBEPBDXZ": "const char *__thiscall std_exception_what(const struct std_exception *self);",
    "?raw_name@type_info@@QBEPBDXZ": "const char *__thiscall type_info_raw_name(const struct type_info *self);",
    # operators
    "??8type_info@@QBE_NABV0@@Z": (
        "bool __thiscall type_info_operator_equal(const struct type_info *self, const struct type_info *arg1);"
    ),
    "??4A@@QAEAAV0@ABV0@@Z": "struct A *__thiscall A_operator_assign(struct A *self, const struct A *arg1);",
    "??RA@@QAEHH@Z": "int __thiscall A_operator_call(struct A *self, int arg1);",
    "??AA@@QAEAAHI@Z": "int *__thiscall A_operator_index(struct A *self, unsigned int arg1);",
    "??BA@@QBEHXZ": "int __thiscall A_operator_int(const struct A *self);",
    "??EA@@QAEAAV0@XZ": "struct A *__thiscall A_operator_increment(struct A *self);",
    "??6@YAAAVO@@AAV0@H@Z": "struct O *__cdecl operator_shift_left(struct O *arg1, int arg2);",
    "??MA@@QBE_NABV0@@Z": "bool __thiscall A_operator_less(const struct A *self, const struct A *arg1);",
    "??CA@@QBEPAV0@XZ": "struct A *__thiscall A_operator_arrow(const struct A *self);",
    "??2@YAPAXI@Z": "void *__cdecl operator_new(unsigned int arg1);",
    "??3@YAXPAX@Z": "void __cdecl operator_delete(void *arg1);",
    # templates
    "??$max@H@@YAHHH@Z": "int __cdecl max_int(int arg1, int arg2);",
    "?push_back@?$vector@HV?$allocator@H@std@@@std@@QAEXABH@Z": (
        "void __thiscall std_vector_int_std_allocator_int_push_back(struct std_vector_int_std_allocator_int *self, "
        "const int *arg1);"
    ),
    "??0?$basic_ios@DU?$char_traits@D@std@@@std@@IAE@XZ": (
        "struct std_basic_ios_char_std_char_traits_char *__thiscall "
        "std_basic_ios_char_std_char_traits_char_basic_ios_char_std_char_traits_char("
        "struct std_basic_ios_char_std_char_traits_char *self);"
    ),
    "?run@@YAXPAV?$function@$$A6AHH@Z@std@@@Z": "void __cdecl run(struct std_function_int___cdecl_int *arg1);",
    # as Qt's and vendors' libraries export them
    "?append@QString@@QAEAAV1@ABV1@@Z": (
        "struct QString *__thiscall QString_append(struct QString *self, const struct QString *arg1);"
    ),
    "?qt_metacall@QObject@@UAEHW4Call@QMetaObject@@HPAPAX@Z": (
        "int __thiscall QObject_qt_metacall(struct QObject *self, int arg1, int arg2, void **arg3);"
    ),
    "?toUtf8@QString@@QBEPBDXZ": "const char *__thiscall QString_toUtf8(const struct QString *self);",
    "?OpenDevice@CSpectrometer@@QAEJPBDPAPAX@Z": (
        "long __thiscall CSpectrometer_OpenDevice(struct CSpectrometer *self, const char *arg1, void **arg2);"
    ),
    "?GetInstance@CManager@Vendor@@SAPAV12@XZ": "struct Vendor_CManager *__cdecl Vendor_CManager_GetInstance(void);",
    "?SetCallback@Camera@@QAEXP6GXPAEKPAX@Z1@Z": (
        "void __thiscall Camera_SetCallback(struct Camera *self, "
        "void (__stdcall *arg1)(unsigned char *, unsigned long, void *), void *arg2);"
    ),
    "?Acquire@IDevice@api@vendor@@UAG_NPAUtagFRAME@@PAUHWND__@@@Z": (
        "bool __stdcall vendor_api_IDevice_Acquire(struct vendor_api_IDevice *self, struct tagFRAME *arg1, "
        "struct HWND__ *arg2);"
    ),
}


@pytest.mark.parametrize("name", MICROSOFT)
def test_names_of_microsofts_compiler(name: str) -> None:
    found = prototype_of(name)
    assert found.text == MICROSOFT[name]
    assert found.remarks == ((METHOD,) if "self" in found.text else ())
    signature = headers.parse_prototype(found.text)
    assert signature.convention is read_name(name).guess.guess


def test_there_are_many() -> None:
    assert len(MICROSOFT) > 60


@pytest.mark.parametrize(
    "name, reason",
    [
        ("?s@@YAXUS@@@Z", "s: parameter 1 is struct S by value, and the name does not tell what is in it."),
        (
            "?fromUtf8@QString@@SA?AV1@PBDH@Z",
            "QString::fromUtf8: its result is class QString by value, and the name does not tell what is in it.",
        ),
        ("?m@@YAXP8A@@AEXXZ@Z", "m: parameter 1 is a pointer to a member of a class."),
        ("?m@@YAXPQA@@H@Z", "m: parameter 1 is a pointer to a member of a class."),
        ("?vf@@YQHH@Z", "vf: it is a __vectorcall function, which Probe32 cannot call."),
        ("_Z1fz", "f: all its parameters are variable (...), and C needs a first one."),
        ("_Z1fe", "f: parameter 1 is a long double of 12 bytes."),
        (
            "_Z1f1A",
            "f: parameter 1 is A (a class or an enumeration) by value, and the name does not tell what is in it.",
        ),
    ],
)
def test_what_c_cannot_express_says_why(name: str, reason: str) -> None:
    assert prototype_of(name) == CPrototype(None, (f"C has no prototype for {reason}",))


@pytest.mark.parametrize("name", ["add", "_f@8", "?x@@3HA", "??_7A@@6B@", "?nonsense", "_ZTV1A"])
def test_other_names_carry_no_prototype(name: str) -> None:
    export = export_of(name)
    assert c_prototype(export, export.convention) is None


GUESSED = "The name does not tell the result: int is a guess."


@pytest.mark.parametrize(
    "name, guess, text, remarks",
    [
        ("_Z3addii", ConventionGuess(), "int add(int arg1, int arg2);", (GUESSED,)),
        (
            "_Z4meanPKdj", ConventionGuess(Convention.STDCALL, 8, float_result=True),
            "double __stdcall mean(const double *arg1, unsigned int arg2);",
            ("The name does not tell the result: double is a guess.",),
        ),
        ("_Z1fRKN1a1bEPFivE", ConventionGuess(), "int f(const struct a_b *arg1, int (*arg2)(void));", (GUESSED,)),
        (
            "_ZNK6optics4Lens5powerEv", ConventionGuess(),
            "int __thiscall optics_Lens_power(const struct optics_Lens *self);", (METHOD, GUESSED),
        ),
        (
            "_ZN6optics4Lens3setEd", ConventionGuess(Convention.THISCALL, 8, registers=("ecx",)),
            "int __thiscall optics_Lens_set(struct optics_Lens *self, double arg1);", (METHOD, GUESSED),
        ),
        ("_ZN6optics3setEd", ConventionGuess(Convention.CDECL), "int optics_set(double arg1);", (GUESSED,)),
        ("_ZN1AC1Ei", ConventionGuess(), "void __thiscall A_A(struct A *self, int arg1);", (METHOD,)),
        ("_ZN1AD1Ev", ConventionGuess(), "void __thiscall A_destructor(struct A *self);", (METHOD,)),
        ("_Z3maxIiET_S0_S0_", ConventionGuess(), "int max_int(int arg1, int arg2);", ()),
        ("_Z1fPKcz", ConventionGuess(), "int f(const char *arg1, ...);", (GUESSED,)),
    ],
)  # fmt: skip
def test_names_of_gcc(name: str, guess: ConventionGuess, text: str, remarks: tuple[str, ...]) -> None:
    assert prototype_of(name, guess) == CPrototype(text, remarks)
    headers.parse_prototype(text)


def test_overloads_get_names_of_their_own() -> None:
    exports = [export_of(name, ordinal) for ordinal, name in enumerate(["??0A@@QAE@XZ", "f", "??0A@@QAE@H@Z"], 1)]
    assert [name_among(each, exports) for each in exports] == ["A_A", "f", "A_A_2"]


def test_a_suggestion_for_other_exports_counts_words() -> None:
    guess = ConventionGuess(Convention.STDCALL, 8, float_result=True)
    assert suggest(export_of("f"), guess).text == "double __stdcall f(int arg1, int arg2);"
    assert suggest(export_of("@f@12"), export_of("@f@12").convention).text == (
        "int __fastcall f(int arg1, int arg2, int arg3);"
    )
    assert suggest(export_of("f"), ConventionGuess(Convention.CDECL, read_bytes=4)).text == "int f(int arg1);"
    assert suggest(export_of("?x@@3HA"), ConventionGuess()).text == ""
