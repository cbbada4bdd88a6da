"""Documents as the text of JSON files, which version control and people can read."""

from __future__ import annotations

import json
import re

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def text_of(document: object, width: int = 0) -> str:
    """The text of a document: indented, in the order of its keys, readable by UTF-8 whatever texts are in it.

    With a `width`, what fits on a line of so many columns stands on one, and numbers of a long list share lines.
    """
    text = "\n".join(_folded(document, "", "", width)) if width else json.dumps(document, indent=2, ensure_ascii=False)
    text += "\n"
    # File names that are no UTF-8 arrive with lone surrogates (PEP 383), and so does text of Windows' that is no
    # UTF-16; UTF-8 cannot hold them, JSON's escapes can.
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _folded(value: object, margin: str, head: str, width: int) -> list[str]:
    """The lines of a value behind `head`, which is a key, or ""."""
    flat = f"{margin}{head}{json.dumps(value, ensure_ascii=False)}"
    if len(flat) < width or not isinstance(value, (dict, list)) or not value:
        return [flat]
    inner = f"{margin}  "
    if isinstance(value, dict):
        items = [_folded(each, inner, f"{json.dumps(key, ensure_ascii=False)}: ", width) for key, each in value.items()]
        return [f"{margin}{head}{{", *_joined(items), f"{margin}}}"]
    if any(isinstance(each, (dict, list)) for each in value):
        items = [_folded(each, inner, "", width) for each in value]
    else:
        words = json.dumps(value, ensure_ascii=False, separators=("\n", ": "))[1:-1].split("\n")
        items = _filled(words, inner, width)
    return [f"{margin}{head}[", *_joined(items), f"{margin}]"]


def _joined(items: list[list[str]]) -> list[str]:
    """The lines of all items, with commas between them."""
    for each in items[:-1]:
        each[-1] += ","
    return [line for each in items for line in each]


def _filled(words: list[str], margin: str, width: int) -> list[list[str]]:
    """As many words on a line as fit."""
    lines = [margin + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) + 3 > width:
            lines.append(margin + word)
        else:
            lines[-1] += f", {word}"
    return [[each] for each in lines]
