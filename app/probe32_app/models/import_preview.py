"""What taking C declarations would bring, in groups of rows that a person looks through and chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from probe32.abi.render import prototype
from probe32.abi.signatures import Signature
from probe32.header_preview import HeaderPreview, Item, Kind
from probe32.headers import Problem
from probe32.pe.facts import Export

from ..translating import marked, tr


@dataclass(frozen=True)
class PreviewRow:
    """One line: `old` and `new` are C text, `note` is a sentence about it; `chosen` is how its check box begins.

    `name` is what `Library.take` wants to hear of a row that is `choosable`.
    """

    name: str
    kind: str = ""
    old: str = ""
    new: str = ""
    note: str = ""
    choosable: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class PreviewGroup:
    """Rows of one sort; `tip` says what they have in common. `begins_open`: its rows are seen at first."""

    title: str
    tip: str
    rows: tuple[PreviewRow, ...]
    begins_open: bool = True


_TIPS = {
    marked("Problems"): marked("What was not understood; everything else can be taken"),
    marked("Contradicted by the DLL"): marked(
        "The code or the name of the export speaks against these prototypes; choose them only if you know better"
    ),
    marked("Changed"): marked("Known already, and different: the new declaration would replace the old one"),
    marked("New"): marked("Not known yet"),
    marked("Unchanged"): marked("Known already, and the same"),
    marked("Only declared"): marked("Functions that this DLL does not export; they are left out"),
    marked("Only in the DLL"): marked("Exports that nothing here declares; they stay as they are"),
}
"""The groups in their order, and what the rows of each have in common."""
_BEGIN_CLOSED = (marked("Unchanged"), marked("Only declared"), marked("Only in the DLL"))
_WORDS = {
    marked("New"): marked("{count} new"),
    marked("Changed"): marked("{count} changed"),
    marked("Unchanged"): marked("{count} unchanged"),
    marked("Contradicted by the DLL"): marked("{count} contradicted by the DLL"),
    marked("Problems"): marked("{count} not understood"),
}


def groups_of(preview: HeaderPreview) -> tuple[PreviewGroup, ...]:
    """The groups that have rows, what needs attention first."""
    compared = preview.reconciliation
    mismatched = {each.name for each in compared.mismatched}
    doubtful = [each for each in preview.items if each.kind is Kind.FUNCTION and each.name in mismatched]
    good = [each for each in preview.items if each not in doubtful]
    rows = (
        [_problem(each) for each in preview.problems],
        [_choosable(each, chosen=False) for each in doubtful],
        [_choosable(each) for each in good if each.changes],
        [_choosable(each) for each in good if each.is_new],
        [_row(each) for each in good if not each.is_new and not each.changes],
        [_only_declared(each) for each in compared.only_in_header],
        [_only_exported(each) for each in compared.only_in_dll],
    )
    return tuple(
        PreviewGroup(tr(title), tr(tip), tuple(each), begins_open=title not in _BEGIN_CLOSED)
        for (title, tip), each in zip(_TIPS.items(), rows, strict=True)
        if each
    )


def summary_of(groups: tuple[PreviewGroup, ...]) -> str:
    """The numbers in one line."""
    sizes = {each.title: len(each.rows) for each in groups}
    found = ((sizes.get(tr(title)), word) for title, word in _WORDS.items())
    words = (tr(word).format(count=size) for size, word in found if size)
    return " · ".join(words) or tr("Nothing is declared here.")


def _choosable(item: Item, *, chosen: bool = True) -> PreviewRow:
    row = _row(item)
    return PreviewRow(row.name, row.kind, row.old, row.new, row.note, choosable=True, chosen=chosen)


def _row(item: Item) -> PreviewRow:
    note = item.match.sentence if item.match else ""
    return PreviewRow(item.name, item.kind.value, item.old, item.new, note)


def _problem(problem: Problem) -> PreviewRow:
    place = f"{PurePath(problem.file).name}:{problem.line}:{problem.column}"
    note = " ".join(text for text in (problem.message, problem.hint) if text)
    return PreviewRow(place, tr("problem"), "", problem.source.strip(), note)


def _only_declared(signature: Signature) -> PreviewRow:
    return PreviewRow(
        signature.name, Kind.FUNCTION.value, "", prototype(signature), tr("The DLL exports no such name.")
    )


def _only_exported(export: Export) -> PreviewRow:
    return PreviewRow(export.symbol, tr("export"), note=tr("Nothing here declares it."))
