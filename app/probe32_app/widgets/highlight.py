"""Pygments' tokens as formats of a text document."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from pygments.lexer import Lexer, RegexLexer
from pygments.lexers import CLexer, PythonLexer
from pygments.lexers.html import XmlLexer
from pygments.lexers.markup import MarkdownLexer
from pygments.token import Comment, Generic, Keyword, Name, Number, String, Text, _TokenType, is_token_subtype
from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from .theme import Theme


class _ListingLexer(RegexLexer):
    """Lines of `probe32.pe.Disassembly.text`."""

    name = "Listing"
    tokens: ClassVar[dict[str, list[object]]] = {
        "root": [
            (r";.*", Comment),
            (r"^[0-9A-F]{8}", Generic.Heading),
            (r"  (?:[0-9a-f]{2} )+ *", Text, "instruction"),
            (r"\s", Text),
            (r".", Text),
        ],
        "instruction": [
            (r"\n", Text, "#pop"),
            (r"[a-z]\w*", Keyword, "operands"),
            (r".", Text),
        ],
        "operands": [
            (r"(?=\n)", Text, "#pop"),
            (r";.*", Comment),
            (r"0x[0-9a-f]+|\b\d+\b", Number),
            (r"(?:[re]?[abcd]x|[abcd][lh]|e?[sd]i|e?[sb]p|[c-gs]s|st|[xyz]?mm\d)\b", Name.Builtin),
            (r"\w+|[^\w\n]", Text),
        ],
    }


_LEXERS: dict[str, type[Lexer]] = {
    "c": CLexer,
    "python": PythonLexer,
    "markdown": MarkdownLexer,
    "assembler": _ListingLexer,
    "xml": XmlLexer,
}

# The most special token first: the first one that contains it decides.
_TOKENS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "code_comment"),
    (String, "code_string"),
    (Number, "code_number"),
    (Keyword.Type, "code_type"),
    (Keyword, "code_keyword"),
    (Name.Function, "code_function"),
    (Name.Class, "code_function"),
    (Name.Decorator, "code_keyword"),
    (Name.Builtin, "code_type"),
    (Name.Tag, "code_keyword"),
    (Name.Attribute, "code_function"),
    (Generic.Heading, "code_function"),
)

Span = tuple[int, int, str]


class Highlighter(QSyntaxHighlighter):
    """Colours a document as a `language` of `_LEXERS`; the whole text is read again after each change."""

    def __init__(self, owner: QObject, document: QTextDocument, language: str, theme: Theme) -> None:
        super().__init__(owner)
        self._lexer = _LEXERS[language](stripnl=False, ensurenl=False)
        self._theme = theme
        self._lines: list[list[Span]] | None = None
        # Before Qt's own connection, so that the lines are read again before the first of them is coloured.
        document.contentsChange.connect(self._forget)
        self.setDocument(document)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.rehighlight()

    def set_language(self, language: str) -> None:
        """Read the text as another language from the next change on."""
        self._lexer = _LEXERS[language](stripnl=False, ensurenl=False)
        self._forget()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if self._lines is None:
            self._lines = spans_by_line(self._lexer, self.document().toPlainText())
        number = self.currentBlock().blockNumber()
        for start, length, token in self._spans(number):
            self.setFormat(start, length, self._format(token))
        # Qt goes on to the next line when this state is new: when a comment begins, all lines below change.
        self.setCurrentBlockState(hash(tuple(self._spans(number + 1))) & 0x7FFFFFFF)

    def _spans(self, number: int) -> list[Span]:
        lines = self._lines or []
        return lines[number] if number < len(lines) else []

    def _forget(self) -> None:
        self._lines = None

    def _format(self, token: str) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setForeground(self._theme.color(token))
        if token == "code_keyword":
            result.setFontWeight(QFont.Weight.DemiBold)
        result.setFontItalic(token == "code_comment")
        return result


def spans_by_line(lexer: Lexer, text: str) -> list[list[Span]]:
    """For each line of `text` the coloured pieces as (column, length, colour token)."""
    starts = [0, *(at + 1 for at, each in enumerate(text) if each == "\n")]
    lines: list[list[Span]] = [[] for _ in starts]
    for offset, kind, value in lexer.get_tokens_unprocessed(text):
        token = next((token for family, token in _TOKENS if is_token_subtype(kind, family)), None)
        if token is None:
            continue
        for piece in value.splitlines(keepends=True):
            number = bisect_right(starts, offset) - 1
            lines[number].append((offset - starts[number], len(piece), token))
            offset += len(piece)
    return lines


def python_spans(text: str) -> list[list[Span]]:
    """The coloured pieces of Python text, line by line."""
    return spans_by_line(PythonLexer(stripnl=False, ensurenl=False), text)
