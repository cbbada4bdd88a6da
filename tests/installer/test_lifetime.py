"""The life of an installation, on a machine of its own: each test goes on where the one before ended."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from windows_prefix import WindowsPrefix

FOLDER = "C:\\Programme für Labore\\Probe 32"
DLL_MENU = "SystemFileAssociations\\\\.dll\\\\shell\\\\Probe32"
HELP = "https://intranet.example.org/probe32"
FAILED = 1603 % 256
"""Windows Installer's code as a shell of this system sees it."""
SAMPLE = f"{FOLDER}\\lib\\probe32\\_resources\\sample\\sample.dll"

_WINDOWS_OWN = re.compile(r"CurrentVersion\\\\Installer\\\\|Classes\\\\Installer\\\\|DriverDateData")
"""Keys in which Windows Installer, and Wine, keep books of their own; what is of this product there has to be gone."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def before(windows: WindowsPrefix) -> tuple[set[str], set[str]]:
    """The files and the registry of the machine as it was; the folder for programs is the administrator's."""
    installed(windows).parent.mkdir()
    (windows.drive / "windows" / "Installer").mkdir()  # where Windows Installer keeps what it needs for repairs
    return windows.files(), windows.registry()


def installed(windows: WindowsPrefix) -> Path:
    return windows.drive / "Programme für Labore" / "Probe 32"


