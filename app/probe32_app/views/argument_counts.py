"""Parameters that count others: sizes follow the arrays that they belong to, and buffers know how large they are."""

from __future__ import annotations

from collections.abc import Sequence

from probe32.errors import ArgumentError

from ..models.notations import parse_integer
from ..widgets.argument_field import ArgumentField


class ArgumentCounts:
    """Knows the fields of one form, and how many elements each array had when its count was seen last."""

    def __init__(self) -> None:
        self._fields: Sequence[ArgumentField] = ()
        self._counts: dict[str, int] = {}

    def watch(self, fields: Sequence[ArgumentField]) -> None:
        """The form has other fields from now on."""
        self._fields = fields
        self.note()
        self.show_rooms()

    def note(self) -> None:
        """What is there now belongs together, whatever the counts say."""
        counts = {each.spec.name: each.element_count() for each in self._fields if each.spec.count_of}
        self._counts = {name: count for name, count in counts.items() if count is not None}

    def follow(self, array: ArgumentField) -> None:
        """Let the parameter that counts an array's elements follow it, as long as nobody gave it another number."""
        count = array.element_count()
        counted = next((each for each in self._fields if each.spec.name == array.spec.count_of), None)
        if count is None or counted is None:
            return
        if parse_integer(counted.text()) == self._counts.get(array.spec.name, 0):
            counted.set_text(str(count))
        self._counts[array.spec.name] = count

    def show_rooms(self) -> None:
        """Tell the fields whose memory the function writes how large it is, by the other arguments."""
        numbers: dict[str, object] = {each.spec.name: parse_integer(each.text()) for each in self._fields}
        for each in self._fields:
            size = each.spec.parameter.size
            if size is not None and each.spec.parameter.returned:
                try:
                    each.set_room(size.evaluate(numbers))
                except ArgumentError:
                    each.set_room(None)
