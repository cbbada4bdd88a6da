"""Every way in which a project leaves Probe32: which files, and what they cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..errors import ArgumentError
from ..project.document import Project
from ..recording.document import Recording
from .c_header import render_header
from .described import Description, describe
from .example_tests import example_tests
from .flavours import Options
from .identifiers import package_name
from .model import Wrapper, read
from .notebook import render_notebook
from .reference import render_html, render_markdown
from .regression import RecordedTest, recorded_tests, render_tests
from .rendering import render
from .signature_list import render_signatures


class Way(str, Enum):
    """What a project is exported as.

    `WRAPPER`: a Python package. `TESTS`: pytest files that answer from recordings. `NOTEBOOK`: a Jupyter notebook.
    `HEADER`: a C header. `JSON`: facts for other programs. `MARKDOWN`, `HTML`: a reference for people.
    """

    WRAPPER = "wrapper"
    TESTS = "tests"
    NOTEBOOK = "notebook"
    HEADER = "header"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True)
class Exported:
    """What an export gives: `files`, their texts by relative names, and `left_out`, sentences on what is not in them.

    `wrapper` is the package's model, None for other ways.
    """

    files: dict[str, str]
    left_out: list[str] = field(default_factory=list)
    wrapper: Wrapper | None = None


@dataclass(frozen=True)
class Wanted:
    """What is wanted besides the way: how a wrapper is written, the package's or file's name, recordings for tests.

    `options` are the wrapper's, `package` is that name, "" for the DLL's; `recordings` become tests.
    `errors` is what becomes of failures, as `codegen.read` has it.
    """

    options: Options = field(default_factory=Options)
    package: str = ""
    errors: str = "returned"
    recordings: Sequence[Recording] = ()


def export_project(project: Project, way: Way, wanted: Wanted | None = None) -> Exported:
    """The files of one way out, made as `wanted`; the same project gives the same text.

    `DeclarationError`: a declaration is no C. `ImageError`: a wrapper of a DLL that is no 32-bit one. `ArgumentError`:
    there is no such runtime, or nothing to make tests of.
    """
    wanted = wanted or Wanted()
    if way is Way.WRAPPER:
        return _wrapper(project, wanted)
    described = describe(project)
    if way is Way.TESTS:
        return _tests(described, wanted)
    ending, text = _SINGLE[way]
    return Exported({f"{wanted.package or package_name(project.dll.name)}{ending}": text(described)})


def _wrapper(project: Project, wanted: Wanted) -> Exported:
    wrapper = read(project, wanted.package or None, errors=wanted.errors)
    left_out = [f"{each.name} is left out: {' '.join(each.reasons)}" for each in wrapper.left_out]
    return Exported(render(wrapper, wanted.options), left_out, wrapper)


def _tests(described: Description, wanted: Wanted) -> Exported:
    tests, left_out = example_tests(described)
    for each in wanted.recordings:
        tests += recorded_tests(each)
    if not tests:
        raise ArgumentError(
            f"There is nothing to make tests of: {described.project.dll.name} has no calls worth keeping.",
            hint="Pin calls in the window, or give a recording with --recording FILE (PROBE32_RECORD=FILE makes one).",
        )
    package = wanted.package or package_name(described.project.dll.name)
    return Exported(render_tests(tests, client=package), left_out + _not_in(tests, described))


def _not_in(tests: Sequence[RecordedTest], described: Description) -> list[str]:
    """Sentences on sessions of another DLL than the project's."""
    dll = described.project.dll
    others = {each.session.name for each in tests if not each.session.client} - {dll.name}
    return [f"The recording is one of {name}, the project is about {dll.name}." for name in sorted(others)]


_SINGLE: dict[Way, tuple[str, Callable[[Description], str]]] = {
    Way.NOTEBOOK: (".ipynb", render_notebook),
    Way.HEADER: (".h", render_header),
    Way.JSON: (".json", render_signatures),
    Way.MARKDOWN: (".md", render_markdown),
    Way.HTML: (".html", render_html),
}
