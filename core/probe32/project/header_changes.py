"""Whether the headers that a project was made from have changed since."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .document import ImportedHeader, Project


def record_headers(project: Project) -> None:
    """Remember the hashes of the headers that have none yet, as far as they can be read."""
    for each in project.headers:
        each.sha256 = each.sha256 or hash_of(each)


def changed_headers(project: Project) -> list[str]:
    """A sentence for each header whose file is no longer what it was; one that is gone says nothing."""
    found = []
    for each in project.headers:
        now = hash_of(each) if each.sha256 else ""
        if now and now != each.sha256.lower():
            found.append(f"{each.path} has changed since declarations were taken from it.")
    return found


def hash_of(header: ImportedHeader) -> str:
    """The SHA-256 of the file as it is now; "" when it cannot be read."""
    try:
        return hashlib.sha256(Path(header.path).read_bytes()).hexdigest()
    except OSError:
        return ""
