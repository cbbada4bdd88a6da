"""What people meet who want to take part: the table of places in CONTRIBUTING, and GitHub's forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml", reason="it is among what the site is built with")

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT, ROOT / "core" / "probe32", ROOT / "app" / "probe32_app"]
FORMS = [path for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]
KINDS = {"markdown", "textarea", "input", "dropdown", "checkboxes"}


def named_places() -> Iterator[tuple[str, list[str]]]:
    """Each row of "Where a new thing belongs", with the names in its second column."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where a new thing belongs")[2]
    page = page.partition("\n## ")[0]
    for row in re.findall(r"^\| .* \|$", page, re.MULTILINE):
        what, where = row.strip("|").split("|")[:2]
        yield what.strip(), re.findall(r"`([\w./-]+)`", where)


def found(place: str, seen: list[Path]) -> Path | None:
    """What a row means: seen from the top level, the packages, beside a place named before, or somewhere in it."""
    beside = [each if each.is_dir() else each.parent for each in reversed(seen)]
    direct = (folder / place for folder in [*SOURCES, *beside] if (folder / place).exists())
    return next(direct, None) or next((each for folder in beside for each in folder.rglob(place)), None)


def test_the_places_for_new_things_exist() -> None:
    rows = list(named_places())
    assert sum(bool(places) for _, places in rows) > 50
    assert [f"{what}: there is no {place}" for what, places in rows for place in missing(places)] == []


def missing(names: list[str]) -> list[str]:
    """Names of files and folders that are not there; a name without a dot or a slash may be one of something else."""
    seen: list[Path] = []
    for name in names:
        seen += filter(None, [found(name, seen)])
    return [name for name in names if re.search(r"/|\.(py|md|toml|yml|wxs|sql)$", name) and not found(name, seen)]


def test_every_verb_is_explained() -> None:
    verbs = re.findall(r"^    python dev\.py (\w+)", (ROOT / "dev.py").read_text("utf-8"), re.MULTILINE)
    explained = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where")[0]
    assert [verb for verb in verbs if not re.search(rf"dev\.py {verb}\b|` / .*`{verb}`", explained)] == []


def form(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_shows(path: Path) -> None:
    """As GitHub's documentation has it: "Syntax for issue forms" and "Syntax for GitHub's form schema"."""
    content = form(path)
    assert set(content) <= {"name", "description", "title", "labels", "assignees", "projects", "type", "body"}
    assert content["name"]
    assert content["description"]
    fields = [each for each in content["body"] if each["type"] != "markdown"]
    assert fields
    assert len({each["id"] for each in fields}) == len(fields)
    assert len({each["attributes"]["label"] for each in fields}) == len(fields)
    for each in content["body"]:
        assert each["type"] in KINDS
        assert set(each) <= {"type", "id", "attributes", "validations"}
        assert re.fullmatch(r"[\w-]+", each.get("id", "x"))
        assert set(each.get("validations", {})) <= {"required"}
        assert each["type"] != "markdown" or each["attributes"]["value"].strip()
        assert all(isinstance(text, str) for text in each["attributes"].values())


def test_forms_have_names_of_their_own() -> None:
    names = [form(path)["name"] for path in FORMS]
    assert len(names) == len(set(names)) == 4


@pytest.mark.parametrize("name", ["load", "call", "window"])
def test_who_has_a_problem_is_asked_about_his_installation(name: str) -> None:
    asked = {
        each["attributes"].get("label"): each for each in form(ROOT / f".github/ISSUE_TEMPLATE/{name}.yml")["body"]
    }
    assert asked["probe32 doctor --self"]["validations"]["required"]


@pytest.mark.parametrize("name", ["load", "call"])
def test_nobody_is_asked_for_a_dll(name: str) -> None:
    assert "Don't attach the DLL unless its licence lets you pass it on" in (
        ROOT / f".github/ISSUE_TEMPLATE/{name}.yml"
    ).read_text("utf-8")
