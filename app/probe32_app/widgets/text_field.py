"""The field for text: how many bytes it takes in its encoding, and whether the function's buffer holds them."""

from __future__ import annotations

from probe32.abi.types import resolve

from ..models.arguments import ArgumentSpec
from ..models.readable import short_text
from ..models.typed_text import typed_text
from ..translating import tr, tr_count
from .line_fields import ArgumentLine, LineField

_SHOWN_BYTES = 64


class TextField(LineField):
    """Text as it is typed; within JSON quotes it may hold line ends (`\\n`), and words that mean something else."""

    def __init__(self, spec: ArgumentSpec) -> None:
        super().__init__(spec, ArgumentLine(replacing=False))
        self._wide = resolve(spec.shape).size == 2
        self._room: int | None = None
        self._on_text("")

    @property
    def encoding(self) -> str:
        """The encoding of the text in the function's memory."""
        return "utf-16-le" if self._wide else self.spec.encoding

    def set_room(self, elements: int | None) -> None:
        """Say whether the text fits."""
        if elements != self._room:
            self._room = elements
            self._on_text(self.line.text())

    def _on_text(self, text: str) -> None:
        shown = tr("UTF-16") if self._wide else self.spec.encoding.upper()
        try:
            data = typed_text(text).encode(self.encoding)
        except UnicodeError:
            self.set_note(tr("not in {encoding}").format(encoding=shown))
            return
        zero = 2 if self._wide else 1
        needed = len(data) // zero + 1
        taken = str(needed) if self._room is None else tr("{count} of {room}").format(count=needed, room=self._room)
        units = self._units(needed if self._room is None else self._room)
        self.set_note(tr("{count} {unit}, {encoding}").format(count=taken, unit=units, encoding=shown))
        memory = short_text((data[:_SHOWN_BYTES] + bytes(zero)).hex(" "), 3 * _SHOWN_BYTES)
        tip = tr('In memory: {bytes}\nThe final zero counts. In JSON quotes, "two\\nlines" has a line end.')
        self.line.setToolTip(tip.format(bytes=memory))

    def _units(self, count: int) -> str:
        if self._wide:
            return tr_count("character", "characters", count)
        return tr_count("byte", "bytes", count)
