"""Every public name is described: what the pages of docs/reference/python name, and all that is public in it."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

griffe: Any = pytest.importorskip("griffe", reason="it is among what the site is built with")
ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "reference" / "python").glob("*.md"))
NAMED = [name for page in PAGES for name in re.findall(r"^::: (\S+)", page.read_text("utf-8"), re.MULTILINE)]


@pytest.fixture(scope="module")
def public() -> dict[str, Any]:
    """What is public, by its path: griffe's objects, which it reads from the source."""
    loader = griffe.GriffeLoader(search_paths=[ROOT / "core"], allow_inspection=False)
    loader.load("probe32")
    loader.resolve_aliases(external=False)
    found = (each for name in NAMED for each in _with_members(_target(loader.modules_collection[name])))
    return {each.canonical_path: each for each in found}


def _target(of: Any) -> Any:
    return of.final_target if of.is_alias else of


def _with_members(of: Any) -> Iterator[Any]:
    yield of
    if of.is_module or of.is_class:
        members = of.all_members if of.is_class else of.members
        for name, each in members.items():
            if not name.startswith("_") and (of.is_class or not each.is_alias):
                yield from _with_members(_target(each))


def _text(of: Any) -> str:
    return of.docstring.value if of.docstring else ""


def _described(of: Any) -> bool:
    """By a text of its own; a field, a constant or a member of an enumeration also by one of its class or a base."""
    if _text(of) or not of.is_attribute:
        return bool(_text(of))
    classes = [of.parent, *of.parent.mro()] if of.parent.is_class else []
    return any(re.search(rf"`{of.name}\b", _text(each)) for each in classes)


def test_every_public_name_is_described(public: dict[str, Any]) -> None:
    assert len(public) > 600
    assert [path for path, each in public.items() if not _described(each)] == []


def test_every_error_that_a_function_raises_itself_is_named(public: dict[str, Any]) -> None:
    silent = {}
    for path, each in public.items():
        makes = each.members.get("__init__") if each.is_class else each
        if makes is not None and makes.is_function and (unnamed := _raised(makes) - _words(_text(each))):
            silent[path] = unnamed
    assert silent == {}


def _raised(function: Any) -> set[str]:
    """The classes of errors that stand behind `raise` in its source."""
    raises = (each.exc for each in ast.walk(ast.parse(textwrap.dedent(function.source))) if isinstance(each, ast.Raise))
    names = {ast.unparse(each.func).rpartition(".")[2] for each in raises if isinstance(each, ast.Call)}
    return {name for name in names if name.endswith("Error")}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_every_parameter_of_a_function_is_named(public: dict[str, Any]) -> None:
    functions = {path: each for path, each in public.items() if each.is_function}
    unnamed = {path: _parameters(each) - _words(_text(each)) for path, each in functions.items()}
    assert {path: names for path, names in unnamed.items() if names} == {}


def _parameters(function: Any) -> set[str]:
    return {each.name for each in function.parameters} - {"self", "cls"}
