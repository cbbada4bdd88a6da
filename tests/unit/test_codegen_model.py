"""What is read out of a header for a wrapper: comments, families of macros, handles, failures, sizes, groups."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from probe32 import codegen, headers
from probe32.abi.declare import declare_constants, declare_types
from probe32.abi.render import prototype
from probe32.codegen import comment
from probe32.codegen.failing import Failure
from probe32.codegen.groups import groups
from probe32.errors import ArgumentError, DeclarationError
from probe32.project import DllIdentity, Project, ProjectFunction
from probe32.sequences import Reference, Sequence, Step, Written


def project_of(text: str) -> Project:
    found = headers.require(text)
    members = {name for each in found.enums for name, _ in each.members}
    constants = {name: value for name, value in found.constants.items() if name not in members}
    functions = [ProjectFunction(each.name, prototype(each, comments=True)) for each in found.functions]
    dll = DllIdentity(PurePosixPath("/drivers/det.dll"), "det.dll", "2.0", "ab" * 32)  # type: ignore[arg-type]
    return Project(dll, declare_types(dict(found.types())) + declare_constants(constants), functions)


def client_of(text: str, **options: str) -> str:
    return codegen.generate(project_of(text), **options)["det/my_client.py"]  # type: ignore[arg-type]


DETECTOR = """
#define DET_MODE_OFF 0
#define DET_MODE_SINGLE 1
#define DET_MODE_SERIES 2
#define DET_FLAG_FAST 1
#define DET_FLAG_QUIET 2
#define DET_FLAG_RAW 4
#define DET_PIXELS 512
#define DET_NAME "detector"
typedef unsigned long DET_FLAG;
/* Sets the mode, one of DET_MODE_*.
   \\param mode DET_MODE_OFF or another of DET_MODE_*
   \\return 0 when done */
