"""Where arguments go, by Microsoft's rules and where GCC differs. (What GCC does is also called, in tests/host.)"""

from __future__ import annotations

import pytest

from probe32 import headers
from probe32.abi.passing import HIDDEN, comes_back_in_memory, passing, stack_bytes

TYPES = "typedef struct { int a, b, c; } Three; typedef struct { char c; } Small; typedef struct { int a, b; } Two;"


@pytest.mark.parametrize(
    "prototype, microsoft, gnu",
    [
        ("int __cdecl f(int a, double b)", ((), (0, 1)), None),
        ("Three __cdecl f(int a)", ((), (HIDDEN, 0)), None),
        ("Two __cdecl f(int a)", ((), (0,)), None),
        ("Three __stdcall f(int a)", ((), (HIDDEN, 0)), None),
        ("int __fastcall f(int a, int b, int c)", ((0, 1), (2,)), None),
        ("int __fastcall f(double a, char b, float c, int *d)", ((1, 3), (0, 2)), None),
        ("int __fastcall f(long long a, int b, int c)", ((1, 2), (0,)), ((), (0, 1, 2))),
        ("int __fastcall f(int a, Small b, int c)", ((0, 2), (1,)), ((0,), (1, 2))),
        ("Three __fastcall f(int a, int b)", ((HIDDEN, 0), (1,)), None),
        ("int __thiscall f(void *object, int a)", ((0,), (1,)), None),
        ("Three __thiscall f(void *object, int a)", ((0,), (HIDDEN, 1)), ((HIDDEN,), (0, 1))),
    ],
)
def test_arguments_go_where_the_compilers_put_them(
    prototype: str, microsoft: tuple[tuple[int, ...], ...], gnu: tuple[tuple[int, ...], ...] | None
) -> None:
    signature = headers.parse_prototype(f"{TYPES} {prototype};")
    assert passing(signature) == microsoft
    assert passing(signature, gnu=True) == (gnu or microsoft)


@pytest.mark.parametrize(
    "size, in_memory", [(1, False), (2, False), (3, True), (4, False), (5, True), (8, False), (9, True)]
)
def test_a_struct_comes_back_in_registers_or_in_memory(size: int, in_memory: bool) -> None:
    signature = headers.parse_prototype(f"typedef struct {{ char c[{size}]; }} S; S f(void);")
    assert comes_back_in_memory(signature.result) is in_memory


def test_bytes_on_the_stack_are_rounded_up() -> None:
    signature = headers.parse_prototype(f"{TYPES} Three __stdcall f(char a, Small b, double c, Two d);")
    assert stack_bytes(signature) == 4 + 4 + 4 + 8 + 8
