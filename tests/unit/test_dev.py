"""dev.py: the steps of the set-up, one by one, and how it speaks; the whole of it needs a fresh machine."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts and Debian's tools")


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """dev.py as a module that works in an empty folder."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.STATE = tmp_path
    module.LOG = tmp_path / "setup.log"
    return module


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "dev.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def program(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_an_unknown_verb_lists_the_verbs() -> None:
    done = start("frobnicate")
    assert done.returncode == 2
    assert done.stdout == ""
    assert all(f"python dev.py {verb}" in done.stderr for verb in ("run", "test", "check", "host"))


def test_help_is_no_mistake() -> None:
    done = start("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "python dev.py run" in done.stdout


def test_every_verb_is_in_the_usage(dev: ModuleType) -> None:
    described = {line.split()[2] for line in dev.__doc__.splitlines() if line.strip().startswith("python dev.py")}
    assert described == set(dev.VERBS)


def test_it_is_one_file_of_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 10))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {str(name).partition(".")[0] for name in modules} <= sys.stdlib_module_names


def test_a_missing_dll_is_named_before_anything_is_set_up(dev: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(dev.SetupError, match=r"There is no file .*absent\.dll"):
        dev.run([str(tmp_path / "absent.dll")])
    assert list(tmp_path.iterdir()) == []


def test_run_takes_one_dll(dev: ModuleType) -> None:
    with pytest.raises(dev.SetupError, match="one DLL at most"):
        dev.run(["a.dll", "b.dll"])


def test_a_step_is_done_for_the_same_inputs_while_its_result_is_there(dev: ModuleType, tmp_path: Path) -> None:
    stamp, result = tmp_path / "stamp.json", tmp_path / "result"
    assert not dev.is_done(stamp, "key")
    result.touch()
    dev.mark_done(stamp, "key", [result])
    assert dev.is_done(stamp, "key")
    assert not dev.is_done(stamp, "other key")
    result.unlink()
    assert not dev.is_done(stamp, "key")


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"key": "key"}'])
def test_a_damaged_stamp_means_not_done(dev: ModuleType, tmp_path: Path, damage: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(damage)
    assert not dev.is_done(stamp, "key")


def test_the_fingerprint_follows_the_content_of_files(dev: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "input"
    file.write_text("one")
    one = dev.digest("3.11", file)
    assert one == dev.digest("3.11", file)
    assert one != dev.digest("3.12", file)
    file.write_text("two")
    assert one != dev.digest("3.11", file)


def test_a_failed_command_shows_its_last_words_and_the_log(dev: ModuleType) -> None:
    script = "import sys; print('\\n'.join(f'line {n}' for n in range(99)), flush=True); sys.exit('it broke')"
    with pytest.raises(dev.SetupError) as failure:
        dev.quietly([sys.executable, "-c", script])
    text = str(failure.value)
    assert "it broke" in text
    assert "line 98" in text
    assert "line 50" not in text
    assert "ended with 1" in text
    assert str(dev.LOG) in text
    assert "line 50" in dev.LOG.read_text()


def test_a_command_that_is_not_there_is_named(dev: ModuleType) -> None:
    with pytest.raises(dev.SetupError, match="no-such-command could not be started"):
        dev.call(["no-such-command"])


def test_only_one_set_up_at_a_time(dev: ModuleType, tmp_path: Path) -> None:
    with dev.only_one(), (tmp_path / "lock").open("ab") as file:
        assert not dev.try_lock(file)
    with (tmp_path / "lock").open("ab") as file:
        assert dev.try_lock(file)


@posix
def test_the_lock_lasts_as_long_as_a_command_that_was_left_behind(dev: ModuleType, tmp_path: Path) -> None:
    with dev.only_one() as held:
        orphan = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE, pass_fds=(held,)
        )
    with (tmp_path / "lock").open("ab") as file:
        assert not dev.try_lock(file)
        orphan.communicate()
        assert dev.try_lock(file)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty folder on PATH."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


LISTING = """installed,wine,
installed,wine64,
config-files,libgl1,
half-configured,libegl1,
installed,libglib2.0-0t64,libglib2.0-0 (= 2.80.0-6), something-else
installed,wine32,"""


@posix
def test_packages_count_as_there_when_installed_or_provided(dev: ModuleType, path: Path) -> None:
    program(path, "dpkg-query", f"/bin/cat <<'.'\n{LISTING}\n.")
    missing = dev.missing_packages()
    assert {"libgl1", "libegl1", "gcc-mingw-w64-i686-win32"} <= set(missing)
    assert not {"wine", "wine64", "wine32:i386", "libglib2.0-0"} & set(missing)


@posix
def test_an_index_that_fails_to_refresh_does_not_stop_the_installation(
    dev: ModuleType, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(path, "env", 'shift; exec "$@"')
    program(path, "dpkg", "exit 0")
    program(path, "apt-get", f'echo "$@" >> {tmp_path}/asked; case "$*" in *update*) exit 100;; esac')
    dev.apt_install(["wine", "wine32:i386"])
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("install wine wine32:i386")


@posix
def test_an_installation_that_fails_twice_is_reported(
    dev: ModuleType, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(path, "env", 'shift; exec "$@"')
    program(path, "dpkg", "exit 0")
    program(path, "apt-get", 'case "$*" in *install*) echo "E: No space left"; exit 100;; esac')
    with pytest.raises(dev.SetupError, match=r"E: No space left\n.*ended with 100"):
        dev.apt_install(["wine"])


@posix
def test_the_lists_of_packages_may_be_in_use(
    dev: ModuleType, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.time, "sleep", lambda seconds: (tmp_path / "free").touch())
    program(path, "apt-get", f"[ -e {tmp_path}/free ] || {{ echo 'E: Could not get lock lists'; exit 100; }}")
    dev.wait_for_lock(["apt-get", "update"])
    assert dev.LOG.read_text().count("$ apt-get update") == 2


@posix
def test_without_the_right_to_install_the_commands_are_shown(
    dev: ModuleType, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.SetupError, match=r"As root:\n.*--add-architecture i386.*apt-get install .*wine32:i386"):
        dev.apt_install(["wine", "wine32:i386"])


@posix
def test_sudo_that_needs_a_password_and_has_no_terminal_is_no_way(
    dev: ModuleType, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(path, "sudo", "exit 1")
    with pytest.raises(dev.SetupError, match="may not install"):
        dev.as_root(["wine"])
    program(path, "sudo", "exit 0")
    assert dev.as_root(["wine"]) == ["sudo"]


def test_an_incomplete_environment_is_discarded(dev: ModuleType, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    (environment / "lib").mkdir(parents=True)
    (tmp_path / "discarded" / "earlier").mkdir(parents=True)
    dev.discard(environment)
    dev.discard(environment)
    assert list(tmp_path.iterdir()) == []


def test_a_check_that_fails_shows_what_it_says(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.content("good", [sys.executable, "-c", "print('chatter')"])
    assert not dev.content("bad", [sys.executable, "-c", "import sys; sys.exit('the complaint')"])
    shown = capsys.readouterr().out
    assert "chatter" not in shown
    assert "good ... ok" in shown
    assert "bad ... FAILED" in shown
    assert "the complaint" in shown