int set_mode(int mode);
int set_flags(DET_FLAG flags);
/* Waits for `pixels`, at most DET_PIXELS. */
int wait(int pixels);
"""


def test_macros_that_belong_together_are_enums_and_flags() -> None:
    text = client_of(DETECTOR)
    assert "class DetMode(_Enum):" in text
    assert "    DET_MODE_SERIES = 2\n" in text
    assert "class DetFlag(IntFlag):" in text
    assert "def set_mode(self, mode: DetMode | int) -> int:" in text
    assert "def set_flags(self, flags: DetFlag | int) -> int:" in text
    assert "def wait(self, pixels: int) -> int:" in text
    assert 'DET_PIXELS = 512\nDET_NAME = "detector"\n' in text
    assert "DET_MODE_OFF = 0\nDET" not in text, "a member is no constant, too"


def test_what_reads_structs_gives_way_to_functions_of_its_name() -> None:
    text = client_of("typedef struct P { int x; } P; P *first(void); int read(int read_struct); int read_struct(void);")
    assert "def read(self, read_struct: int) -> int:" in text
    assert "def read_(\n        self,\n        kind: type[_Struct],\n" in text
    assert 'self.request32("read_struct_", name, at, index)' in text
    assert "`read_(P, address)` gives what is there" in text
    pointed = "def read(self, kind: type[_Struct]"
    assert pointed in client_of("struct N { struct N *next; }; int f(struct N n);"), "a member leads to one"
    assert pointed not in client_of("struct N { int *p; void *q; }; const int *f(struct N n); struct M *g(void);")


def test_a_struct_is_given_as_itself_or_where_it_is() -> None:
    text = client_of(
        "typedef struct P { int x; } P; int look(const P *p); int change(P *p); int may(_Inout_opt_ P *p); int by(P p);"
    )
    assert "def look(self, p: P | int | None) -> int:" in text
    assert "def change(self, p: P | int) -> ChangeResult:" in text
    assert "def may(self, p: P | int | None) -> MayResult:" in text
    assert "def by(self, p: P) -> int:" in text


def test_a_comment_tells_of_parameters_and_results() -> None:
    text = client_of(DETECTOR)
    assert "        Parameters:\n            mode: DET_MODE_OFF or another of DET_MODE_*\n" in text
    assert "        Returns:\n            result: 0 when done\n" in text


@pytest.mark.parametrize(
    "text, about, parameters, returns",
    [
        ("Plain text.\n\nMore.", "Plain text.\n\nMore.", {}, ""),
        (
            "@brief Reads.\n@param[in] a the first,\n   on two lines\n@returns nm",
            "Reads.",
            {"a": "the first, on two lines"},
            "nm",
        ),
        ("Reads.\n  a: in nm\n  - b - in s\nother: stays", "Reads.", {"a": "in nm", "b": "in s other: stays"}, ""),
        ("\\param unknown what\n\\return", "Param: unknown what", {}, ""),
        ("Reads.\n\\note Slow.", "Reads.\nSlow.", {}, ""),
        ("Reads.\n\n@param a one\n\n@param b two\n\n@see c", "Reads.\n\nSee: c", {"a": "one", "b": "two"}, ""),
        (
            "\\english\n@brief Reads.\n\\endenglish\n\n\\german\nLiest.\n\\endgerman\n@code{.c}\nf();\n@endcode",
            "Reads.\n\nLiest.\n\nf();",
            {},
            "",
        ),
    ],
)
def test_comments_are_taken_apart(text: str, about: str, parameters: dict[str, str], returns: str) -> None:
    assert comment.read(text, ["a", "b"]) == comment.Comment(about, parameters, returns)


@pytest.mark.parametrize(
    "text, found",
    [
        ("typedef struct D *HD; HD dev_open(int n); int dev_close(HD d);", {"dev_open": "dev_close"}),
        ("typedef void *HD; int OpenDev(int n, _Out_ HD *d); int CloseDev(HD d);", {"OpenDev": "CloseDev"}),
        ("struct D; struct D *make(void); void drop(struct D *d);", {}),
        ("struct D; _Freed_by_(drop) struct D *make(void); void drop(struct D *d);", {"make": "drop"}),
        (
            "typedef struct D *HD; HD dev_create(void); void dev_free(HD d); void dev_reset(HD d);",
            {"dev_create": "dev_free"},
        ),
        ("typedef struct D *HD; HD open_a(void); HD dev_parent(HD d); void close_any(HD d);", {"open_a": "close_any"}),
        ("void *open_it(void); void close_it(void *it);", {}),
        ("typedef struct D *HD; HD reopen_or_close(HD old);", {}),  # it does not close what it gives
    ],
)
def test_handles_have_the_function_that_closes_them(text: str, found: dict[str, str]) -> None:
    methods = codegen.read(project_of(text)).methods
    closed = {each.signature.name: handle.closed_by for each in methods for handle in each.handles.values()}
    assert closed == found


@pytest.mark.parametrize(
    "text, failure",
    [
        ("HRESULT f(void);", Failure.HRESULT),
        ("BOOL f(_Out_ int *n);", Failure.LAST_ERROR),
        ("/* Fails with 5. */ BOOL f(void);", Failure.LAST_ERROR),
        ("/* Whether it is even. */ BOOL f(int n);", Failure.RETURNED),
        ("struct D;\n/* Null on an error. */\nstruct D *f(void);", Failure.LAST_ERROR),
        ("/* Zero when it fails; GetLastError tells. */ unsigned f(void);", Failure.LAST_ERROR),
        ("/* A negative number is an error. */ int f(void);", Failure.NEGATIVE),
        ("/* Error code or 0. */ int f(void);", Failure.RETURNED),
        ("void f(void);", Failure.RETURNED),
    ],
)
def test_how_a_function_fails_is_told_by_its_type_and_comment(text: str, failure: Failure) -> None:
    assert codegen.read(project_of(text), errors="raised").methods[0].failure is failure
    assert codegen.read(project_of(text)).methods[0].failure is Failure.RETURNED


def test_a_way_to_fail_that_does_not_suit_the_result_is_refused() -> None:
    project = project_of("double f(void);")
    project.functions[0].errors = "negative"
    with pytest.raises(DeclarationError, match="f can't fail as 'negative' says") as caught:
        codegen.generate(project)
    assert "hresult" in caught.value.hint
    with pytest.raises(ArgumentError, match="Failures can't be 'ignored'"):
        codegen.generate(project, errors="ignored")


@pytest.mark.parametrize(
    "text, head",
    [
        ("int f(_Out_writes_(n) char *t, int n);", "def f(self, n: int = 1024) -> FResult:"),
        ("int f(_Out_writes_(n) char *t, int n, int k);", "def f(self, n: int, k: int) -> FResult:"),
        ("int f(_Out_writes_(n) int *t, int n);", "def f(self, n: int) -> FResult:"),
        ("int f(_In_reads_(n) const int *t, int n);", "def f(self, t: Sequence[int], n: int | None = None) -> int:"),
        ("int f(_In_reads_opt_(n) const int *t, int n);", "def f(self, t: Sequence[int] | None, n: int) -> int:"),
        ("int f(_In_reads_(2 * n) const int *t, int n);", "def f(self, t: Sequence[int], n: int) -> int:"),
        ("int f(int n, int m);", "def f(self, n: int, m: int = 7) -> int:"),
    ],
)
def test_what_need_not_be_given_has_a_default(text: str, head: str) -> None:
    project = project_of(text)
    project.functions[0].defaults = {"m": "7", "n": "[1]"}
    assert head in codegen.generate(project)["det/my_client.py"]


def test_large_dlls_are_cut_into_groups_of_names() -> None:
    names = [f"sp_{each}" for each in "abcde"] + [f"GetThing{each}" for each in range(4)] + ["alone", "x_1"]
    project = project_of("\n".join(f"int {each}(void);" for each in names))
    found = {each.module: [of.client_name for of in each.methods] for each in groups(codegen.read(project).methods)}
    assert found == {
        "get": [f"GetThing{each}" for each in range(4)],
        "sp": [f"sp_{each}" for each in "abcde"],
        "others": ["alone", "x_1"],
    }
    many = project_of("\n".join(f"int f{each}(void);" for each in range(100)))
    assert "det/functions/f.py" in codegen.generate(many)
    assert "det/functions/f.py" not in codegen.generate(many, layout="pair")


def test_folders_to_search_go_along() -> None:
    project = project_of("int f(void);")
    project.search = ["C:/vendor/bin"]
    text = codegen.generate(project)["det/my_client.py"]
    assert 'DLL_SEARCH = ("C:/vendor/bin",)' in text
    assert 'options.setdefault("add_dll_directory", folders)' in text


def test_a_thousand_functions_are_read_at_once() -> None:
    """How long they take is measured by `python dev.py bench --only wrapper`."""
    text = "\n".join(f"/* Number {each}. */ int __stdcall f{each}(int a, _Out_ double *b);" for each in range(1000))
    assert len(codegen.read(project_of(text)).methods) == 1000


def test_only_the_probe32_runtime_has_coroutines() -> None:
    with pytest.raises(ArgumentError, match="The runtime ctypes has no coroutines"):
        codegen.generate(project_of("int f(void);"), runtime="ctypes", asyncio=True)
    with pytest.raises(ArgumentError, match="There is no layout 'flat'"):
        codegen.generate(project_of("int f(void);"), layout="flat")


def test_a_sequence_is_the_example() -> None:
    project = project_of(
        "typedef struct D *HD; HD dev_open(const char *where); int dev_close(HD d);"
        "typedef struct Info { int pixels; } Info;"
        "int dev_info(HD d, _Out_ Info *info); int dev_read(HD d, int first, _Inout_ double *gain);"
    )
    project.sequences = [
        Sequence(
            "Read all",
            (
                Step("dev_open", ("SIM::0",), set_up=True),
                Step("dev_info", (Reference(1),), note="What is it?"),
                Step("dev_read", (Reference(1), Reference(2, "info", ("pixels",)), Written("0.5"))),
                Step("gone", ()),
                Step("dev_close", (Reference(1),), clean_up=True),
            ),
        )
    ]
    text = codegen.generate(project)["det/example.py"]
    body = text[text.index("        # Read all") : text.index("if __name__")]
    assert body.splitlines()[:-2] == [
        "        # Read all",
        '        dev_open_1 = dll.dev_open("SIM::0")',
        '        print("dev_open:", dev_open_1)',
        "        # What is it?",
        "        dev_info_2 = dll.dev_info(dev_open_1)",
        '        print("dev_info:", dev_info_2)',
        '        print("dev_read:", dll.dev_read(dev_open_1, dev_info_2.info.pixels, 0.5))',
        "        # gone is not wrapped.",
        '        print("dev_close:", dll.dev_close(dev_open_1))',
    ]