def probe32(windows: WindowsPrefix, *arguments: str) -> dict[str, object]:
    done = windows.run(f"{FOLDER}\\bin\\probe32.exe", *arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


def test_an_earlier_version_is_installed_silently_where_the_administrator_says(
    windows: WindowsPrefix, before: tuple[set[str], set[str]], earlier_msi: Path
) -> None:
    assert windows.msiexec("/i", str(earlier_msi), "/qn", f"INSTALLDIR={FOLDER}", "ADDTOPATH=1", "OPENWITH=1") == 0
    assert (installed(windows) / "lib" / "probe32" / "gone.py").is_file()
    assert "bin" in path_of(windows)
    assert any(DLL_MENU in each for each in windows.registry())


def path_of(windows: WindowsPrefix) -> str:
    windows.settle()
    key = 'Control\\\\Session Manager\\\\Environment] "PATH"'
    return next(each for each in windows.registry() if key in each)


def test_an_upgrade_goes_where_that_was_and_keeps_the_options(windows: WindowsPrefix, msi: Path, tree: Path) -> None:
    assert windows.msiexec("/i", str(msi), "/qn", "/norestart", "OPENWITH=0", f"ARPHELPLINK={HELP}") == 0
    for name in ("Probe32.exe", "lib/probe32-host/probe32-host.exe", "python/python313.dll"):
        assert (installed(windows) / name).read_bytes() == (tree / name).read_bytes()
    assert not (installed(windows) / "lib" / "probe32" / "gone.py").exists()
    assert path_of(windows).count("Probe 32") == 1
    assert not any(DLL_MENU in each for each in windows.registry())


def test_apps_and_features_tell_what_it_is(windows: WindowsPrefix) -> None:
    windows.settle()
    entry = [each for each in windows.registry() if "CurrentVersion\\\\Uninstall\\\\{" in each and "] " in each]
    said = dict(each.partition("] ")[2].split("=", 1) for each in entry)
    assert said['"DisplayName"'] == '"Probe32"'
    assert said['"DisplayVersion"'] == '"1.2.3"'
    assert said['"Publisher"'] == '"The Probe32 authors"'
    assert said['"Comments"'] == '"Explore and call 32-bit Windows DLLs"'
    assert said['"NoModify"'] == "dword:00000001"
    assert said['"HelpLink"'] == f'"{HELP}"'
    assert "Probe 32" in said['"InstallLocation"']
    assert any("ProductIcon" in each and "probe32.ico" in each for each in windows.registry())


def test_the_command_line_works_and_writes_nothing_into_the_installation(
    windows: WindowsPrefix, tmp_path: Path
) -> None:
    there = fingerprint(installed(windows))
    exports = probe32(windows, "exports", SAMPLE)["exports"]
    assert isinstance(exports, list)
    assert len(exports) > 60
    assert probe32(windows, "call", SAMPLE, "int add(int a, int b);", "1", "2")["result"] == 3
    project = f"Z:{tmp_path}/p.probe32".replace("/", "\\")
    probe32(windows, "new", SAMPLE, "-o", project, "--header", SAMPLE.replace(".dll", ".h"))
    probe32(windows, "export", project, "--out", f"Z:{tmp_path}".replace("/", "\\"))
    assert (tmp_path / "sample" / "my_client.py").is_file()
    long = tmp_path / "long.h"
    long.write_text("\n".join(f"struct s{at} {{ int a, b; double c[{at + 1}]; }};" for at in range(2400)), "utf-8")
    structs = probe32(windows, "header", f"Z:{long}".replace("/", "\\"))["structs"]
    assert isinstance(structs, list)
    assert len(structs) == 2400  # a process of its own has read them, a Python that is installed
    assert probe32(windows, "doctor", "--self")["well"] is True
    assert fingerprint(installed(windows)) == there


def fingerprint(folder: Path) -> set[tuple[str, int, int]]:
    """Every file and folder, with its size and when it was last written."""
    found = ((str(each), each.stat()) for each in folder.rglob("*"))
    return {(name, status.st_size, status.st_mtime_ns) for name, status in found}


def test_deleted_and_changed_files_are_repaired(windows: WindowsPrefix, msi: Path) -> None:
    gone, changed = (installed(windows) / "lib" / "probe32" / name for name in ("server32.py", "errors.py"))
    gone.unlink()
    content = changed.read_bytes()
    changed.write_bytes(b"no Python")
    assert windows.msiexec("/i", str(msi), "/qn", "REINSTALL=ALL") == 0
    assert gone.is_file()
    assert changed.read_bytes() == content


def test_a_downgrade_is_refused(windows: WindowsPrefix, earlier_msi: Path) -> None:
    assert windows.msiexec("/i", str(earlier_msi), "/qn") == FAILED
    assert not (installed(windows) / "lib" / "probe32" / "gone.py").exists()


def settings_of(windows: WindowsPrefix) -> Path:
    """The file with a user's settings, as a window leaves it behind."""
    (local,) = windows.drive.glob("users/*/AppData/Local")
    file = local / "probe32" / "probe32.ini"
    file.parent.mkdir(exist_ok=True)
    file.write_text("[General]\n", encoding="utf-8")
    return file


def test_nothing_is_left_when_it_is_uninstalled(
    windows: WindowsPrefix, before: tuple[set[str], set[str]], msi: Path
) -> None:
    settings_of(windows)
    assert windows.msiexec("/x", str(msi), "/qn") == 0
    windows.settle()
    files, registry = before
    assert windows.files() - files == set()
    assert {each for each in windows.registry() - registry if not _WINDOWS_OWN.search(each)} == set()
    assert files - windows.files() == set()
    assert not [each for each in windows.registry() if "probe32" in each.lower()]


def test_a_user_installs_it_for_himself_alone(windows: WindowsPrefix, earlier_msi: Path) -> None:
    # Windows takes ALLUSERS=2 MSIINSTALLPERUSER=1 for this, of which Wine knows the outcome only.
    assert windows.msiexec("/i", str(earlier_msi), "/qn", "ADDTOPATH=1", "OPENWITH=1", "ALLUSERS=") == 0
    windows.settle()
    user = next((windows.drive / "users").glob("*/AppData/Local/Programs/Probe32"))
    assert (user / "bin" / "probe32.exe").is_file()
    own = {each for each in windows.registry() if "probe32" in each.lower() and not _WINDOWS_OWN.search(each)}
    assert any('Environment] "PATH"' in each for each in own)
    assert any(DLL_MENU in each for each in own)
    assert {each.split()[0] for each in own if "\\\\Uninstall\\\\" not in each} == {"user.reg"}
    settings = settings_of(windows)
    assert windows.msiexec("/x", str(earlier_msi), "/qn", "KEEPSETTINGS=1", "ALLUSERS=") == 0
    windows.settle()
    assert not user.exists()
    assert settings.is_file()
    assert not [each for each in windows.registry() if "probe32" in each.lower()]
