"""Tell whether the DLL at hand is the one that a project remembers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ..errors import FileError
from ..launch.executables import sha256
from ..pe.facts import Image
from .document import DllIdentity


class Kind(str, Enum):
    """How a DLL differs from the one that a project remembers."""

    MISSING = "missing"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Change:
    """`message` says what differs in one sentence; `hint` says what that means for the project."""

    kind: Kind
    message: str
    hint: str


def identify(image: Image) -> DllIdentity:
    """What a project remembers of this image; its version is the `FileVersion`, else the `ProductVersion` resource."""
    path = Path(image.path).absolute()
    return DllIdentity(path, path.name, image.release, image.sha256, image.bitness)


def change_of(dll: DllIdentity) -> Change | None:
    """How the file at `dll.path` differs from what is remembered; None when it is the same, or no hash is known.

    `FileError`: the file is there and cannot be read.
    """
    if not dll.path.is_file():
        return Change(
            Kind.MISSING,
            f"{dll.path} does not exist.",
            f"Put {dll.name} there, or choose where it is now.",
        )
    if not dll.sha256 or _sha256(dll.path) == dll.sha256.lower():
        return None
    made_for = f"{dll.name} {dll.version}".strip()
    return Change(
        Kind.DIFFERENT,
        f"{dll.path} is not the file that the project was made for ({made_for}, SHA-256 {dll.sha256[:12]}…).",
        "Signatures may no longer fit. Check them, then save the project to remember the new file.",
    )


def _sha256(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.", hint="Check the file's permissions.") from error
