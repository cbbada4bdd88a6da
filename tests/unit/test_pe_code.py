"""What the code of functions of known shape tells about their conventions."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pefile
import pytest
from made_images import FIRST, exporting

from probe32.abi.types import Convention
from probe32.pe import CodeEvidence, find_export, read_image
from probe32.pe.facts import Confidence, ConventionGuess

Mingw = Callable[..., str]
Guesses = dict[str, ConventionGuess]
SOURCE = Path(__file__).parents[1] / "dlls" / "conventions.c"
FUNCTIONS = re.findall(r"^(?!APART)\w[\w ]*? ([CSFT]) ([a-z]_\w+)\(", SOURCE.read_text(), re.MULTILINE)
CONVENTIONS = {"C": Convention.CDECL, "S": Convention.STDCALL, "F": Convention.FASTCALL, "T": Convention.THISCALL}
STACK_BYTES = {
    "s_one": 4, "s_two": 8, "s_six": 24, "s_double": 16, "s_float": 4, "s_wide": 12, "s_struct": 8, "s_by_value": 16,
    "s_calls": 8, "s_tail": 8, "s_loop": 8, "s_switch": 8, "s_callback": 8, "s_void": 4, "s_unused": 8, "s_fails": 8,
    "s_import": 8, "s_sum": 12, "s_large": 8,
    "f_two": 0, "f_three": 4, "f_six": 16, "f_calls": 4, "f_loop": 0, "f_double": 8, "f_one": 0, "f_passes": 0,
    "f_ignores": 4, "f_large": 0,
    "t_none": 0, "t_one": 4, "t_three": 12, "t_double": 8, "t_calls": 4, "t_passes": 4, "t_stores": 4, "t_ignores": 4,
    "t_large": 4,
}  # fmt: skip
READ_WORDS = {
    "c_one": 1, "c_two": 2, "c_six": 6, "c_double": 4, "c_float": 1, "c_wide": 3, "c_by_value": 4, "c_void": 1,
}  # fmt: skip
FLOATS = {"c_double", "c_float", "s_double", "s_float", "f_double", "t_double"}
SAME_CALL = {
    "f_one": Convention.THISCALL, "t_none": Convention.FASTCALL,
    "f_ignores": Convention.STDCALL, "t_ignores": Convention.STDCALL,
}  # fmt: skip
"""What cannot be told apart from code, because the call is the same, or as good."""


@pytest.fixture(scope="module", params=["-O0", "-O1", "-O2", "-Os", "-O2 -fomit-frame-pointer -msse2 -mfpmath=sse"])
def guesses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mingw: Mingw) -> Guesses:
    """The guess for every function, from DLLs that are built in several ways."""
    folder = tmp_path_factory.mktemp("conventions")
    exports = "\n".join(f" {name}={decorated(kind, name)}" for kind, name in FUNCTIONS)
    (folder / "conventions.def").write_text(f"LIBRARY conventions\nEXPORTS\n{exports}\n")
    dll = folder / "conventions.dll"
    mingw("gcc", "-shared", *request.param.split(), "conventions.c", folder / "conventions.def", "-o", dll)
    image, code = read_image(dll), CodeEvidence(dll)
    return {each.symbol: code.guess(each) for each in image.exports}


def decorated(kind: str, name: str) -> str:
    """The linker's own name of a function: `.def` files leave out the first underscore."""
    if kind in "CT":
        return name
    if kind == "S":
        hidden = 4 if name in ("s_struct", "s_sum") else 0
        return f"{name}@{STACK_BYTES[name] - hidden}"
    registers = {"f_one": 4, "f_double": 8}.get(name, 8)
    return f"@{name}@{STACK_BYTES[name] + registers}"


def test_every_function_is_there(guesses: Guesses) -> None:
    assert set(guesses) == {name for _, name in FUNCTIONS}
    assert len(guesses) > 50


def test_no_sure_guess_is_wrong_and_most_are_right(guesses: Guesses) -> None:
    verdicts = {name: verdict(kind, name, guesses[name]) for kind, name in FUNCTIONS}
    counted = Counter(verdicts.values())
    wrong = {name: guesses[name] for name, each in verdicts.items() if each == "wrong"}
    assert not wrong
    assert counted["right"] >= len(FUNCTIONS) - 3, {name: each for name, each in verdicts.items() if each != "right"}


def verdict(kind: str, name: str, guess: ConventionGuess) -> str:
    if guess.guess is None:
        return "unknown"
    if name == "c_none":
        return "right" if guess.guess in (Convention.CDECL, Convention.STDCALL) else "wrong"
    if guess.guess not in (CONVENTIONS[kind], SAME_CALL.get(name)):
        return "wrong"
    return "right" if guess.stack_bytes == STACK_BYTES.get(name) else "wrong"


