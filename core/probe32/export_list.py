"""The list of a DLL's exports as CSV, JSON or HTML: what the command line prints and the window saves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from html import escape
from pathlib import Path

from .doctor import Destination
from .errors import FileError
from .pe import Aliases, ordinal_gaps
from .pe.facts import Export, Image
from .replacing import replace_file

_COLUMNS = ("ordinal", "name", "rva", "kind", "forwarder", "undecorated")
_CSV_COLUMNS = (*_COLUMNS, "convention", "stack_bytes", "confidence", "prototype", "aliases", "leads_to")
_MOST_ALIASES = 32
_HTML_COLUMNS = (
    "#",
    "Name",
    "Readable",
    "RVA",
    "Kind",
    "Convention",
    "Bytes",
    "Confidence",
    "Prototype, or leads to",
    "The same as",
    "Ends at",
)
Leads = Mapping[str, Destination] | None
"""Where forwarders lead in the end, by symbol; None where nobody followed them."""
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 3px 12px 3px 0; border-bottom: 1px solid #8885; }
th { position: sticky; top: 0; background: Canvas; }
td:nth-child(2), td:nth-child(3), td:nth-child(n+9) { font-family: monospace; overflow-wrap: anywhere; }
td:nth-child(1), td:nth-child(4) { font-variant-numeric: tabular-nums; }
"""


def export_document(image: Image, leads: Leads = None) -> dict[str, object]:
    """The exports of an image as a JSON document; `leads` says where forwarders lead in the end, by symbol.

    `leads_to` of an export is null where nobody followed it; `aliases` are 32 at most.
    """
    shared = Aliases(image.exports)
    return {
        "path": str(image.path),
        "machine": image.machine,
        "bitness": image.bitness,
        "notes": list(image.notes),
        "gaps": [list(each) for each in ordinal_gaps(image.exports)],
        "exports": [
            {
                **_entry(each),
                "aliases": shared.of(each, _MOST_ALIASES)[0],
                "leads_to": _led(leads, each),
            }
            for each in image.exports
        ],
    }


def _end_of(leads: Leads, export: Export) -> Destination | None:
    return (leads or {}).get(export.symbol) if export.forwarder else None


def _end_words(leads: Leads, export: Export) -> str:
    found = _end_of(leads, export)
    return found.words if found else ""


def _led(leads: Leads, export: Export) -> dict[str, object] | None:
    found = _end_of(leads, export)
    if found is None:
        return None
    return {
        "trail": list(found.trail),
        "dll": str(found.path) if found.path else None,
        "symbol": found.symbol or None,
        "rva": found.rva if found.path else None,
        "problem": found.problem or None,
    }


def exports_json(image: Image, leads: Leads = None) -> str:
    """`export_document` as text."""
    return json.dumps(export_document(image, leads), indent=2, ensure_ascii=False) + "\n"


def exports_csv(image: Image, leads: Leads = None) -> str:
    """One line an export under a line of titles, separated by commas, lines ended by a line feed.

    The aliases, 32 at most, have spaces between them; where a forwarder ends is told in words.
    """
    shared = Aliases(image.exports)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for each in image.exports:
        row, guess = _entry(each), each.convention
        convention = guess.guess.value if guess.guess else None
        cells = [*(row[name] for name in _COLUMNS), convention, guess.stack_bytes, guess.confidence.value]
        aliases = " ".join(shared.of(each, _MOST_ALIASES)[0])
        writer.writerow([*cells, each.prototype, aliases, _end_words(leads, each)])
    return text.getvalue()


def exports_html(image: Image, leads: Leads = None) -> str:
    """A page that needs no other file, in ASCII; the evidence shows when the mouse rests on a convention."""
    name = escape(image.path.name)
    facts = escape(f"{image.bitness}-bit {image.machine}, {len(image.exports):,} exports")
    head = "".join(f"<th>{each}</th>" for each in _HTML_COLUMNS)
    shared = Aliases(image.exports)
    rows = "\n".join(
        _html_row(each, shared.words(each, _MOST_ALIASES), _end_words(leads, each)) for each in image.exports
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Exports of {name}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n<p>{facts}</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</body>\n</html>\n"
    )
    return page.encode("ascii", "xmlcharrefreplace").decode()


FORMS: dict[str, Callable[[Image, Leads], str]] = {
    ".csv": exports_csv,
    ".json": exports_json,
    ".html": exports_html,
}
"""The writers by the ending of the file's name."""


def write_exports(path: Path, image: Image, leads: Leads = None) -> None:
    """Write the list in the form that the ending of `path` names; `leads` as for `export_document`.

    `FileError`: the ending is none of `FORMS`, or the file can't be written.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        message = f"{path.name} does not say in which form the list of exports is to be written."
        raise FileError(message, hint=f"Let the name end in {', '.join(FORMS)}.")
    try:
        replace_file(path, form(image, leads).encode())
    except OSError as error:
        raise FileError(
            f"The list of exports could not be written to {path}: {error.strerror or error}.",
            hint="What was there before is unchanged. Free some space, or choose a folder that you may write to.",
        ) from error


def exports_table(rows: Iterable[Collection[str]]) -> str:
    """Cells with tabs between them, as spreadsheets take them from the clipboard."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _entry(export: Export) -> dict[str, object]:
    guess = export.convention
    return {
        "ordinal": export.ordinal,
        "name": export.name,
        "rva": export.rva,
        "kind": export.kind.value,
        "forwarder": export.forwarder,
        "undecorated": export.undecorated,
        "convention": {
            "guess": guess.guess.value if guess.guess else None,
            "stack_bytes": guess.stack_bytes,
            "evidence": list(guess.evidence),
            "confidence": guess.confidence.value,
        },
        "prototype": export.prototype,
    }


def _html_row(export: Export, aliases: str, end: str) -> str:
    guess = export.convention
    known = guess.guess is not None
    cells = [
        str(export.ordinal),
        export.name or "",
        export.undecorated or "",
        f"{export.rva:08X}",
        export.kind.value,
        guess.guess.value if guess.guess else "",
        "" if guess.stack_bytes is None else str(guess.stack_bytes),
        guess.confidence.value if known else "",
        export.prototype or export.forwarder or "",
        aliases,
        end,
    ]
    titles = {5: escape("\n".join(guess.evidence))}
    parts = (
        f'<td title="{titles[at]}">{escape(cell)}</td>' if at in titles else f"<td>{escape(cell)}</td>"
        for at, cell in enumerate(cells)
    )
    return f"<tr>{''.join(parts)}</tr>"
