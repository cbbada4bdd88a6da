"""A wrapper for a DLL with a thousand functions: from the project to the text of all files."""

from __future__ import annotations

from pathlib import PurePosixPath

from probe32 import codegen
from probe32.project import DllIdentity, Project, ProjectFunction

from .racing import Contender, race
from .rows import Goal, Row, alone
from .session import Session

_FUNCTIONS = 1000
_MOST_SECONDS = 1
_OTHER_WAYS = (codegen.Way.NOTEBOOK, codegen.Way.HEADER, codegen.Way.JSON, codegen.Way.MARKDOWN, codegen.Way.HTML)


def thousand_functions(_session: Session) -> list[Row]:
    """A wrapper of a thousand functions written, as a package of modules; and the other ways to export them."""
    project = _project()
    contender = Contender(lambda _: codegen.generate(project), _is_whole)
    others = Contender(lambda _: [codegen.export_project(project, way) for way in _OTHER_WAYS])
    taken = race({"generate": contender, "others": others}, 5)
    goal, what = Goal("at most", _MOST_SECONDS), "a wrapper of 1,000 functions written"
    references = "their notebook, header, JSON and references written"
    return [alone("wrapper", what, taken["generate"], goal), alone("references", references, taken["others"])]


def _project() -> Project:
    functions = [
        ProjectFunction(
            f"group{index % 20}_{index}",
            f"/* Reads {index} values. */\nint __stdcall group{index % 20}_{index}("
            "int device, _In_reads_(n) const double *values, int n, _Out_ Point *middle);",
        )
        for index in range(_FUNCTIONS)
    ]
    dll = DllIdentity(PurePosixPath("/drivers/large.dll"), "large.dll", "1.0", "ab" * 32)  # type: ignore[arg-type]
    return Project(dll, "typedef struct Point { double x, y; } Point;", functions)


def _is_whole(_: int, answer: object) -> bool:
    return isinstance(answer, dict) and sum(text.count("    def group") for text in answer.values()) == 2 * _FUNCTIONS
