"""What a run has found, as a JSON document: `results.schema.json` says its form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .rows import Goal, Row, Value

SCHEMA = 2
RELEASES = Path(__file__).with_name("releases")


class UnreadableError(Exception):
    """A file is no result of a run of this program."""


@dataclass(frozen=True)
class Missing:
    """A benchmark that gave no figures; `failed` tells that it should have."""

    name: str
    reason: str
    failed: bool


@dataclass
class Results:
    """One run. `rows` are those of each benchmark by its name; `yardstick` was measured all along."""

    version: str
    date: str
    machine: Mapping[str, str]
    yardstick: Value
    rows: dict[str, list[Row]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    @property
    def all_rows(self) -> list[Row]:
        """In the order in which they were measured."""
        return [row for rows in self.rows.values() for row in rows]

    def document(self) -> dict[str, object]:
        """For JSON; durations are in seconds."""
        return {
            "schema": SCHEMA,
            "version": self.version,
            "date": self.date,
            "machine": dict(self.machine),
            "yardstick": asdict(self.yardstick),
            "rows": [_entry(name, row) for name, rows in self.rows.items() for row in rows],
            "missing": [asdict(each) for each in self.missing],
        }

    def save(self, file: Path) -> None:
        """Write the document."""
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.document(), indent=1, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")


def load(file: Path) -> Results:
    """What `save` wrote. `UnreadableError`: it can't be read, or is something else."""
    try:
        document = json.loads(file.read_text("utf-8"))
        if document["schema"] != SCHEMA:
            raise UnreadableError(f"{file} has schema {document['schema']}, and this program reads {SCHEMA}.")
        return _results(document)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UnreadableError(f"{file} can't be read as results of the benchmark: {error}.") from error


def newest_release(but: str = "") -> Path | None:
    """The file with the results of the newest release that there are any of, the version `but` aside."""
    files = [each for each in RELEASES.glob("*.json") if each.stem != but]
    return max(files, key=lambda file: [int(part) for part in file.stem.split(".")], default=None)


def _entry(benchmark: str, row: Row) -> dict[str, object]:
    return {"benchmark": benchmark, **asdict(row), "ratio": row.ratio, "met": row.met}


def _results(document: Mapping[str, Any]) -> Results:
    rows: dict[str, list[Row]] = {}
    for entry in document["rows"]:
        rows.setdefault(entry["benchmark"], []).append(_row(entry))
    return Results(
        document["version"],
        document["date"],
        document["machine"],
        Value(**document["yardstick"]),
        rows,
        [Missing(**each) for each in document["missing"]],
    )


def _row(entry: Mapping[str, Any]) -> Row:
    theirs, goal = entry["theirs"], entry["goal"]
    return Row(
        entry["name"],
        entry["what"],
        Value(**entry["ours"]),
        entry["against"],
        Value(**theirs) if theirs else None,
        Goal(**goal) if goal else None,
        entry["note"],
    )
