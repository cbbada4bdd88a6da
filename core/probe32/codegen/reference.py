"""A reference of a DLL as Markdown and as an HTML page of its own: functions, structs with their layout, constants."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ..abi.render import c_type
from ..abi.signatures import Direction, Parameter, Signature
from ..abi.types import Struct, Void, resolve
from ..memory_layout import PADDING, Block, Strip, strips_of
from ..project.document import Example
from .described import Described, Description
from .rendering import html_text, template_text

_WIDE = 8
"""Bytes in a line of a drawn struct."""
_LARGEST = 512
"""Bytes up to which a struct is drawn; of a larger one the table of its members says all."""
_WORDS = {Direction.IN: "in", Direction.OUT: "out", Direction.INOUT: "in and out"}


@dataclass(frozen=True)
class Cell:
    """A part of a line of a drawn struct: `bytes` of it wide; `padding` belongs to no member."""

    text: str
    bytes: int
    padding: bool
    more: bool = False
    """Whether it goes on in the next line."""


def render_markdown(described: Description) -> str:
    """The reference as Markdown."""
    return template_text("reference.md", _values(described) | {"cell": _markdown_cell, "code": _code})


def render_html(described: Description) -> str:
    """The reference as one HTML page that needs no other file, for screens, dark ones too, and for paper."""
    return html_text("reference.html", _values(described))


def _values(described: Description) -> dict[str, object]:
    types = described.types
    structs = [each for each in types.structs if each.name]
    return {
        "dll": described.project.dll,
        "notes": described.project.notes.strip(),
        "functions": [_function(each) for each in described.functions],
        "structs": [_struct(each) for each in structs],
        "enums": [each for each in types.enums if each.name],
        "typedefs": [(each.name, c_type(each.target)) for each in types.typedefs if c_type(each.target) != each.name],
        "constants": [(name, json.dumps(value, ensure_ascii=False)) for name, value in types.constants.items()],
    }


def _function(each: Described) -> dict[str, object]:
    signature = each.signature
    return {
        "name": each.name,
        "anchor": f"function-{each.export.lstrip('#')}-{each.name}",
        "export": "" if each.export == each.name else each.export,
        "prototype": each.prototype,
        "comment": signature.comment.strip(),
        "convention": signature.convention.keyword,
        "stack_bytes": signature.stack_bytes,
        "parameters": _parameters(signature),
        "result": "" if isinstance(resolve(signature.result), Void) else c_type(signature.result),
        "freed_by": signature.freed_by,
        "notes": each.function.notes.strip(),
        "examples": [_example(each, example) for example in each.function.examples],
    }


def _parameters(signature: Signature) -> list[dict[str, str]]:
    """The parameters, where the prototype does not say all about them at a glance."""
    found = [_parameter(each) for each in signature.parameters]
    plain = all(each["direction"] == "in" and not each["size"] and not each["about"] for each in found)
    return [] if plain else found


def _parameter(parameter: Parameter) -> dict[str, str]:
    size = parameter.size
    return {
        "name": parameter.name,
        "type": c_type(parameter.type),
        "direction": _WORDS[parameter.direction],
        "size": "" if size is None else f"{size.text} {'bytes' if size.in_bytes else 'elements'}",
        "about": ", ".join(
            filter(None, ("may be null" * parameter.nullable, parameter.freed_by and f"freed by {parameter.freed_by}"))
        ),
    }


def _example(each: Described, example: Example) -> str:
    """A call on a line or two: `divide(17, 5) = 1, quotient = 3`."""
    given = ", ".join(map(_json, example.arguments))
    gave = [] if isinstance(resolve(each.signature.result), Void) else [_json(example.result)]
    gave += [f"{name} = {_json(value)}" for name, value in example.outputs.items()]
    if example.last_error:
        gave.append(f"last error {example.last_error}")
    return f"{each.name}({given})" + (f" → {', '.join(gave)}" if gave else "")


def _json(value: object) -> str:
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in ("hex", "pointer", "float", "int"):
        return str(next(iter(value.values())))
    return json.dumps(value, ensure_ascii=False)


def _struct(of: Struct) -> dict[str, object]:
    strips = strips_of(of)
    return {
        "name": of.name,
        "keyword": "union" if of.union else "struct",
        "size": of.size,
        "align": of.align,
        "rows": [_row(block) for strip in strips for block in strip.blocks],
        "drawn": [(strip.title, _drawn(strip)) for strip in strips] if of.size <= _LARGEST else [],
    }


def _row(block: Block) -> dict[str, str]:
    padding = block.row == PADDING
    offset = str(block.start // 8) + (f" bit {block.start % 8}" if block.is_bits or block.start % 8 else "")
    name = "(padding)" if padding else block.label
    return {"offset": offset, "size": block.size_text, "type": block.type, "name": name}


def _drawn(strip: Strip) -> list[tuple[int, list[Cell]]]:
    """The lines of a strip: the offset of the first byte, and its cells."""
    lines: list[tuple[int, list[Cell]]] = []
    for start, end, text, padding in _by_bytes(strip):
        at = start
        while at < end:
            stop = min(end, (at // _WIDE + 1) * _WIDE)
            if at % _WIDE == 0 or not lines:
                lines.append((at, []))
            lines[-1][1].append(Cell(text if at == start else "", stop - at, padding, stop < end))
            at = stop
    return lines


def _by_bytes(strip: Strip) -> list[tuple[int, int, str, bool]]:
    """Stretches of whole bytes; bit-fields that share bytes are one stretch."""
    found: list[tuple[int, int, str, bool]] = []
    for block in strip.blocks:
        start, end = block.start // 8, -(-block.end // 8)
        width = f":{block.end - block.start}" if block.is_bits else ""
        text = "" if block.row == PADDING else f"{block.label}{width}"
        if found and start < found[-1][1]:
            before = found.pop()
            text = " ".join(filter(None, (before[2], text)))
            found.append((before[0], max(end, before[1]), text, before[3] and not text))
        else:
            found.append((start, end, text, block.row == PADDING))
    return found


def _markdown_cell(text: object) -> str:
    """Text for a cell of a table, with nothing in it that Markdown or HTML take for their own."""
    found = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    found = re.sub(r"([\\`*\[\]|#])", r"\\\1", found)
    found = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", found)  # within a word it means itself
    return found.replace("\n", "<br>")


def _code(text: object) -> str:
    """Text as code within a line."""
    found = str(text).replace("|", "\\|").replace("\n", " ")
    ticks = "`" * (max((len(run) for run in _runs(found)), default=0) + 1)
    return f"{ticks} {found} {ticks}" if "`" in found else f"`{found}`" if found else ""


def _runs(text: str) -> list[str]:
    return [each for each in "".join(c if c == "`" else " " for c in text).split(" ") if each]
