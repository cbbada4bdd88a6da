"""32-bit DLLs of other people, as they come in Windows wheels from PyPI, and in Debian's packages.

The wheels are pinned by their hashes and fetched once, into `.dev/third-party`; Debian's packages are among those that
`dev.py` installs.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MINGW = Path("/usr/i686-w64-mingw32")
ZLIB = MINGW / "lib" / "zlib1.dll"
ZLIB_HEADERS = MINGW / "include"
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


class Wheel(NamedTuple):
    """A release that carries the file `dll`; `sha256` is that of the wheel."""

    requirement: str
    sha256: str
    dll: str


WHEELS = (
    Wheel(
        "freetype-py==2.1.0.post1",
        "d179759b245bb01f5603acd071aea99d97d993a28c4e71fdc4bd7530c49931f9",
        "freetype/libfreetype.dll",
    ),
    Wheel(
        "libusb-package==1.0.30.0",
        "79728146e1f01e525786900b2ccd8298a8eca53cd94b37fb0885e56aa6f9d60a",
        "libusb_package/libusb-1.0.dll",
    ),
    Wheel(
        "pylibdmtx==0.1.10",
        "2adb8dd71bd138159f6433dafd8eec7420eef97aaf8e51cf0f4fdd976f109962",
        "pylibdmtx/libdmtx-32.dll",
    ),
    Wheel(
        "pymediainfo==7.0.1",
        "01bcaf82b72cefbf4b96f13b2547e1b2e0e734bab7173d7c33f7f01acc07c98b",
        "pymediainfo/MediaInfo.dll",
    ),
    Wheel(
        "pysdl2-dll==2.32.10",
        "881e2362fbe5c8d7129fa66f690380bbd0240d9d2cb1bc5612856be1e58e9261",
        "sdl2dll/dll/SDL2.dll",
    ),
    Wheel(
        "soundfile==0.14.0",
        "0a6ae43c50c71b4e020cc55382925cb89451c1ed1a0c3d0f5d802da269226849",
        "_soundfile_data/libsndfile_x86.dll",
    ),
)


class UnavailableError(Exception):
    """The package index cannot be reached."""


def dlls() -> dict[str, Path]:
    """The DLLs of the wheels, by their file names; they are downloaded when that was not done before.

    `UnavailableError`: they can't be.
    """
    pinned = "".join(f"{each.requirement} --hash=sha256:{each.sha256}\n" for each in WHEELS)
    folder = ROOT / ".dev" / "third-party" / hashlib.sha256(pinned.encode()).hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as made:
            whole = Path(made) / "whole"
            whole.mkdir()
            for wheel in _download(Path(made), pinned):
                _unpack(wheel, whole)
            whole.rename(folder)
    return {each.name: each for each in folder.iterdir()}


def _download(folder: Path, pinned: str) -> list[Path]:
    """Let pip, configured as it is here, fetch the wheels and check their hashes."""
    requirements = folder / "requirements.txt"
    requirements.write_text(pinned, "utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--platform", "win32"]
    command = [sys.executable, "-m", "pip", "download", *options, "--require-hashes"]
    done = subprocess.run(
        [*command, "--dest", str(folder), "--requirement", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DO NOT MATCH THE HASHES" not in done.stderr, done.stderr
    if done.returncode:
        raise UnavailableError(f"pip cannot download the wheels: {done.stderr.strip()[-300:]}")
    return sorted(folder.glob("*.whl"))


def _unpack(wheel: Path, folder: Path) -> None:
    members = {each.dll for each in WHEELS}
    with zipfile.ZipFile(wheel) as archive:
        for name in members.intersection(archive.namelist()):
            (folder / Path(name).name).write_bytes(archive.read(name))
