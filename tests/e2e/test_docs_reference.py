"""What the reference says of JSON, of recordings and of the environment is what there is."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import validate

from probe32 import Probe32Error, client_errors, errors
from probe32.cli.main import main
from probe32.cli.parsing import UsageError

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
MAPS = {"outputs", "constants", "packages", "variables", "version", "host"}
"""Fields that hold values by names that are not ours, or a document that is described elsewhere."""
INTERNAL = {"PROBE32_BYTECODE", "PROBE32_PACKAGE"}
"""Passed from a client to the host that it starts."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DLL, its header, and a project with a sequence and a sweep."""
    folder = tmp_path_factory.mktemp("json")
    for kind in ("dll", "h"):
        shutil.copy(ROOT / "resources" / "sample" / f"sample.{kind}", folder / f"my_lib.{kind}")
    project = folder / "my_lib.probe32"
    assert main(["new", str(folder / "my_lib.dll"), "--header", str(folder / "my_lib.h"), "-o", str(project)]) == 0
    document = json.loads(project.read_text("utf-8"))
    step = {"function": "add", "arguments": [{"text": "1"}, {"text": "2"}]}
    axes = [{"argument": "a", "range": {"start": 0, "stop": 1, "count": 2}}]
    document |= {
        "sequences": [{"name": "once", "steps": [step]}],
        "sweeps": [{"name": "two", "step": step, "axes": axes}],
    }
    project.write_text(json.dumps(document), "utf-8")
    return folder


@pytest.mark.parametrize(
    "line",
    [
        ["call", "my_lib.dll", "int add(int a, int b);", "1", "2"],
        ["exports", "my_lib.dll"],
        ["info", "my_lib.dll"],
        ["doctor", "my_lib.dll"],
        ["doctor", "--self"],
        ["header", "my_lib.h", "--dll", "my_lib.dll"],
        ["new", "my_lib.dll", "--force", "-o", "other.probe32"],
        ["export", "my_lib.probe32", "--out", "wrapper"],
        ["diff", "my_lib.probe32", str(ROOT / "resources" / "sample" / "cpp_lib32.dll")],
        ["run", "my_lib.probe32"],
        ["sweep", "my_lib.probe32"],
        ["record", "made.json", "--", sys.executable, "-c", ""],
        ["host"],
    ],
    ids=" ".join,
)
def test_every_field_is_described(
    line: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    cut = line.index("--") if "--" in line else len(line)
    assert main([*line[:cut], "--json", *line[cut:]]) == 0
    assert set(fields(json.loads(capfd.readouterr().out))) - described(f"probe32 {line[0]}") == set()


def fields(value: object) -> Iterator[str]:
    """The names of all fields, at whatever depth."""
    if isinstance(value, list):
        for each in value:
            yield from fields(each)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in MAPS:
                yield from fields(inner)


def described(heading: str) -> set[str]:
    """The words in code below a heading of the page."""
    text = (REFERENCE / "json.md").read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    words = {word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"\w+", code)}
    return words | set(re.findall(r'^ *"(\w+)":', text, re.MULTILINE))


def test_every_kind_of_error_is_named() -> None:
    text = (REFERENCE / "json.md").read_text("utf-8").partition("`kind` is one of")[2].partition("\n\n")[0]
    classes = [each for module in (errors, client_errors) for each in vars(module).values()]
    kinds = {each.kind for each in classes if isinstance(each, type) and issubclass(each, Probe32Error)}
    assert set(re.findall(r"`(\w+)`", text)) - {"hint"} == (kinds | {UsageError.kind}) - {Probe32Error.kind}


def test_a_recording_is_as_it_is_described() -> None:
    schema = json.loads((ROOT / "resources" / "schemas" / "recording.schema.json").read_text("utf-8"))
    text = (REFERENCE / "recording-file.md").read_text("utf-8")
    validate(json.loads(text.partition("```json\n")[2].partition("```")[0]), schema)
    rows = {name for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    parts = (schema, schema["$defs"]["session"], schema["$defs"]["call"])
    assert rows == {name for part in parts for name in part["properties"]}


def test_every_variable_is_described() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "core" / "probe32").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r'"(PROBE32_[A-Z0-9_]+|PY4J_JAR)"', text)}
    rows = re.findall(r"^\| `(\w+)` \|", (REFERENCE / "environment.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(read - INTERNAL)