def test_a_plain_shape_is_told_with_high_confidence(guesses: Guesses) -> None:
    sure = ["c_one", "c_two", "c_six", "s_one", "s_two", "s_six", "s_struct", "s_unused", "f_two", "f_three", "f_six"]
    assert {name: guesses[name].confidence for name in sure} == dict.fromkeys(sure, Confidence.HIGH)


def test_arguments_that_are_used_are_counted(guesses: Guesses) -> None:
    assert {name: guesses[name].read_bytes // 4 for name in READ_WORDS} == READ_WORDS
    assert guesses["s_unused"].read_bytes == 0


def test_floating_point_results_are_noticed(guesses: Guesses) -> None:
    assert {name for name, each in guesses.items() if each.float_result} == FLOATS


def test_reasons_are_told(guesses: Guesses) -> None:
    assert "removes 24 bytes from the stack (ret 24)." in guesses["s_six"].evidence[1]
    assert "It reads ECX and EDX before setting them." in guesses["f_two"].evidence
    assert guesses["c_six"].evidence[1:] == (
        "Its return leaves the arguments on the stack (ret).",
        "It uses 6 words of arguments on the stack.",
    )


@pytest.mark.parametrize("seed", range(12))
def test_garbage_is_read_to_some_end(sample_dll: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(sample_dll.read_bytes())
    first, size = text_section(sample_dll)
    if seed % 2:
        content[first : first + size] = chance.randbytes(size)
    else:
        for _ in range(size // 8):
            content[first + chance.randrange(size)] = chance.randrange(256)
    dll = tmp_path / "garbage.dll"
    dll.write_bytes(content)
    code = CodeEvidence(dll)
    for each in read_image(dll).exports:
        guess = code.guess(each)
        assert guess.evidence
        assert guess.stack_bytes is None or guess.stack_bytes % 4 == 0


def text_section(path: Path) -> tuple[int, int]:
    """Where the code is in a file: offset and size."""
    section = pefile.PE(str(path), fast_load=True).sections[0]
    return section.PointerToRawData, section.SizeOfRawData


PROLOGUE = """
prologue: push -1
    push eax
    mov eax, fs:[0]
    push eax
    mov eax, [esp+12]
    mov fs:[0], esp
    mov [esp+12], ebp
    lea ebp, [esp+12]
    push eax
    ret
"""
SIMD = "simd: vmovd eax, xmm0\n vpextrd edx, xmm0, 1\n ret\n"


@pytest.mark.parametrize(
    "code, guess, confidence",
    [
        # what Visual C++ does: exception handling, room for a variable, room that is an argument, 64-bit values
        (f"mov eax, 1\n call prologue\n mov esi, ecx\n mov eax, [ebp+8]\n leave\n ret 4\n{PROLOGUE}",
         "thiscall", "medium"),
        (f"push ebp\n mov ebp, esp\n push ecx\n lea eax, [ebp-4]\n push eax\n call simd\n mov eax, [ebp-4]\n"
         f"mov ecx, [ebp+8]\n leave\n ret 4\n{SIMD}", "stdcall", "high"),
        (f"push ecx\n call simd\n pop ecx\n ret 4\n{SIMD}", "stdcall", "medium"),
        (f"push ebp\n mov ebp, esp\n mov eax, [ebp+8]\n call simd\n pop ebp\n ret\n{SIMD}", "cdecl", "high"),
        ("push ecx\n mov dword ptr [esp], 7\n mov eax, [esp]\n add esp, 4\n ret 4\n", "stdcall", "high"),
        ("push ecx\n mov eax, [esp]\n add esp, 4\n ret 4\n", "thiscall", "medium"),
        ("push ecx\n call 1f\n 1: pop eax\n pop ecx\n ret 4\n", "stdcall", "high"),  # how code learns its own address
        ("push ecx\n push edx\n pop edx\n pop ecx\n mov eax, ecx\n sub eax, edx\n ret\n", "fastcall", "high"),
        ("xor ecx, ecx\n or edx, -1\n lea eax, [ecx+edx]\n ret 8\n", "stdcall", "high"),
        ("mov ecx, [esp+4]\n or eax, -1\n mov [ecx], ecx\n or edx, eax\n ret\n", "cdecl", "high"),
        ("mov eax, [esp+4]\n or eax, -1\n mov al, 0\n or edx, eax\n ret\n", "cdecl", "low"),
        # what others do: Delphi's registers, returns that disagree, half of the bytes
        ("add eax, edx\n ret\n", None, "low"),
        ("cmp dword ptr [esp+4], 0\n je 1f\n ret 8\n 1: ret\n", None, "low"),
        ("mov eax, [esp+8]\n ret 4\n", None, "low"),
        ("mov eax, [esp+4]\n ret 2\n", None, "low"),
    ],
)  # fmt: skip
def test_what_other_compilers_do(tmp_path: Path, mingw: Mingw, code: str, guess: str | None, confidence: str) -> None:
    (tmp_path / "other.s").write_text(f".intel_syntax noprefix\n.text\n.globl _f\n_f: {code}")
    (tmp_path / "other.def").write_text("EXPORTS\n f\n")
    dll = tmp_path / "other.dll"
    mingw("gcc", "-shared", "-nostdlib", "-Wl,-e,0", tmp_path / "other.s", tmp_path / "other.def", "-o", dll)
    (export,) = read_image(dll).exports
    found = CodeEvidence(dll).guess(export)
    assert (found.guess and found.guess.value, found.confidence.value) == (guess, confidence)


def test_the_name_and_the_code_may_disagree(tmp_path: Path, mingw: Mingw) -> None:
    (tmp_path / "liar.c").write_text(
        "int __stdcall two(int a, int b) { return a - b; }\nint one(int a) { return a; }\n"
    )
    (tmp_path / "liar.def").write_text("EXPORTS\n f@12=two@8\n @g@8=two@8\n ?h@@YGHH@Z=one\n _ok@8=two@8\n")
    dll = tmp_path / "liar.dll"
    mingw("gcc", "-shared", "-O1", tmp_path / "liar.c", tmp_path / "liar.def", "-o", dll)
    code = CodeEvidence(dll)
    found = {each.name: code.guess(each) for each in read_image(dll).exports}
    assert {name: each.confidence for name, each in found.items()} == {
        "f@12": Confidence.LOW, "@g@8": Confidence.HIGH, "?h@@YGHH@Z": Confidence.LOW, "_ok@8": Confidence.HIGH,
    }  # fmt: skip
    assert (found["f@12"].guess, found["f@12"].stack_bytes) == (Convention.STDCALL, 8)
    assert found["f@12"].evidence[-1] == (
        "The name and the code disagree: by the name it would take 12 bytes off the stack."
    )
    assert found["?h@@YGHH@Z"].guess is Convention.CDECL


def test_a_file_that_has_gone_leaves_the_name(sample_dll: Path, tmp_path: Path) -> None:
    dll = Path(shutil.copy(sample_dll, tmp_path))
    export = find_export(read_image(dll), "multiply")
    code = CodeEvidence(dll)
    dll.unlink()
    assert code.guess(export).guess is Convention.STDCALL
    assert code.guess(export).evidence[-1].startswith("Its code could not be read: Cannot find ")


def test_a_jump_to_an_import_says_where_it_leads(tmp_path: Path, mingw: Mingw) -> None:
    (tmp_path / "jump.s").write_text(
        ".intel_syntax noprefix\n.text\n.globl _jump\n_jump: jmp [__imp__Sleep@4]\n"
        ".globl _never\n_never: push 3\ncall [__imp__ExitProcess@4]\nret 60\n"
        ".globl _table\n_table: mov eax, [esp+4]\njmp [eax*4+_table]\n"
    )
    (tmp_path / "jump.def").write_text("EXPORTS\n jump\n never\n table\n")
    dll = tmp_path / "jump.dll"
    arguments = ("-nostdlib", "-Wl,-e,0", tmp_path / "jump.s", tmp_path / "jump.def", "-lkernel32", "-o", dll)
    mingw("gcc", "-shared", *arguments)
    code = CodeEvidence(dll)
    found = {each.name: code.guess(each) for each in read_image(dll).exports}
    assert found["jump"].evidence[-1] == "It jumps to KERNEL32.dll!Sleep."
    assert found["never"].evidence[-1] == "No path through its code returns."
    assert found["table"].evidence[-1] == "A jump through a table or a register could not be followed."
    assert {each.guess for each in found.values()} == {None}


@pytest.mark.parametrize("removed, agrees", [(0, False), (4, True), (8, True), (12, True), (16, False)])
def test_two_arguments_that_a_fastcall_name_counts_may_be_in_registers(
    tmp_path: Path, removed: int, agrees: bool
) -> None:
    made = exporting([b"@f@12"])
    made.sections[0].content = b"\xc2" + removed.to_bytes(2, "little")
    (tmp_path / "made.dll").write_bytes(made.content())
    (export,) = read_image(tmp_path / "made.dll").exports
    guess = CodeEvidence(tmp_path / "made.dll").guess(export)
    assert (guess.confidence, guess.guess is Convention.FASTCALL) == (
        (Confidence.HIGH, True) if agrees else (Confidence.LOW, False)
    )
    assert ("by the name it has 12 bytes of arguments, registers included" in guess.evidence[-1]) is not agrees


def test_data_in_a_section_of_code(tmp_path: Path) -> None:
    made = exporting([b"table", b"_f@4"], [FIRST + 16, FIRST + 16], [0, 1])
    made.sections[0].content += bytes(64)
    (tmp_path / "made.dll").write_bytes(made.content())
    code, image = CodeEvidence(tmp_path / "made.dll"), read_image(tmp_path / "made.dll")
    for each in image.exports:
        guess = code.guess(each)
        assert guess.confidence is Confidence.LOW
        assert "it is likely data in a section of code" in guess.evidence[-1]
