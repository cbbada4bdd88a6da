"""Every kind of C function: `Library` and both flavours of exported wrappers give what a C program prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from everything import HEADER, Everything, build
from everything_calls import ROWS, make_calls

from probe32 import Library

PENDING = {"bstr_length", "bstr_upper", "memory_blocks", "with_structs", "turn_twice"}
"""What `Library` cannot do yet."""


@pytest.fixture(scope="module", params=["0", "2"], ids=["O0", "O2"])
def everything(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """The DLL and the truth about it, without and with optimisation."""
    return build(request.param, tmp_path_factory.mktemp(f"everything{request.param}"))


def _caller(library: Library) -> Callable[[str], Callable[..., Any]]:
    """Finds functions as `make_calls` wants them."""

    def caller(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if name in PENDING:
                return None
            done = library.call(name, *arguments)
            assert done.warnings == (), name
            void = library.functions[name].signature.result.size == 0
            return (*([] if void else [done.result]), *done.outputs.values())

        return call

    return caller


def test_there_are_enough_functions_and_all_are_called() -> None:
    from probe32 import headers

    declared = {each.name for each in headers.parse_file(HEADER).functions}
    assert len(declared) >= 120
    assert declared == {name for name, _, _ in ROWS}


def test_the_library_gives_what_c_gives(everything: Everything) -> None:
    with Library(everything.dll) as library:
        assert library.include(HEADER).problems == ()
        found = make_calls(_caller(library), ROWS)
    assert [each for each in everything.differences(found) if each.partition("(")[0] not in PENDING] == []
