"""Makes `probe32.ts`, the template for translations: `python extract.py [FILE]`, by default beside this file.

For a language of its own copy the template to `probe32_de.ts`, fill it in with Qt Linguist (`pyside6-linguist`), and
make `probe32_de.qm` of it with `pyside6-lrelease probe32_de.ts`; the settings offer every `.qm` that lies here.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "app" / "probe32_app"
CONTEXT = "probe32"
_PLAIN, _COUNTED = ("tr", "marked"), "tr_count"


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate; `one` is its form for a count of 1, "" when it counts nothing."""

    source: str
    one: str = ""


def texts(source: str) -> Iterator[Text]:
    """The texts of a module. `ValueError`: one is no literal, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _PLAIN and node.args:
                yield from (Text(each) for each in _literals(node.args[0]))
            if node.func.id == _COUNTED:
                yield Text(_literal(node.args[1]), _literal(node.args[0]))


def all_texts(folder: Path = SOURCE) -> list[Text]:
    """The texts of all modules, sorted, each once. `ValueError`: as `texts`, with the file."""
    found: set[Text] = set()
    for file in sorted(folder.rglob("*.py")):
        try:
            found.update(texts(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(f"{file.name}, {error}") from None
    return sorted(found)


def template(found: list[Text]) -> str:
    """The file for Qt Linguist."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" sourcelanguage="en">']
    lines += ["<context>", f"    <name>{CONTEXT}</name>", *(_message(each) for each in found), "</context>", "</TS>"]
    return "\n".join(lines) + "\n"


_TOLD = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


def _literals(node: ast.expr) -> Iterator[str]:
    """The text, or both of a choice; nothing for what is looked up at run time, which was `marked` where it is
    written.
    """
    if isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))
    elif not isinstance(node, _TOLD):
        yield _literal(node)


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(f"line {node.lineno}: a text to translate must be a literal, without an f")


def _message(text: Text) -> str:
    numerus = ' numerus="yes"' if text.one else ""
    comment = f"        <comment>{escape(text.one)}</comment>\n" if text.one else ""
    empty = "<numerusform></numerusform>" if text.one else ""
    return (
        f"    <message{numerus}>\n        <source>{escape(text.source)}</source>\n{comment}"
        f'        <translation type="unfinished">{empty}</translation>\n    </message>'
    )


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "probe32.ts"
    target.write_text(template(all_texts()), encoding="utf-8")
