"""Turns Windows' refusal to load a DLL into a sentence with its cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..errors import LoadError
from .findings import Diagnosis, Kind, Node, Problem

_KINDS = {
    126: (Kind.MISSING, Kind.FORWARDER),
    127: (Kind.FUNCTION, Kind.FORWARDER),
    182: (Kind.FUNCTION, Kind.FORWARDER),
    193: (Kind.BITNESS, Kind.IMAGE),
    14001: (Kind.ASSEMBLY,),
}
"""Which problems lead to which of Windows' error codes (Microsoft, "System Error Codes")."""

_START_UP = (998, 1114)


def explained(error: LoadError, diagnosis: Diagnosis) -> LoadError:
    """The same error with the cause that the doctor found; as it was where the doctor found none that fits."""
    cause = _cause(error.code, diagnosis)
    if cause is not None:
        return LoadError(
            f"Failed to load {error.path} (Windows' error {error.code}): {cause.message}{_more(diagnosis)}",
            hint=cause.fix,
            code=error.code,
            path=error.path,
            folder=str(cause.folder or ""),
        )
    brought = [each.dll for each in _brought(diagnosis.tree[0].needs)]
    if error.code in _START_UP and brought:
        others = f"It may also have been that of a DLL which it brings along: {', '.join(brought)}."
        return LoadError(str(error), hint=f"{error.hint} {others}", code=error.code, path=error.path)
    return error


def _cause(code: int | None, diagnosis: Diagnosis) -> Problem | None:
    if code not in _KINDS:
        return None
    grave = [each for each in diagnosis.problems if each.grave]
    fitting = [each for kind in _KINDS[code] for each in grave if each.kind is kind]
    # Of a dependency that is no good, Windows or Wine may say the same as of one that is not there.
    return next(iter([*fitting, *(each for each in grave if each.kind.value not in diagnosis.forgiven)]), None)


def _more(diagnosis: Diagnosis) -> str:
    others = sum(each.grave for each in diagnosis.problems) - 1
    if not others:
        return ""
    return f" That is not all: probe32 doctor finds {others} more problem{'s' * (others > 1)}."


def _brought(nodes: Sequence[Node]) -> Iterator[Node]:
    """The DLLs that are no part of Windows and are loaded at once."""
    for each in nodes:
        if each.status == "ok" and not each.delay:
            yield each
        yield from _brought(each.needs)
