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

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app" / "probe32_app"
TRANSLATIONS = ROOT / "resources" / "translations"
LETTERS = re.compile(r"[A-Za-z]{2}")

METHODS = {
    "_make": (0, 3), "addAction": (0,), "addMenu": (0,), "addSection": (0,), "addTab": (1,), "confirm": (0,),
    "edit": (0,), "record": (0,), "setAccessibleDescription": (0,), "setAccessibleName": (0,), "setEmptyLabel": (0,),
    "setHeaderLabels": (0,), "setIconText": (0,), "setInformativeText": (0,), "setNameFilters": (0,),
    "setPlaceholderText": (0,), "setStatusTip": (0,), "setText": (0,), "setToolTip": (0,), "setWhatsThis": (0,),
    "setWindowTitle": (0,), "set_up": (2,), "show_message": (0,), "show_note": (0,), "show_nothing": (0,),
    "show_problem": (0, 2),
}  # fmt: skip
FUNCTIONS = {
    "Message": (0, 1, 2), "Offer": (1,), "PreviewGroup": (0, 1), "QAction": (0,), "QCheckBox": (0,),
    "QFileDialog": (1,), "QMenu": (0,), "QPushButton": (0,), "QRadioButton": (0,), "QToolBar": (0,),
    "flat_button": (0,), "folder_dialog": (1,), "label": (0,), "open_file_dialog": (1, 3),
    "save_file_dialog": (2, 3), "switch": (0, 1, 2), "text_button": (0, 1),
}  # fmt: skip
"""Calls whose arguments at these places are read by a person."""
WRAPPERS = ("tr", "tr_count", "marked")
HEADING = re.compile(r"_?[A-Z_]*(HEADERS|HEADINGS|TIPS|TITLES|WORDS|LABELS)")
"""Names of constants that hold what a person reads."""
SENTENCE = re.compile(r"[A-Z].*\s[a-z]{2,}\b", re.DOTALL)
"""What begins like a sentence, and has a word in small letters."""
LOGGING = ("debug", "info", "warning", "error", "exception")
NOT_SHOWN = ("__main__.py", "tour.py")
"""What only a terminal shows."""
WRITTEN = {"The sweep {}: {} points."}
"""Sentences that go into files."""


@pytest.fixture(scope="module")
def extract() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("extract_texts", TRANSLATIONS / "extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_the_template_is_complete(extract: ModuleType) -> None:
    kept = (TRANSLATIONS / "probe32.ts").read_text("utf-8")
    assert kept == extract.template(extract.all_texts()), "renew it: python resources/translations/extract.py"


def test_what_is_shown_can_be_translated() -> None:
    found = [
        f"{file.relative_to(APP)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for file in sorted(APP.rglob("*.py"))
        if file.name not in NOT_SHOWN
        for node in all_untranslated(ast.parse(file.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


def all_untranslated(tree: ast.Module) -> list[ast.expr]:
    """Each literal once."""
    return list(dict.fromkeys([*untranslated(tree), *untranslated_headings(tree), *untranslated_sentences(tree)]))


@pytest.mark.parametrize(
    "source, count",
    [
        ("box.setText('Open it')", 1),
        ("box.setText(tr('Open it'))", 0),
        ("box.setText(f'Open {name}')", 1),
        ("box.setText('a' if x else 'Open')", 1),
        ("label('1.5')", 0),
        ("label(f'{name}')", 0),
        ("tree.setHeaderLabels(['Name', tr('Size'), 'Type'])", 2),
        ("session.edit(f'change of {name}', place)", 1),
        ("_HEADERS = ('Name', marked('Size'), '#')", 1),
        ("_TIPS: dict[str, str] = {'in': 'given', 'out': marked('taken')}", 1),
        ("class A:\n    titles = 1\n    TITLES = ['name']", 1),
        ("_TOKENS = {'ready': 'success'}", 0),
        ("return 'Nothing is there'", 1),
        ("return f'Nothing is in {place}'", 1),
        ("return tr('Nothing is there')", 0),
        ("def f():\n    'Nothing is there.'", 0),
        ("_LOG.error('A defect: %s', error)", 0),
        ("keys = 'Ctrl+Shift+Z', 'int __cdecl name', 'Return'", 0),
    ],
)
def test_the_search_finds_them(source: str, count: int) -> None:
    assert len(all_untranslated(ast.parse(source))) == count


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


def untranslated_headings(tree: ast.AST) -> Iterator[ast.expr]:
    """Words in constants that are named as headings are."""
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(each, ast.Name) and HEADING.fullmatch(each.id) for each in targets):
            assert isinstance(node, (ast.Assign, ast.AnnAssign))
            if node.value is not None:
                yield from (each for each in branches(node.value) if has_words(each))


def untranslated_sentences(tree: ast.AST) -> Iterator[ast.expr]:
    """Literals that read like a sentence, wherever they stand; no docstrings, and nothing that is logged."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.Constant, ast.JoinedStr)):
            text = plain(node)
            if SENTENCE.match(text) and text not in WRITTEN:
                yield node
        elif not is_docstring(node) and not is_wrapped(node):
            yield from untranslated_sentences(node)


def plain(node: ast.Constant | ast.JoinedStr) -> str:
    """The text with `{}` for what is filled in; "" for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(plain(each) if isinstance(each, ast.Constant) else "{}" for each in node.values)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_wrapped(node: ast.AST) -> bool:
    """Whether this call translates its texts, or logs them."""
    if not isinstance(node, ast.Call):
        return False
    of = node.func
    logs = (
        isinstance(of, ast.Attribute)
        and of.attr in LOGGING
        and isinstance(of.value, ast.Name)
        and of.value.id == "_LOG"
    )
    return logs or (isinstance(of, ast.Name) and of.id in WRAPPERS)


def branches(node: ast.expr) -> Iterator[ast.expr]:
    """What a choice, a list or a dictionary (its values) holds; else the expression itself."""
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    elif isinstance(node, (ast.List, ast.Tuple)):
        for each in node.elts:
            yield from branches(each)
    elif isinstance(node, ast.Dict):
        for each in node.values:
            yield from branches(each)
    else:
        yield node


def has_words(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(has_words(each) for each in node.values if isinstance(each, ast.Constant))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LETTERS.search(node.value))
