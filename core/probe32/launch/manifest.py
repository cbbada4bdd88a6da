"""The small file beside an installed host that says what it is; hashing and running it at every start would cost."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import HostError
from .host import Host, Kind

NAME = "host.json"
_SCHEMA = 1


@dataclass(frozen=True)
class Manifest:
    """`executable` and the keys of `files` are relative to the folder; `files` maps them to their SHA-256."""

    executable: str
    kind: Kind
    python: str
    source_sha256: str
    files: dict[str, str]
    schema: int = _SCHEMA


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `host.json` into the host's folder."""
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in `folder`; None when there is none. Raises `HostError` when it is damaged."""
    path = folder / NAME
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):  # the second inside an archive
        return None
    except (OSError, ValueError, TypeError) as error:
        raise HostError(f"Cannot read {path}: {error}.", hint="Install the host again: probe32 host install") from error
    if manifest.schema != _SCHEMA:
        raise HostError(
            f"{path} was made by another version of Probe32 (schema {manifest.schema}).",
            hint="Install the host again: probe32 host install",
        )
    return manifest


def host_from(folder: Path, manifest: Manifest) -> Host:
    """The host that a manifest in `folder` describes; raises `HostError` when its executable has gone."""
    executable = folder / manifest.executable
    if not executable.is_file():
        raise HostError(f"{executable} is missing.", hint="Install the host again: probe32 host install")
    return Host(executable, manifest.kind, manifest.python, manifest.files[manifest.executable])
