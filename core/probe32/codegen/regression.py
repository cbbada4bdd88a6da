"""Regression tests from recorded calls: pytest files that run against the recording, or against the DLL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..json_files import text_of
from ..recording.document import Recording, Session
from ..recording.storage import encode
from .identifiers import Names, identifier, package_name
from .recorded_lines import CallWriter
from .rendering import template_text

_WIDTH = 120


@dataclass(frozen=True)
class RecordedTest:
    """One test: its name, and the session that it makes again. `about` is a sentence for its docstring."""

    name: str
    session: Session
    about: str = ""


@dataclass(frozen=True)
class Made:
    """The lines of a test, and the session without what they leave out."""

    lines: list[str]
    session: Session
    left_out: list[str] = field(default_factory=list)


def recorded_tests(recording: Recording) -> list[RecordedTest]:
    """A test for each session."""
    return [RecordedTest("recorded_calls", each) for each in recording.sessions]


def render_tests(tests: Sequence[RecordedTest], *, client: str = "", within: float = 1e-9) -> dict[str, str]:
    """The files of a folder of tests: relative names and texts; the same tests always give the same.

    `client` is where a client's class is imported from, such as `sample`; needed for sessions of clients. `within` is
    how far floating numbers may be from the recorded ones, relative.
    """
    names = Names()
    sessions = [each.session for each in tests]
    classes = sorted({each.client for each in sessions if each.client})
    made = [
        (names.new(f"test_{identifier(each.name)}"), each, _test(each, _fixture(each.session, classes)))
        for each in tests
    ]
    dll = next((each.name for each in sessions if not each.client), "")
    stem = package_name(dll or (classes[0] if classes else "recorded"))
    lines = "\n".join(line for _, _, each in made for line in each.lines)
    values: dict[str, object] = {
        "about": _about(sessions),
        "tests": [
            (name, _docstring(test, each), each.lines, _fixture(test.session, classes)) for name, test, each in made
        ],
        "imports": [
            each for each in ("A_POINTER", "Answers", "Argument", "Checked") if each == "Checked" or each in lines
        ],
        "c_value": "CValue(" in lines,
        "table": ": list[tuple[Any, Any, Any]]" in lines,
        "libraries": any(not each.client for each in sessions),
        "clients": [(f"client{index or ''}", each) for index, each in enumerate(classes)],
        "packages": _packages(sessions, client or "my_client", classes),
        "tolerance": repr(within),
    }
    files = {
        "conftest.py": template_text("conftest.py", values),
        f"test_{stem}.py": template_text("test_calls.py", values),
    }
    for name, _, each in made:
        files[f"recordings/{name}.json"] = text_of(encode(Recording([each.session])), _WIDTH)
    return files


def _about(sessions: Iterable[Session]) -> str:
    of = next((each for each in sessions if not each.client), None)
    if of is None:
        return "Regression tests from requests that were recorded with Probe32."
    return f"Regression tests of {' '.join(filter(None, (of.name, of.version)))}, from calls recorded with Probe32."


def _docstring(test: RecordedTest, made: Made) -> str:
    count = len(made.session.entries)
    calls = "1 call" if count == 1 else f"{count} calls"
    text = test.about or f"{calls}, in the order in which they were recorded."
    return re.sub(r'(\\|""")', lambda found: f"\\{found[0]}", text)


def _fixture(session: Session, classes: Sequence[str]) -> str:
    """What makes the calls of a session, in `conftest.py`."""
    return f"client{classes.index(session.client) or ''}" if session.client else "dll"


def _packages(sessions: Iterable[Session], client: str, classes: Sequence[str]) -> list[str]:
    """The lines that import what is not Python's own, in order."""
    names = ["Checked", *(["checked_client"] if classes else [])]
    names += ["checked_library"] if any(not each.client for each in sessions) else []
    found = {"pytest": "import pytest", "probe32.testing": f"from probe32.testing import {', '.join(names)}"}
    if classes:
        found[client] = f"from {client} import {', '.join(classes)}"
    return [found["pytest"], *(found[each] for each in sorted(found) if each != "pytest")]


def _test(test: RecordedTest, fixture: str) -> Made:
    writer = CallWriter(test.session, fixture)
    return Made(writer.lines or ["    pass"], replace(test.session, entries=writer.kept), writer.left_out)
