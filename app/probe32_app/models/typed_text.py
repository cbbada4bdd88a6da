"""What a text field's text means."""

from __future__ import annotations

import json


def typed_text(text: str) -> str:
    """The text itself, or what stands between JSON quotes (as `probe32.abi.text.parse_argument` reads it)."""
    if len(text) >= 2 and text[0] == text[-1] == '"':
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, str) else text
    return text
