"""Errors in the words of the person who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from probe32.errors import (
    ArgumentError,
    CallError,
    CallStoppedError,
    CallTimeoutError,
    DeclarationError,
    FileError,
    HostDiedError,
    HostError,
    LoadError,
    NativeFaultError,
    Probe32Error,
    UnknownExportError,
    UnpicklableError,
)

from .translating import marked, tr


class Severity(str, Enum):
    """How loud a message is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Message:
    """What a banner shows: a few words, the sentence, and what to do ("" when nothing helps)."""

    title: str
    text: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def plain(self) -> str:
        """Everything as one text, for the clipboard and for screen readers."""
        return "\n".join(each for each in (self.title, self.text, self.hint) if each)


# The most special class first: the first match decides.
_TITLES: tuple[tuple[type[Probe32Error], str, Severity], ...] = (
    (CallStoppedError, marked("Stopped"), Severity.INFO),
    (CallTimeoutError, marked("Timed out"), Severity.WARNING),
    (NativeFaultError, marked("The function crashed"), Severity.ERROR),
    (HostDiedError, marked("The 32-bit host ended"), Severity.ERROR),
    (LoadError, marked("The DLL could not be loaded"), Severity.ERROR),
    (CallError, marked("The call failed"), Severity.ERROR),
    (HostError, marked("The 32-bit host did not start"), Severity.ERROR),
    (ArgumentError, marked("Check the arguments"), Severity.WARNING),
    (UnknownExportError, marked("No such export"), Severity.ERROR),
    (DeclarationError, marked("C text not understood"), Severity.WARNING),
    (FileError, marked("The file cannot be used"), Severity.ERROR),
    (UnpicklableError, marked("This stays in its process"), Severity.ERROR),
)


def message_for(error: BaseException) -> Message:
    """What to show for `error`; anything that Probe32 did not raise itself is called a defect of Probe32."""
    if isinstance(error, Probe32Error):
        title, severity = _title(error)
        return Message(title, error.message, error.hint, severity)
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Message(
        tr("Something unexpected happened"),
        detail,
        tr("This is a defect of Probe32. Your work is still here; save it, and report what you did."),
    )


def _title(error: Probe32Error) -> tuple[str, Severity]:
    for kind, title, severity in _TITLES:
        if isinstance(error, kind):
            return tr(title), severity
    return tr("That did not work"), Severity.ERROR
