"""What's this? for the parts of the window, in the words of the glossary."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..models.glossary import tip
from .workspace import Workspace


def explain(workspace: Workspace, host: QWidget) -> None:
    """Let Shift+F1 and a click explain each part."""
    parts: tuple[tuple[QWidget, tuple[str, ...]], ...] = (
        (workspace.exports, ("export", "ordinal", "calling convention", "confidence", "forwarder")),
        (workspace.signature, ("prototype", "calling convention", "parameter direction", "out parameter")),
        (workspace.call, ("pointer", "handle", "null", "size of a buffer", "deadline")),
        (workspace.result, ("out parameter", "last error", "handle")),
        (workspace.types, ("struct", "enum", "packing", "alignment")),
        (workspace.memory, ("pointer", "32-bit host")),
        (workspace.code, ("calling convention", "stdcall", "cdecl", "confidence")),
        (workspace.preview, ("wrapper", "project")),
        (host, ("32-bit host", "handle")),
    )
    for part, words in parts:
        part.setWhatsThis(tip(*words))
