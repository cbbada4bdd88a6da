"""What's this? for the parts of the window, in the words of the glossary."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..models.glossary import tip
from ..translating import tr
from .status_words import HINT
from .workspace import Workspace


def explain(workspace: Workspace, history: QWidget, host: QWidget) -> None:
    """Let Shift+F1 and a click explain each part, and the status bar say what its keys do."""
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
    for part, hint in (
        (workspace.exports, tr("Return: to the arguments · type in the filter: names, #ordinals, kinds")),
        (workspace.signature, tr("Type C, or choose “As a table” · Ctrl+Return: call")),
        (workspace.call, tr("Ctrl+Return: call · Esc: stop · Tab: to the next argument")),
        (workspace.result, tr("Ctrl+C: copy the value")),
        (workspace.types, tr("F2: rename · Del: remove what nothing uses")),
        (workspace.memory, tr("Return: read · type over a byte to write it")),
        (workspace.code, tr("Ctrl+C: copy")),
        (workspace.preview, tr("Ctrl+E: export")),
        (history, tr("Return: bring the call back")),
    ):
        part.setProperty(HINT, hint)
