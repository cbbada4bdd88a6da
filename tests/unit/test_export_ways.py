from __future__ import annotations

import json
import os
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from inner_pytest import inner_pytest
from mingw import tool

from probe32 import headers
from probe32.abi.declare import declare_constants, declare_types
from probe32.abi.render import prototype
from probe32.codegen import Wanted, Way, export_project
from probe32.errors import ArgumentError
from probe32.project import DllIdentity, Example, Project, ProjectFunction
from probe32.sequences import Axis, Collected, Reference, Sequence, Span, Step, Sweep, Written

ROOT = Path(__file__).resolve().parents[2]
HEADERS = [ROOT / "resources" / "sample" / "sample.h", ROOT / "tests" / "dlls" / "everything" / "everything.h"]
PLAIN = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
SINGLE = [Way.NOTEBOOK, Way.HEADER, Way.JSON, Way.MARKDOWN, Way.HTML]


def _project(header: Path) -> Project:
    found = headers.parse_file(header)
    members = {name for each in found.enums for name, _ in each.members}
    constants = {name: value for name, value in found.constants.items() if name not in members}
    return Project(
        DllIdentity(header.with_suffix(".dll"), header.with_suffix(".dll").name, "1.2", "ab" * 32),
        types=declare_types(dict(found.types())) + declare_constants(constants),
        functions=[ProjectFunction(each.name, prototype(each, comments=True)) for each in found.functions],
    )


@pytest.fixture(scope="module")
def sample() -> Project:
    """The sample's project with notes that would be markup, examples, a sequence and a sweep."""
    project = _project(HEADERS[0])
    project.notes = 'Bench <3> & "so on"\n| a | b |'
    for each in project.functions:
        if each.export == "add":
            each.notes = "<script>alert(1)</script>"
            each.examples = [Example([1, 2], 3), Example([{"pointer": "0x00010000"}, 2], 3)]
        if each.export == "greet":
            each.examples = [Example(["<b>`|", 64], 12, {"buffer": "Hello, <b>`|!"}, last_error=5)]
    steps = (
        Step("sp_open", ("SIM::1",), set_up=True, note="The simulator."),
        Step("sp_set_integration_time", (Reference(1), Written("2.5"))),
        Step("sp_close", (Reference(1),), clean_up=True),
    )
    project.sequences = [Sequence("Settings", steps, "What a bench does."), Sequence("Odd", (Step("no_such"),))]
    axis = Axis("milliseconds", Span(1, 3, count=3))
    project.sweeps = [Sweep("Times", "Settings", (axis,), (Collected(Reference(2)),))]
    return project


def _only(project: Project, way: Way) -> str:
    [text] = export_project(project, way).files.values()
    return text


@pytest.mark.parametrize("header", HEADERS, ids=lambda each: each.stem)
def test_the_header_is_read_again_as_the_same(header: Path, tmp_path: Path) -> None:
    project = _project(header)
    (tmp_path / "again.h").write_text(_only(project, Way.HEADER), encoding="utf-8")
    before, after = headers.parse_file(header), headers.parse_file(tmp_path / "again.h")
    assert after.problems == ()
    assert {each.name: each for each in after.functions} == {each.name: each for each in before.functions}
    assert dict(before.types()).items() <= dict(after.types()).items()
    assert after.constants == before.constants
    compiled = [tool("gcc"), "-mms-bitfields", "-fsyntax-only", "-x", "c", str(tmp_path / "again.h")]
    assert subprocess.run(compiled, check=False).returncode == 0


class _Balance(HTMLParser):
    """Notes tags that do not close, and what a page loads or runs."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("meta", "col"):
            self.open.append(tag)
        if tag in ("script", "link", "img", "iframe") or "src" in given:
            self.loads.append(tag)
        if "id" in given:
            self.anchors.add(str(given["id"]))
        if tag == "a":
            self.links.add(str(given["href"]).lstrip("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_escaped_and_needs_no_other_file(sample: Project) -> None:
    text = _only(sample, Way.HTML)
    page = _Balance()
    page.feed(text)
    assert page.open == page.loads == []
    assert page.links <= page.anchors
    assert "&lt;script&gt;alert(1)" in text
    assert "greet(&#34;&lt;b&gt;`|&#34;, 64)" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert '<td colspan="1" class="padding"' in text  # between shutter and shortest


def test_the_markdown_has_no_table_that_a_value_breaks(sample: Project) -> None:
    text = _only(sample, Way.MARKDOWN)
    tables = [line for line in text.splitlines() if line.startswith("|") and "a | b" not in line]
    widths = {line.replace("\\|", "").count("|") for line in tables}
    assert widths <= {3, 5, 6}
    assert '`` greet("<b>`\\|", 64) → 12, buffer = "Hello, <b>`\\|!", last error 5 ``' in text
    assert "| 23 | 1 byte |  | (padding) |" in text


def test_the_list_of_signatures_tells_what_the_header_command_tells(sample: Project) -> None:
    document = json.loads(_only(sample, Way.JSON))
    assert document["dll"]["name"] == "sample.dll"
    [divide] = [each for each in document["functions"] if each["name"] == "divide"]
    assert [each["direction"] for each in divide["parameters"]] == ["in", "in", "out", "out"]
    assert {each["name"] for each in document["structs"]} == {"Point", "Range", "SpInfo"}
    assert document["constants"]["SP_PIXELS"] == 512


def test_the_notebook_is_valid_and_tells_what_it_leaves_out(sample: Project) -> None:
    text = _only(sample, Way.NOTEBOOK)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = ["".join(each["source"]) for each in notebook.cells]
    assert 'step_2 = lib.call("sp_set_integration_time", step_1.result, 2.5)' in "\n".join(cells)
    assert any("for value_1 in [1, 2, 3]:\n    step_2 = " in each for each in cells)
    assert any(each.startswith("A call that was kept is left out: It takes an address") for each in cells)
    assert "The sequence is left out: no_such has no signature." in cells
    for each in notebook.cells:
        if each.cell_type == "code":
            compile(each.source, "cell", "exec")


@pytest.mark.parametrize("way", [*SINGLE, Way.WRAPPER, Way.TESTS])
def test_the_same_project_gives_the_same_text(way: Way, sample: Project) -> None:
    assert export_project(sample, way) == export_project(sample, way)


def test_kept_calls_are_tests_that_pass_without_the_dll(sample: Project, tmp_path: Path) -> None:
    made = export_project(sample, Way.TESTS)
    assert made.left_out == ["A call of add is left out: It takes an address of the past."]
    for name, text in made.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(inner_pytest(tmp_path), capture_output=True, text=True, cwd=tmp_path, env=PLAIN)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_without_calls_there_are_no_tests(sample: Project) -> None:
    with pytest.raises(ArgumentError, match=r"nothing to make tests of: sample\.dll"):
        export_project(_project(HEADERS[0]), Way.TESTS, Wanted())
