"""C identifiers for C++ names: `A::f` becomes `A_f`, `A::operator==` `A_operator_equal`, `max<int>` `max_int`."""

from __future__ import annotations

import re

_OPERATORS = {
    "()": "call", "[]": "index", "->": "arrow", "->*": "arrow_star", "=": "assign", "==": "equal", "!=": "not_equal",
    "<": "less", "<=": "less_or_equal", ">": "greater", ">=": "greater_or_equal", "<=>": "compare",
    "+": "plus", "-": "minus", "*": "times", "/": "divide", "%": "modulo", "++": "increment", "--": "decrement",
    "&": "and", "|": "or", "^": "xor", "~": "not", "<<": "shift_left", ">>": "shift_right",
    "&&": "both", "||": "either", "!": "none", ",": "comma",
    "+=": "plus_assign", "-=": "minus_assign", "*=": "times_assign", "/=": "divide_assign", "%=": "modulo_assign",
    "&=": "and_assign", "|=": "or_assign", "^=": "xor_assign", "<<=": "shift_left_assign", ">>=": "shift_right_assign",
}  # fmt: skip
_OPERATOR = re.compile(r"\boperator\s*(?P<sign>\(\)|\[\]|[^\w\s(]+)")
_WORDS_FOR_TYPES = re.compile(r"\b(?:class|struct|union|enum) ")
_DESTRUCTOR = re.compile(r"::~[^:]*$")
_KEYWORDS = frozenset(
    {"auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float"}
    | {"for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof"}
    | {"static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while"}
)
_NO_IDENTIFIER = re.compile(r"\W+", re.ASCII)


def identifier(name: str) -> str:
    """Letters, digits and underscores, no digit first, no word of C's; "" when nothing is left of the name."""
    text = _DESTRUCTOR.sub("::destructor", _OPERATOR.sub(_spelled, name))
    plain = _NO_IDENTIFIER.sub("_", _WORDS_FOR_TYPES.sub("", text))
    if not plain.strip("_"):
        return ""
    if text != plain:
        plain = plain.rstrip("_")
    if plain in _KEYWORDS:
        return f"{plain}_"
    return f"_{plain}" if plain[0].isdigit() else plain


def _spelled(found: re.Match[str]) -> str:
    sign = found["sign"]
    # A template's arguments may follow: operator<<<char>.
    known = max((each for each in _OPERATORS if sign.startswith(each)), key=len, default="")
    return f"operator_{_OPERATORS.get(known, '')}{sign[len(known) :]}"
