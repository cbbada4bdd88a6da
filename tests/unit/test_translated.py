"""What a person reads goes through `tr`, and the template for translations holds all of it."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from probe32.resources import resource

APP = Path(__file__).resolve().parents[2] / "app" / "probe32_app"
LETTERS = re.compile(r"[A-Za-z]{2}")

METHODS = {
    "_make": (0, 3), "addAction": (0,), "addMenu": (0,), "addTab": (1,), "setAccessibleDescription": (0,),
    "setAccessibleName": (0,), "setEmptyLabel": (0,), "setIconText": (0,), "setInformativeText": (0,),
    "setPlaceholderText": (0,), "setStatusTip": (0,), "setText": (0,), "setToolTip": (0,), "setWhatsThis": (0,),
    "setWindowTitle": (0,), "show_message": (0, 1, 2, 4), "show_nothing": (0,),
}  # fmt: skip
FUNCTIONS = {
    "Message": (0, 1, 2), "QAction": (0,), "QCheckBox": (0,), "QMenu": (0,), "QPushButton": (0,), "QRadioButton": (0,),
    "label": (0,),
}  # fmt: skip
"""Calls whose arguments at these places are read by a person."""


@pytest.fixture(scope="module")
def extract() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_texts", resource("translations", "extract.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_template_is_complete(extract: ModuleType) -> None:
    kept = resource("translations", "probe32.ts").read_text("utf-8")
    assert kept == extract.template(extract.all_texts()), "renew it: python resources/translations/extract.py"


def test_what_is_shown_can_be_translated() -> None:
    found = [
        f"{file.relative_to(APP)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for file in sorted(APP.rglob("*.py"))
        for node in untranslated(ast.parse(file.read_text("utf-8")))
        if file.name != "tour.py"
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source, count",
    [
        ("box.setText('Open it')", 1),
        ("box.setText(tr('Open it'))", 0),
        ("box.setText(f'Open {name}')", 1),
        ("box.setText('a' if x else 'Open')", 1),
        ("label('1.5')", 0),
        ("label(f'{name}')", 0),
    ],
)
def test_the_search_finds_them(source: str, count: int) -> None:
    assert len(list(untranslated(ast.parse(source)))) == count


def untranslated(tree: ast.AST) -> Iterator[ast.expr]:
    """Literal words where a person would read them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            places: tuple[int, ...] = ()
            if isinstance(node.func, ast.Attribute):
                places = METHODS.get(node.func.attr, ())
            if isinstance(node.func, ast.Name):
                places = FUNCTIONS.get(node.func.id, ())
            for place in places:
                if place < len(node.args):
                    yield from (each for each in branches(node.args[place]) if has_words(each))


def branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    else:
        yield node


def has_words(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(has_words(each) for each in node.values if isinstance(each, ast.Constant))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LETTERS.search(node.value))
