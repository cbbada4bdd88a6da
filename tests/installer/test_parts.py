"""What is built in, and that nothing else gets in."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from installer import parts
from installer.__main__ import MOST_INSTALLED, MOST_PACKED
from installer.authenticity import check_signatures
from installer.building import build, product_code
from installer.errors import BuildError
from installer.stamping import stamp
from installer.winget import write_manifests

from probe32 import pe

ROOT = Path(__file__).resolve().parents[2]


def pins(lock: Path) -> dict[str, tuple[str, set[str]]]:
    """Names with their release and their hashes."""
    text = lock.read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)==(\S+).*?\\\n((?: +--hash=\S+(?: \\)?\n?)+)", text, re.MULTILINE)
    return {name: (release, set(re.findall(r"sha256:\w+", hashes))) for name, release, hashes in found}


def test_the_packages_are_those_that_the_project_is_tested_with() -> None:
    installed = pins(parts.WHEELS_LOCK)
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(installed) > 10
    for name, (release, hashes) in installed.items():
        assert f"\n{name}=={release} " in text, name
        assert all(each in text for each in hashes), name


def test_it_stays_within_its_budgets(tree: Path, msi: Path) -> None:
    assert msi.stat().st_size < MOST_PACKED
    assert sum(each.stat().st_size for each in tree.rglob("*") if each.is_file()) < MOST_INSTALLED


def test_the_pythons_bear_the_signature_of_their_makers(tree: Path, tmp_path: Path) -> None:
    check_signatures(tree)
    for name in ("python/python.exe", "python/pythonw.exe", "python/python313.dll"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tree / name, tmp_path / name)
    changed = tmp_path / "python" / "pythonw.exe"
    content = bytearray(changed.read_bytes())
    content[5000] ^= 1
    changed.write_bytes(content)
    with pytest.raises(BuildError, match=r"pythonw\.exe does not bear the signature of the Python Software Foundation"):
        check_signatures(tmp_path)


def test_the_programs_tell_windows_what_they_are(tree: Path) -> None:
    for name, console in (("Probe32.exe", False), ("bin/probe32.exe", True)):
        image = pe.read_image(tree / name)
        assert image.version["ProductName"] == "Probe32"
        assert image.version["FileVersion"] == "1.2.3"
        assert image.bitness == 64
        assert ("console" in image.subsystem) is console
        assert {each.dll.lower() for each in image.imports} <= {"kernel32.dll", "user32.dll", "shell32.dll"}


def test_every_part_is_listed_with_its_licence(tree: Path) -> None:
    document = json.loads((tree / "sbom.cdx.json").read_text(encoding="utf-8"))
    named = {each["name"] for each in document["components"]}
    assert {"PySide6_Essentials", "Qt", "CPython (32-bit)", "CPython (64-bit)", "numpy", "comtypes"} <= named
    assert {each.name.removesuffix(".whl") for each in parts.wheels()} == {
        each["properties"][0]["value"].removesuffix(".whl")
        for each in document["components"]
        if each["properties"][0]["value"].endswith(".whl")
    }
    for each in document["components"]:
        assert each["licenses"]
        assert each["version"] in each["purl"]
        assert re.fullmatch("[0-9a-f]{64}", each["hashes"][0]["content"])
    (dependencies,) = document["dependencies"]
    assert set(dependencies["dependsOn"]) == {each["bom-ref"] for each in document["components"]}
    listing = (tree / "licences" / "README.txt").read_text(encoding="utf-8")
    assert all(each in listing for each in named)
    assert (tree / "licences" / "LGPL-3.0.txt").is_file()


def test_the_same_parts_give_the_same_bytes(earlier_tree: Path, tmp_path: Path) -> None:
    small, same = tmp_path / "tree", tmp_path / "another folder" / "tree"  # the quicker for being small
    shutil.copytree(earlier_tree, small, ignore=shutil.ignore_patterns("probe32-host", "python", "probe32_app"))
    shutil.copytree(small, same)
    moment = datetime(2026, 1, 2, tzinfo=timezone.utc)
    one, other, later = (tmp_path / f"{name}.msi" for name in ("one", "other", "later"))
    build(small, "1.2.3", moment, one)
    build(same, "1.2.3", moment, other)
    assert one.read_bytes() == other.read_bytes()
    stamp(other, UUID(int=1), moment + timedelta(days=1))
    assert one.read_bytes() != other.read_bytes()
    later.write_bytes(b"nothing")
    with pytest.raises(BuildError, match="no summary information"):
        stamp(later, UUID(int=1), moment)


def test_winget_finds_the_release(msi: Path, tmp_path: Path) -> None:
    installer, locale, version = write_manifests(msi, "1.2.3", "https://example.org/p.msi", tmp_path)
    text = installer.read_text(encoding="utf-8")
    assert 'InstallerSha256: "' in text
    assert 'PackageVersion: "1.2.3"' in text
    assert text.count("ProductCode: ") == 2
    assert product_code("1.2.3") in text
    assert "ManifestType" in version.read_text(encoding="utf-8")
    assert "PackageLocale" in locale.read_text(encoding="utf-8")
