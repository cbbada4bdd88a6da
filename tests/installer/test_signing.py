"""What Probe32 makes itself is signed when a release is: the programs before they are packed, then the MSI."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from installer.building import build
from installer.errors import BuildError
from installer.signing import sign

from probe32 import pe

from .conftest import MOMENT, Signer

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "sample.dll"
OWN = {"Probe32.exe", "bin/probe32.exe", "lib/probe32-host/probe32-host.exe"}


def signers(file: Path) -> set[str]:
    """Who signed a program, of signatures that hold."""
    found = pe.read_details(file).signing.signatures
    return {each.signer.name for each in found if each.intact and each.signer}


def test_every_program_that_is_installed_is_signed(tree: Path) -> None:
    programs = {each.relative_to(tree).as_posix(): signers(each) for each in tree.rglob("*.exe")}
    assert {path for path, names in programs.items() if names == {"Example Laboratory"}} == OWN
    assert all(programs.values()), programs


def test_windows_own_rules_find_the_signatures_good(tree: Path, msi: Path, signer: Signer) -> None:
    for file in (msi, *(tree / each for each in OWN)):
        command = ["osslsigncode", "verify", "-CAfile", str(signer.certificate), "-in", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{file}: {done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    "command, said",
    [
        ("sh -c 'echo no token; exit 3'", r"The signing command ended with 3 for it\.exe:\nno token"),
        ("true", r"ended well, but it\.exe bears no signature: it has to sign \{file\} in its place"),
        ("no-such-signer {file}", r"The signing command can't be started: no-such-signer: No such file"),
    ],
)
def test_a_command_that_does_not_sign_is_an_error(tmp_path: Path, command: str, said: str) -> None:
    file = tmp_path / "it.exe"
    shutil.copyfile(SAMPLE, file)
    with pytest.raises(BuildError, match=said):
        sign(command, file)


def test_no_installer_comes_out_that_is_not_signed(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "lib" / "probe32" / "_resources" / "icons").mkdir(parents=True)
    (tree / "lib" / "probe32" / "_resources" / "icons" / "probe32.ico").write_bytes(b"icon")
    target = tmp_path / "p.msi"
    with pytest.raises(BuildError, match=r"ended with 1 for p\.msi"):
        build(tree, "1.2.3", MOMENT, target, "false")
    assert not target.exists()
    build(tree, "1.2.3", MOMENT, target)
    assert target.stat().st_size > 10_000
