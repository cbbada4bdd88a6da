"""What taking C declarations would bring, in groups of rows that a person looks through and chooses from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from probe32.abi.render import prototype
from probe32.header_preview import HeaderPreview, Item, Kind
from probe32.headers import Problem

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


_WORDS = {
    marked("New"): marked("{count} new"),
    marked("Changed"): marked("{count} changed"),
    marked("Unchanged"): marked("{count} unchanged"),
    marked("Contradicted by the DLL"): marked("{count} contradicted by the DLL"),
    marked("Problems"): marked("{count} not understood"),
}


def groups_of(preview: HeaderPreview) -> tuple[PreviewGroup, ...]:
    """The groups that have rows, what needs attention first."""
    mismatched = {each.name for each in preview.reconciliation.mismatched}
    doubtful = [each for each in preview.items if each.kind is Kind.FUNCTION and each.name in mismatched]
    good = [each for each in preview.items if each not in doubtful]
    found = (
        PreviewGroup(
            tr("Problems"), tr("What was not understood; everything else can be taken"), _problems(preview.problems)
        ),
        PreviewGroup(
            tr("Contradicted by the DLL"),
            tr(
                "The code or the name of the export speaks against these prototypes; "
                "choose them only if you know better"
            ),
            tuple(_choosable(each, chosen=False) for each in doubtful),
        ),
        PreviewGroup(
            tr("Changed"),
            tr("Known already, and different: the new declaration would replace the old one"),
            tuple(_choosable(each) for each in good if each.changes),
        ),
        PreviewGroup(tr("New"), tr("Not known yet"), tuple(_choosable(each) for each in good if each.is_new)),
        PreviewGroup(
            tr("Unchanged"),
            tr("Known already, and the same"),
            tuple(_row(each) for each in good if not each.is_new and not each.changes),
            begins_open=False,
        ),
        PreviewGroup(
            tr("Only declared"),
            tr("Functions that this DLL does not export; they are left out"),
            tuple(
                PreviewRow(each.name, Kind.FUNCTION.value, "", prototype(each), tr("The DLL exports no such name."))
                for each in preview.reconciliation.only_in_header
            ),
            begins_open=False,
        ),
        PreviewGroup(
            tr("Only in the DLL"),
            tr("Exports that nothing here declares; they stay as they are"),
            tuple(
                PreviewRow(each.symbol, tr("export"), note=tr("Nothing here declares it."))
                for each in preview.reconciliation.only_in_dll
            ),
            begins_open=False,
        ),
    )
    return tuple(each for each in found if each.rows)


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


def _problems(problems: tuple[Problem, ...]) -> tuple[PreviewRow, ...]:
    return tuple(
        PreviewRow(
            f"{PurePath(each.file).name}:{each.line}:{each.column}",
            tr("problem"),
            "",
            each.source.strip(),
            " ".join(text for text in (each.message, each.hint) if text),
        )
        for each in problems
    )
