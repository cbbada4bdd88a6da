"""Regression tests from the calls of a history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from probe32 import codegen
from probe32.errors import ArgumentError
from probe32.project import DllIdentity, Example

from ..messages import Message, Severity
from ..models.history_entry import HistoryEntry
from ..translating import tr, tr_count

_TOLD = 10


def write_tests(dll: DllIdentity, encoding: str, entries: Iterable[HistoryEntry], folder: Path) -> Message:
    """Write one test with all calls that came back, in their order, and say where it is.

    `ArgumentError`: there is no such call. `FileError`: a file can't be written.
    """
    test, left_out = codegen.history_test(dll, encoding, map(_past, filter(_is_whole, entries)))
    if not test.session.entries:
        raise ArgumentError(tr("There is no call that a test could make again."), hint="\n".join(left_out[:_TOLD]))
    written = codegen.write(codegen.render_tests([test]), folder)
    count = len(test.session.entries)
    words = tr_count("One call is a test in {folder}.", "{count} calls are a test in {folder}.", count)
    text = words.format(count=count, folder=folder)
    hint = tr("Run it with {command}; with --dll PATH it tests a DLL instead of the recording.").format(
        command=f"pytest {folder}"
    )
    details = [*written.warnings, *left_out[:_TOLD], hint]
    severity = Severity.WARNING if left_out else Severity.INFO
    return Message(tr("Regression test written"), text, "\n".join(details), severity)


def _is_whole(entry: HistoryEntry) -> bool:
    return not entry.failed and not entry.cut


def _past(entry: HistoryEntry) -> codegen.PastCall:
    example = Example(
        list(entry.values),
        entry.result,
        dict(entry.outputs),
        last_error=entry.last_error,
        duration_us=entry.duration_us,
    )
    return codegen.PastCall(entry.export, entry.ordinal, entry.prototype, entry.declarations, example)
