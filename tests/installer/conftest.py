from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from installer.building import build
from installer.staging import stage
from windows_prefix import WindowsPrefix

MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)
VERSION, EARLIER = "1.2.3", "1.2.2"
_LARGE = ("clang", "PySide6", "numpy", "numpy.libs", "pyqtgraph", "pygments", "capstone")


class Signer(NamedTuple):
    """A certificate that nobody trusts, and the command that signs with it."""

    certificate: Path
    command: str


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """All that is built here is signed, so that what is installed and run is signed, too."""
    folder = tmp_path_factory.mktemp("signer")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    options = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Example Laboratory"]
    options += ["-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=digitalSignature"]
    command = ["openssl", "req", "-x509", *options, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    signing = f"osslsigncode sign -h sha256 -certs '{certificate}' -key '{key}' -in '{{file}}' -out '{{file}}.signed'"
    return Signer(certificate, f"sh -c \"{signing} && mv '{{file}}.signed' '{{file}}'\"")


@pytest.fixture(scope="session")
def tree(signer: Signer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staged tree, made as `python dev.py msi` makes it."""
    made = tmp_path_factory.mktemp("stage")
    stage(made, VERSION, lambda _: None, signer.command)
    return made


@pytest.fixture(scope="session")
def msi(tree: Path, signer: Signer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer."""
    made = tmp_path_factory.mktemp("msi") / f"Probe32-{VERSION}-x64.msi"
    build(tree, VERSION, MOMENT, made, signer.command)
    return made


@pytest.fixture(scope="session")
def earlier_tree(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an earlier version had: without the largest packages, and with a file that has gone since."""
    made = tmp_path_factory.mktemp("earlier") / "stage"
    shutil.copytree(tree, made, ignore=shutil.ignore_patterns(*_LARGE))
    (made / "lib" / "probe32" / "gone.py").write_text("", encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def earlier_msi(earlier_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installer of an earlier version."""
    made = tmp_path_factory.mktemp("msi") / f"Probe32-{EARLIER}-x64.msi"
    build(earlier_tree, EARLIER, MOMENT, made)
    return made


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowsPrefix]:
    """A machine with nothing installed."""
    made = WindowsPrefix(tmp_path_factory.mktemp("windows") / "prefix")
    yield made
    made.close()
