"""Which bytes before an address make it a return address (Intel, volume 2, "CALL")."""

from __future__ import annotations

import pytest

from probe32.host.stack_walk import _is_indirect_call


@pytest.mark.parametrize(
    "code",
    [
        "ffd0",  # call eax
        "ff13",  # call [ebx]
        "ff14b8",  # call [eax+edi*4]
        "ff5208",  # call [edx+8]
        "ff542408",  # call [esp+8]
        "ff1578563412",  # call [12345678]
        "ff9280000000",  # call [edx+80]
        "ff948880000000",  # call [eax+ecx*4+80]
        "ff148d00000010",  # call [ecx*4+10000000]
    ],
)
def test_calls(code: str) -> None:
    assert _is_indirect_call(bytes.fromhex(code))


@pytest.mark.parametrize(
    "code",
    [
        "ffe0",  # jmp eax
        "ff30",  # push [eax]
        "ff52",  # cut short
        "ff520811",  # call [edx+8], and one byte more
        "89d0",  # mov eax, edx
        "ff14",
        "ff148d",
    ],
)
def test_others(code: str) -> None:
    assert not _is_indirect_call(bytes.fromhex(code))
