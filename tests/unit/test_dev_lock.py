"""requirements.lock is complete, covered by hashes, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = [entry for entry in LOCK.replace("\\\n", " ").splitlines() if entry and not entry.startswith("#")]
PLATFORMS = ("linux", "win32")
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")


def pinned(platform: str, python: str, patch: str = ".5") -> dict[str, str]:
    """The version of every package for one platform and Python."""
    where = {"sys_platform": platform, "python_version": python, "python_full_version": f"{python}{patch}"}
    found: dict[str, str] = {}
    for entry in ENTRIES:
        requirement = Requirement(entry.partition(" --hash")[0])
        if requirement.marker is None or requirement.marker.evaluate(where):
            name = canonicalize_name(requirement.name)
            assert name not in found, f"{name} is pinned twice for Python {python} on {platform}"
            found[name] = str(requirement.specifier).removeprefix("==")
    return found


def asked(platform: str, python: str) -> Iterator[Requirement]:
    """What pyproject.toml asks for, build and extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    where = {"sys_platform": platform, "python_version": python, "python_full_version": f"{python}.5"}
    for text in (*project["build-system"]["requires"], *project["project"]["dependencies"], *chain(*extras)):
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(where):
            yield requirement


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split()[0])
def test_every_entry_is_one_version_with_hashes(entry: str) -> None:
    requirement, *hashes = entry.split(" --hash=")
    assert re.match(r"[a-z0-9-]+==[^ ]+( ; .*)?$", requirement.strip())
    assert hashes
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in hashes)


def test_no_index_is_named() -> None:
    assert "://" not in LOCK
    assert "--index-url" not in LOCK
    assert "--find-links" not in LOCK


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_it_satisfies_what_the_project_asks_for(platform: str, python: str) -> None:
    versions = pinned(platform, python)
    for requirement in asked(platform, python):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"renew the lock: {name} is missing for Python {python} on {platform}"
        assert requirement.specifier.contains(versions[name], prereleases=True), f"renew the lock: {requirement}"


def test_qt_is_the_last_that_runs_on_older_windows_10() -> None:
    assert {pinned("win32", python)["pyside6-essentials"] for python in PYTHONS[:-1]} == {"6.9.3"}
    assert pinned("win32", "3.14")["pyside6-essentials"] != "6.9.3"


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="not in the environment that dev.py makes")
def test_what_is_installed_is_what_is_pinned() -> None:
    major, minor, patch = sys.version_info[:3]
    versions = pinned(sys.platform, f"{major}.{minor}", f".{patch}")
    assert {name: version(name) for name in versions} == versions
