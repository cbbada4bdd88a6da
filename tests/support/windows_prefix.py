"""A fresh Windows to install into: a Wine prefix of its own, as Windows 10; what is in it, and programs run in it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

_TIMEOUT_S = 300
_SEPARATORS = re.compile(r';+(?=[;"])')
_NOT_OF_WINDOWS = "msvcp140,msvcp140_1,msvcp140_2,vcruntime140,vcruntime140_1=n"
"""Wine has a runtime of Visual C++ of its own, a fresh Windows has none."""


class WindowsPrefix:
    """A Wine prefix in the folder `home`; `close` ends what runs in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.drive = home / "drive_c"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("WINE", "PROBE32", "PYTHON"))},
            "WINEPREFIX": str(home),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": f"mscoree=d;mshtml=d;winemenubuilder.exe=d;winedbg.exe=d;{_NOT_OF_WINDOWS}",
        }
        self.run("wineboot", "--init")
        self.run("winecfg", "-v", "win10")
        self.settle()

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program with pipes for its streams, which a Windows Python under Wine needs."""
        words = command if command[0] in ("wineboot", "winecfg", "wineserver") else ("wine", *command)
        return subprocess.run(
            words,
            env={**self._environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT_S,
            check=False,
        )

    def msiexec(self, *words: str) -> int:
        """Run Windows Installer; its exit code as a shell sees it, 0 when all went well."""
        return self.run("msiexec", *words).returncode

    def settle(self) -> None:
        """Wait until nothing runs any more; then the registry is in its files."""
        self.run("wineserver", "--wait")

    def files(self) -> set[str]:
        """All files and folders of drive C, but for folders of temporary files."""
        found = (path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*"))
        return {each for each in found if "/Temp/" not in f"/{each}/" and "/temp/" not in f"/{each}/"}

    def registry(self) -> set[str]:
        """All keys and values, `[key] name=value`; dates left out."""
        return {each for name in ("system.reg", "user.reg") for each in _values(self.home / name)}

    def close(self) -> None:
        """End every program in the prefix."""
        self.run("wineserver", "--kill")


def _values(file: Path) -> Iterator[str]:
    key = ""
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("["):
            key = line[: line.rindex("]") + 1]
            yield f"{file.name} {key}"
        elif line.startswith(('"', "@")):
            # Wine leaves the separator behind when it takes an entry out of PATH.
            yield f"{file.name} {key} {_SEPARATORS.sub('', line)}"
