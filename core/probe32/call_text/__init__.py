"""One call as text to use elsewhere: a Python program, C statements, JSON, a command line.

Every maker takes a `TypedCall` and returns text; nothing is read, written or run. The errors are those of
`abi.text.parse_argument`.
"""

from __future__ import annotations

from .c_text import as_c
from .command_line import Shell, as_command_line
from .json_text import as_json, call_document
from .python_text import as_python
from .typed_call import TypedCall

__all__ = ["TypedCall", "Shell", "as_c", "as_command_line", "as_json", "as_python", "call_document"]
