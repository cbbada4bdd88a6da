from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import probe32
from probe32.cli.main import main
from probe32.errors import ExitCode
from probe32.pe import read_image
from probe32.project import backups, load

Json = Callable[..., Any]


@pytest.fixture
def as_json(capsys: pytest.CaptureFixture[str]) -> Json:
    """Run a command that has to print one JSON document and nothing else; give its exit code and the document."""

    def run(*argv: str | Path) -> tuple[int, Any]:
        code = main([str(each) for each in argv])
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return run


def _process(*argv: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "probe32", *map(str, argv)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_exports_are_what_the_image_says(sample_dll: Path, as_json: Json) -> None:
    code, document = as_json("exports", sample_dll, "--json")
    image = read_image(sample_dll)
    assert code == 0
    assert {name: document[name] for name in ("path", "machine", "bitness")} == {
        "path": str(sample_dll),
        "machine": image.machine,
        "bitness": 32,
    }
    assert [(each["ordinal"], each["name"]) for each in document["exports"]] == [
        (each.ordinal, each.name) for each in image.exports
    ]
    by_ordinal = {each["ordinal"]: each for each in document["exports"]}
    assert by_ordinal[18] == {
        "ordinal": 18,
        "name": "_hypotenuse@16",
        "rva": by_ordinal[18]["rva"],
        "kind": "function",
        "forwarder": None,
        "undecorated": "hypotenuse",
        "convention": by_ordinal[18]["convention"],
        "prototype": None,
        "aliases": [],
        "leads_to": None,
    }
    assert document["gaps"] == [[66, 99]]
    assert by_ordinal[18]["convention"]["guess"] == "stdcall"
    assert by_ordinal[18]["convention"]["stack_bytes"] == 16
    assert by_ordinal[18]["convention"]["confidence"] in ("high", "medium", "low")
    assert all(isinstance(each, str) for each in by_ordinal[18]["convention"]["evidence"])
    assert by_ordinal[20]["kind"] == "forward"
    assert by_ordinal[20]["forwarder"] == "KERNEL32.GetTickCount"
    assert by_ordinal[64]["kind"] == "data"
    assert by_ordinal[100]["name"] is None


def test_exports_as_text_are_a_table(sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exports", str(sample_dll)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{sample_dll}: x86, 32 bit, {len(lines) - 2} exports; unused ordinals: 66 to 99"
    assert lines[1].split() == ["ordinal", "name", "rva", "kind", "convention"]
    rows = {line.split()[0]: line for line in lines[2:]}
    assert "-> KERNEL32.Sleep" in rows["21"]
    assert "(by ordinal only)" in rows["100"]
    assert len({line.index(line.split()[2]) for line in lines[2:] if "(by" not in line}) == 1, "columns are aligned"


def test_exports_as_csv(sample_dll: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exports", str(sample_dll), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == len(read_image(sample_dll).exports)
    assert rows[0]["ordinal"] == "1"
    assert {each["convention"] for each in rows} >= {"stdcall", ""}


def test_exports_tell_what_the_code_shows(sample_dll: Path, as_json: Json) -> None:
    def conventions(*options: str) -> dict[str, dict[str, Any]]:
        _, document = as_json("exports", sample_dll, "--json", *options)
        return {each["name"]: each["convention"] for each in document["exports"]}

    assert conventions()["subtract"] == conventions("--code")["subtract"] == {
        "guess": "stdcall", "stack_bytes": 8, "confidence": "high",
        "evidence": [
            "The name is not decorated.",
            "Its return removes 8 bytes from the stack (ret 8).",
            "It uses 2 words of arguments on the stack.",
        ],
    }  # fmt: skip
    assert conventions("--no-code")["subtract"]["guess"] is None


@pytest.mark.parametrize("patience", [0.0, 1000.0])
def test_what_was_not_read_is_said(
    sample_dll: Path,
    as_json: Json,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    patience: float,
) -> None:
    monkeypatch.setattr("probe32.cli.exports._PATIENCE", patience)
    _, document = as_json("exports", sample_dll, "--json")
    unread = [each for each in document["exports"] if "--code reads all" in each["convention"]["evidence"][-1]]
    assert bool(unread) == (patience == 0)
    assert main(["exports", str(sample_dll)]) == 0
    assert ("the code of 63 exports was not read" in capsys.readouterr().err) == (patience == 0)


def test_info(sample_dll: Path, as_json: Json, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = as_json("info", sample_dll, "--json")
    image = read_image(sample_dll)
    assert code == 0
    assert document["sha256"] == image.sha256
    assert document["version"] == image.version
    assert (document["dotnet"], document["com"]) == (False, False)
    assert {"machine", "bitness", "subsystem", "timestamp"} <= set(document)
    assert {each["dll"].lower() for each in document["imports"]} >= {"kernel32.dll"}
    assert all(set(each) == {"dll", "delay", "names"} for each in document["imports"])
    assert main(["info", str(sample_dll)]) == 0
    text = capsys.readouterr().out
    assert image.sha256 in text
    assert "KERNEL32.dll  3 functions: ExitProcess" in text


@pytest.mark.parametrize("command", ["exports", "info", "new"])
@pytest.mark.parametrize(
    "content, kind", [(None, "file"), (b"", "image"), (b"no PE", "image"), (b"MZ" + bytes(200), "image")]
)
def test_a_bad_file_is_exit_code_3(
    command: str, content: bytes | None, kind: str, tmp_path: Path, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    dll = tmp_path / "bad.dll"
    if content is not None:
        dll.write_bytes(content)
    more = ["-o", str(tmp_path / "p.probe32")] if command == "new" else []
    code, document = as_json(command, dll, *more, "--json")
    assert code == ExitCode.FILE
    assert document["error"]["kind"] in (kind, "file")
    assert "bad.dll" in document["error"]["message"]
    assert main([command, str(dll), *more]) == ExitCode.FILE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("probe32: ")
    assert document["error"]["message"] in err
    assert document["error"]["hint"].splitlines()[0] in err
    assert not (tmp_path / "p.probe32").exists()


@pytest.mark.parametrize(
    "argv, complaint",
    [
        ([], "required: COMMAND"),
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["exports"], "required: DLL"),
        (["exports", "a.dll", "--csv", "--json"], "not allowed with"),
        (["exports", "a.dll", "b.dll"], "nrecognized arguments: b.dll"),
        (["call", "a.dll"], "required: PROTOTYPE"),
        (["call", "a.dll", "int f(void);", "--timeout", "soon"], "'soon' is no number of seconds above 0"),
        (["call", "a.dll", "int f(void);", "--timeout", "-5"], "'-5' is no number of seconds above 0"),
        (["call", "a.dll", "int f(void);", "-D", "1=2"], "'1=2' is no NAME or NAME=VALUE"),
        (["call", "a.dll", "int f(void);", "--unknown"], "nrecognized arguments: --unknown"),
        (["new", "a.dll"], "required: -o"),
        (["export", "p.probe32"], "required: --out"),
        (["export", "p.probe32", "--out", "x", "--runtime", "java"], "invalid choice: 'java'"),
        (["host", "remove"], "invalid choice: 'remove'"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(
    argv: list[str], complaint: str, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == ExitCode.USAGE
    out, err = capsys.readouterr()
    assert out == "" or "--json" in argv
    if "--json" not in argv:
        assert complaint in err
        assert "Usage: probe32" in err
    code, document = as_json(*argv, "--json")
    assert code == ExitCode.USAGE
    assert document["error"]["kind"] == "usage"
    assert complaint in document["error"]["message"]
    assert "\0" not in json.dumps(document)


def test_a_prototype_that_does_not_parse_is_pointed_at(
    sample_dll: Path, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["call", str(sample_dll), "int add(int a int b);", "1", "2"]
    assert main(argv) == ExitCode.DECLARATION
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    source = lines.index("    int add(int a int b);")
    assert lines[source + 1].strip() == "^"
    assert lines[source][lines[source + 1].index("^") - 1 :].startswith((" int b", "a int b", "int b"))
    code, document = as_json(*argv, "--json")
    assert code == ExitCode.DECLARATION
    assert document["error"]["kind"] == "declaration"


@pytest.mark.parametrize(
    "argv, kind, complaint",
    [
        (["int nowhere(void);"], "export", "nowhere"),
        (["int f(void);", "--export", "#9999"], "export", "9999"),
        (["nowhere"], "export", "nowhere"),
        (["add"], "declaration", "no signature"),
        (["struct P { int x; };"], "declaration", "declares 0 functions"),
        (["int add(int a, int b); int subtract(int a, int b);"], "declaration", "declares 2 functions"),
        (["int add(int a, int b);", "1"], "argument", "takes 2 arguments"),
        (["int add(int a, int b);", "1", "2", "3"], "argument", "takes 2 arguments"),
        (["int add(int a, int b);", "1", "two"], "argument", "'two'"),
        (["int add(int a, int b);", "1", "-99999999999"], "argument", "-99999999999"),
        (["int add(int a, int b);", "1", "1.5"], "argument", "'1.5'"),
        (["int spectra_read(void);"], "declaration", "data"),
        (["unsigned char checksum(_In_reads_bytes_(n) const void *p, int n);", "@none", "1"], "argument", "none"),
    ],
)
def test_a_wrong_prototype_or_argument_is_exit_code_4(
    argv: list[str], kind: str, complaint: str, sample_dll: Path, as_json: Json
) -> None:
    code, document = as_json("call", sample_dll, *argv, "--json")
    assert code == ExitCode.DECLARATION
    assert document["error"]["kind"] == kind
    assert complaint in document["error"]["message"]


def test_who_calls_by_name_is_told_how_it_is_declared(sample_dll: Path, tmp_path: Path, as_json: Json) -> None:
    header = tmp_path / "vendor.h"
    header.write_text("int add(int a, int b);\nint greet(const char *name, char *buffer, int size);\n")
    call = ("call", sample_dll, "--header", header, "--json")
    code, document = as_json(*call, "add", "1")
    assert (code, document["error"]["hint"]) == (4, "It is declared as int add(int a, int b);")
    code, document = as_json(*call, "greet", "Ada", "", "64")
    assert (code, document["error"]["hint"]) == (
        4,
        "It is declared as int greet(const char *name, char *buffer, int size);",
    )


def test_a_missing_header_and_an_unknown_encoding(sample_dll: Path, as_json: Json) -> None:
    code, document = as_json("call", sample_dll, "add", "--header", "none.h", "--json")
    assert code == ExitCode.FILE
    assert "none.h" in document["error"]["message"]
    code, document = as_json("call", sample_dll, "int add(int a, int b);", "--encoding", "klingon", "--json")
    assert code == ExitCode.DECLARATION
    assert "klingon" in document["error"]["message"]


def test_what_a_header_has_that_cannot_be_understood_is_warned_about(
    sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = tmp_path / "vendor.h"
    header.write_text("int version(void);\nint add(int a, unknown_t b);\n")
    assert main(["new", str(sample_dll), "-o", str(tmp_path / "p.probe32"), "--header", str(header)]) == 0
    assert "warning: " in (err := capsys.readouterr().err)
    assert "vendor.h:2:" in err
    assert [each.export for each in load(tmp_path / "p.probe32").functions] == ["version"]


def test_a_project_is_made_and_exported(
    sample_dll: Path, sample_header: Path, tmp_path: Path, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sample.probe32"
    code, document = as_json("new", sample_dll, "-o", path, "--header", sample_header, "--json")
    project = load(path)
    assert code == 0
    assert document["path"] == str(path)
    assert document["exports"] == len(read_image(sample_dll).exports)
    assert document["functions"] == len(project.functions) > 50
    assert document["types"] >= 4
    assert [each.path for each in project.headers] == [str(sample_header)]
    assert project.headers[0].sha256 == hashlib.sha256(sample_header.read_bytes()).hexdigest()
    assert "/** a - b." in next(each.prototype for each in project.functions if each.export == "subtract")
    code, document = as_json("export", path, "--out", tmp_path / "out", "--json")
    assert code == 0
    assert document["package"] == "sample"
    assert set(document["files"]) == {str(each) for each in (tmp_path / "out" / "sample").iterdir()}
    assert {Path(each).name for each in document["files"]} >= {"my_server.py", "my_client.py", "README.md"}
    assert document["left_out"] == []
    assert main(["export", str(path), "--out", str(tmp_path / "msl"), "--runtime", "msl-loadlib"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == sorted(str(each) for each in (tmp_path / "msl" / "sample").iterdir())
    assert err == ""
    assert "from msl.loadlib import Server32" in (tmp_path / "msl" / "sample" / "my_server.py").read_text("utf-8")


def test_a_project_is_not_replaced_by_accident(
    sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "data_folder", lambda: tmp_path)
    path = tmp_path / "p.probe32"
    path.write_text("precious")
    assert main(["new", str(sample_dll), "-o", str(path)]) == ExitCode.FILE
    assert "exists already" in (err := capsys.readouterr().err)
    assert "--force" in err
    assert path.read_text() == "precious"
    assert main(["new", str(sample_dll), "-o", str(path), "--force"]) == 0
    assert capsys.readouterr().out == f"{path}: {len(read_image(sample_dll).exports)} exports, 0 functions, 0 types\n"
    assert load(path).dll.name == "sample.dll"


def test_an_export_of_a_project_whose_dll_changed_is_warned_about(
    sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dll = tmp_path / "sample.dll"
    dll.write_bytes(sample_dll.read_bytes())
    main(["new", str(dll), "-o", str(tmp_path / "p.probe32")])
    dll.write_bytes(sample_dll.read_bytes() + b"\0")
    capsys.readouterr()
    assert main(["export", str(tmp_path / "p.probe32"), "--out", str(tmp_path / "out")]) == 0
    assert "is not the file that the project was made for" in capsys.readouterr().err


def test_an_export_into_a_file_is_exit_code_3(sample_dll: Path, tmp_path: Path, as_json: Json) -> None:
    main(["new", str(sample_dll), "-o", str(tmp_path / "p.probe32"), "--json"])
    (tmp_path / "out").write_text("")
    code = main(["export", str(tmp_path / "p.probe32"), "--out", str(tmp_path / "out")])
    assert code == ExitCode.FILE


@pytest.mark.parametrize("name", ["two words", "a-b", ""])
def test_a_package_needs_a_python_name(sample_dll: Path, tmp_path: Path, name: str) -> None:
    main(["new", str(sample_dll), "-o", str(tmp_path / "p.probe32")])
    code = main(["export", str(tmp_path / "p.probe32"), "--out", str(tmp_path / "out"), "--package", name])
    assert code == (0 if not name else ExitCode.DECLARATION)


def test_the_version_and_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"probe32 {probe32.__version__}\n"
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for command in ("exports", "info", "call", "header", "new", "export", "host", "gui"):
        assert f"\n    {command} " in text


def test_the_module_and_the_exit_code_of_a_process(sample_dll: Path, tmp_path: Path) -> None:
    done = _process("exports", sample_dll, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["bitness"] == 32
    assert _process("exports", tmp_path).returncode == ExitCode.FILE
    assert _process().returncode == ExitCode.USAGE


def test_a_console_that_lacks_a_character_shows_a_question_mark(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = _process("exports", tmp_path / "größe.dll", env=environment)
    assert done.returncode == ExitCode.FILE
    assert "gr??e.dll" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_warning_stands_behind_what_was_printed_before_it(sample_dll: Path, tmp_path: Path) -> None:
    header = tmp_path / "vendor.h"
    header.write_text("int __stdcall multiply(int a, int b, int c);\n")
    command = [sys.executable, "-m", "probe32", "new", sample_dll, "-o", tmp_path / "p.probe32", "--header", header]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        command, env=buffered, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True
    )
    assert done.stdout.index("1 mismatched") < done.stdout.index("probe32: warning: multiply")


def test_a_reader_that_goes_away_is_no_error(sample_dll: Path) -> None:
    command = [sys.executable, "-m", "probe32", "exports", str(sample_dll)]
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 141


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    for argv in (["--debug", "exports", tmp_path / "no.dll"], ["exports", tmp_path / "no.dll", "--debug"]):
        done = _process(*argv)
        assert done.returncode == ExitCode.FILE
        assert "Traceback (most recent call last)" in done.stderr
    assert "Traceback" not in _process("exports", tmp_path / "no.dll").stderr


def test_a_defect_of_our_own_is_told_in_one_line(
    sample_dll: Path, monkeypatch: pytest.MonkeyPatch, as_json: Json
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("probe32.pe.read_image", fail)
    code, document = as_json("exports", sample_dll, "--json")
    assert code == 1
    assert document["error"]["kind"] == "internal"
    assert document["error"]["message"] == "Internal error: ZeroDivisionError: oops"
    assert "--debug" in document["error"]["hint"]


def test_interrupting_is_quiet(
    sample_dll: Path, monkeypatch: pytest.MonkeyPatch, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("probe32.pe.read_image", interrupt)
    assert main(["exports", str(sample_dll)]) == 130
    assert capsys.readouterr() == ("", "")
    code, document = as_json("exports", sample_dll, "--json")
    assert code == 130
    assert document["error"]["kind"] == "interrupted"


def test_the_window_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("probe32.cli.gui.find_spec", lambda name: None if name == "PySide6" else object())
    assert main(["gui"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert "PySide6 cannot be imported" in err
    assert "pip install probe32[gui]" in err


def test_a_host_that_is_not_there_is_exit_code_5(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: Json
) -> None:
    monkeypatch.setenv("PROBE32_SERVER32_DIR", str(tmp_path))
    for action in ([], ["status"], ["path"]):
        code, document = as_json("host", *action, "--json")
        assert code == ExitCode.HOST
        assert document["error"]["kind"] == "host"
        assert str(tmp_path) in document["error"]["message"]


def test_a_project_leaves_in_every_way(
    sample_dll: Path, sample_header: Path, tmp_path: Path, as_json: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sample.probe32"
    assert main(["new", str(sample_dll), "-o", str(path), "--header", str(sample_header)]) == 0
    capsys.readouterr()
    for way, name in [("notebook", "ipynb"), ("header", "h"), ("json", "json"), ("markdown", "md"), ("html", "html")]:
        code, document = as_json("export", path, "--out", tmp_path / "out", "--as", way, "--json")
        assert code == 0
        assert document["files"] == [str(tmp_path / "out" / f"sample.{name}")]
        assert document["left_out"] == document["warnings"] == []
        assert (tmp_path / "out" / f"sample.{name}").stat().st_size > 1000
    code, document = as_json("export", path, "--out", tmp_path / "out", "--as", "tests", "--json")
    assert code == ExitCode.DECLARATION
    assert "nothing to make tests of" in document["error"]["message"]
    code, document = as_json("export", path, "--out", tmp_path, "--as", "tests", "--recording", path, "--json")
    assert code == ExitCode.FILE
    assert 'is no recording: it has no "recording"' in document["error"]["message"]
    assert main(["export", str(path), "--out", str(tmp_path), "--as", "poem"]) == ExitCode.USAGE


def test_a_header_that_changed_since_is_told_before_exporting(
    sample_dll: Path, sample_header: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, path = tmp_path / "sample.h", tmp_path / "sample.probe32"
    header.write_bytes(sample_header.read_bytes())
    assert main(["new", str(sample_dll), "-o", str(path), "--header", str(header)]) == 0
    header.write_text("int add(int a);\n")
    capsys.readouterr()
    assert main(["export", str(path), "--out", str(tmp_path / "out"), "--as", "json"]) == 0
    assert f"{header} has changed since declarations were taken from it. Import it again" in capsys.readouterr().err


def test_a_damaged_project_is_told_with_its_backup(
    sample_dll: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "data_folder", lambda: tmp_path)
    path = tmp_path / "p.probe32"
    for _ in range(2):
        assert main(["new", str(sample_dll), "-o", str(path), "--force"]) == 0
    path.write_text("{")
    assert main(["export", str(path), "--out", str(tmp_path / "out")]) == ExitCode.FILE
    told = capsys.readouterr().err
    assert "is damaged at line 1" in told
    assert "A backup from" in told
    [kept] = (tmp_path / "backups").rglob("*.probe32")
    assert str(kept) in told
    assert load(kept).dll.name == "sample.dll"
