"""Pygments' tokens as formats of a text document."""

from __future__ import annotations

from bisect import bisect_right

from pygments.lexer import Lexer
from pygments.lexers import CLexer, PythonLexer
from pygments.lexers.markup import MarkdownLexer
from pygments.token import Comment, Keyword, Name, Number, String, _TokenType
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from .theme import Theme

_LEXERS: dict[str, type[Lexer]] = {"c": CLexer, "python": PythonLexer, "markdown": MarkdownLexer}

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
)

Span = tuple[int, int, str]


class Highlighter(QSyntaxHighlighter):
    """Colours a document as `language` (`c`, `python`, `markdown`); the whole text is read again after each change."""

    def __init__(self, document: QTextDocument, language: str, theme: Theme) -> None:
        super().__init__(document)
        self._lexer = _LEXERS[language](stripnl=False, ensurenl=False)
        self._theme = theme
        self._revision = -1
        self._lines: list[list[Span]] = []

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.rehighlight()

    def set_language(self, language: str) -> None:
        """Read the text as another language from the next change on."""
        self._lexer = _LEXERS[language](stripnl=False, ensurenl=False)
        self._revision = -1

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if self._revision != self.document().revision():
            self._revision = self.document().revision()
            self._lines = spans_by_line(self._lexer, self.document().toPlainText())
        number = self.currentBlock().blockNumber()
        for start, length, token in self._lines[number] if number < len(self._lines) else []:
            self.setFormat(start, length, self._format(token))

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
        token = next((token for family, token in _TOKENS if kind in family), None)
        if token is None:
            continue
        for piece in value.splitlines(keepends=True):
            number = bisect_right(starts, offset) - 1
            lines[number].append((offset - starts[number], len(piece), token))
            offset += len(piece)
    return lines
