"""A regular expression looked for in 100,000 names, in pieces so short that a window stays alive meanwhile.

Many names are joined and searched at once, by PCRE's compiled code: a call for each name would cost more than the
search itself (measured in docs/adr/0038).
"""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from ..translating import tr

_PATIENCE = 5.0
"""Seconds of work for one search."""

_PIECE = 0.004
"""Seconds that a piece of the search should take."""

_FIRST_PIECE = 64
_LARGEST_PIECE = 16384
"""Names searched at once."""

LINE = "\0"
"""Parts the lines of a name, of which it may have several, none of them empty."""

_START = "(*NUL)(*LIMIT_MATCH=20000)"
"""A zero ends a line; and how much is tried at one place: `(a+)+$` could take longer than anybody lives."""

_END = r"[^\0]*(?:\0[^\0]+)*+\0*+"
"""The rest of a name, and what parts it from the next."""

_BETWEEN = LINE * 2

_NEGATED = re.compile(r"(\\.|\[\^(?=[^\]]))", re.DOTALL)
"""A class such as `[^,]` would match the zero between names."""

_LONELY = re.compile(r"\\[AZzGKRXQpP]|\(\?(?!:)|\(\*|[*+?}]\+")
"""Parts of expressions that could tell joined names from single ones: look-around, flags, possessive repetition ..."""

_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")

_OPTIONS = QRegularExpression.PatternOption.CaseInsensitiveOption | QRegularExpression.PatternOption.MultilineOption
_TRUSTED = QRegularExpression.MatchOption.DontCheckSubjectStringMatchOption
_NORMAL = QRegularExpression.MatchType.NormalMatch


class ExpressionError(Exception):
    """A regular expression is wrong, or takes too long; `str()` says so in a sentence."""


class NameSearch:
    """Which of `rows` have a name in which `pattern` matches.

    `names` are all names by row, `folded` the same casefolded; `found` has the rows so far.
    `ExpressionError`: the expression is wrong.
    """

    def __init__(self, pattern: str, names: Sequence[str], folded: Sequence[str], rows: Sequence[int]) -> None:
        self.found: list[int] = []
        self._names = names
        self._folded = folded
        self._rows = rows
        self._at = 0
        self._size = _FIRST_PIECE
        self._left = _PATIENCE
        checked = QRegularExpression(pattern, _OPTIONS)
        if not checked.isValid():
            place = checked.patternErrorOffset() + 1
            words = tr("Wrong expression, at character {place}: {problem}.")
            raise ExpressionError(words.format(place=place, problem=checked.errorString()))
        self._literal = None if _SPECIAL.search(pattern) else pattern.casefold()
        self._one = QRegularExpression(_START + pattern, _OPTIONS)
        joined = _NEGATED.sub(lambda part: part[0] + r"\0" * (part[0] == "[^"), pattern)
        joinable = not _LONELY.search(pattern)
        self._many = QRegularExpression(f"{_START}(?:{joined}){_END}", _OPTIONS) if joinable else None
        for each in (self._one, self._many):
            if each is not None:
                each.optimize()

    def advance(self, seconds: float) -> bool:
        """Go on for about so long; whether all names have been searched. `ExpressionError`: it takes too long."""
        start = time.perf_counter()
        while self._at < len(self._rows) and (spent := time.perf_counter() - start) < seconds:
            if spent > self._left:
                raise ExpressionError(tr("This expression takes too long on these names. Make it simpler."))
            self._search_piece()
        self._left -= time.perf_counter() - start
        return self._at >= len(self._rows)

    def _search_piece(self) -> None:
        start = time.perf_counter()
        piece = self._rows[self._at : self._at + self._size]
        if self._literal is not None:
            self.found += [row for row in piece if self._literal in self._folded[row]]
        elif self._many is not None:
            self.found += self._in_joined(piece)
        else:
            self.found += [row for row in piece if self._in_one(row)]
        self._at += len(piece)
        pace = _PIECE / max(time.perf_counter() - start, 1e-6)
        self._size = max(1, min(_LARGEST_PIECE, int(self._size * min(4.0, pace))))

    def _in_joined(self, piece: Sequence[int]) -> list[int]:
        """Those of the rows that match, found in all their names at once; each match reaches to its name's end."""
        assert self._many is not None
        names = [self._names[row] for row in piece]
        starts = [0, *accumulate(len(name) + len(_BETWEEN) for name in names)]
        text = _BETWEEN.join(names)
        found, after = [], 0
        matches = self._many.globalMatch(text, 0, _NORMAL, _TRUSTED)
        while matches.hasNext():
            match = matches.next()
            start, end = match.capturedStart(), match.capturedEnd()
            place = bisect_right(starts, start) - 1
            after = place + 1 if end <= starts[place + 1] else bisect_right(starts, end - 1)
            if after == place + 1 and start < starts[after] - len(_BETWEEN):
                found.append(piece[place])
            else:  # it begins beside a name or reaches into the next, and these may match by themselves or not
                found += [row for row in piece[place:after] if self._in_one(row)]
        if after < len(piece) and not self._many.match(text, starts[after], _NORMAL, _TRUSTED).isValid():
            found += [row for row in piece[after:] if self._in_one(row)]
        return found

    def _in_one(self, row: int) -> bool:
        match: QRegularExpressionMatch = self._one.match(self._names[row], 0, _NORMAL, _TRUSTED)
        if not match.isValid():
            name = self._names[row].partition(LINE)[0]
            shown = name if len(name) <= 40 else f"{name[:39]}…"
            words = tr("This expression takes too long on the name {name}. Make it simpler.")
            raise ExpressionError(words.format(name=shown))
        return match.hasMatch()
