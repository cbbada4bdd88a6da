"""Everything that Probe32 reports to a person: what failed, on what, and what to do about it.

Standard library only: these classes are raised on both sides of the wire.
"""

from __future__ import annotations

from enum import IntEnum

from .postmortem import Fault


class ExitCode(IntEnum):
    """What the command line returns to its caller; a public promise."""

    DONE = 0
    """Done."""
    USAGE = 2
    """The command line itself is wrong."""
    FILE = 3
    """A file is missing, unreadable or no PE image."""
    DECLARATION = 4
    """A prototype, a header or an argument is wrong."""
    HOST = 5
    """The 32-bit host did not start."""
    CALL = 6
    """The call failed: a native fault, an exception of the server's, a host that died."""
    TIMEOUT = 7
    """A deadline passed."""


class Probe32Error(Exception):
    """Base of every error that Probe32 raises on purpose.

    `str(error)`, and `message`, says what failed and on what, in one sentence; `hint` says what to do about it ("" if
    nothing helps); `kind` is the stable word for programs; `exit_code` is what the command line returns.
    """

    kind = "error"
    exit_code = ExitCode.CALL

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if hint and hasattr(self, "add_note"):  # Python 3.11: below a traceback that nobody caught
            self.add_note(hint)

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions pickle by their positional arguments; the keyword-only ones travel as state.
        return _rebuild, (type(self), self.message), self.__dict__


def _rebuild(cls: type[Probe32Error], message: str) -> Probe32Error:
    error = cls.__new__(cls, message)
    Exception.__init__(error, message)
    return error


class FileError(Probe32Error):
    """A file is missing, unreadable, or not what it should be."""

    kind = "file"
    exit_code = ExitCode.FILE


class ImageError(FileError):
    """A file is no PE image, or a damaged one, or one of the wrong bitness."""

    kind = "image"


class DeclarationError(Probe32Error):
    """C text could not be understood.

    `line` and `column` count from 1 (0: unknown); `source` is the line of text that they point into.
    """

    kind = "declaration"
    exit_code = ExitCode.DECLARATION

    def __init__(self, message: str, *, hint: str = "", line: int = 0, column: int = 0, source: str = "") -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column
        self.source = source

    def pointed(self) -> str:
        """The source line with a caret under the column, or "" when the place is unknown."""
        return f"{self.source}\n{' ' * (self.column - 1)}^" if self.source and self.column else ""


class UnknownExportError(DeclarationError):
    """The DLL exports no such name or ordinal."""

    kind = "export"


class ArgumentError(Probe32Error):
    """A value does not fit its parameter; `parameter` is that parameter's name, or "" for the call as a whole."""

    kind = "argument"
    exit_code = ExitCode.DECLARATION

    def __init__(self, message: str, *, hint: str = "", parameter: str = "") -> None:
        super().__init__(message, hint=hint)
        self.parameter = parameter


class StalePointerError(ArgumentError):
    """An address means nothing any more: its host has ended, it was freed, or it is another library's."""

    kind = "pointer"


class StepError(ArgumentError):
    """A step of a sequence, or a sweep, can't be made as it stands.

    `step` is its number, counted from 1 (0: the sequence or sweep as a whole); `parameter` the argument at fault.
    """

    kind = "step"

    def __init__(self, message: str, *, hint: str = "", parameter: str = "", step: int = 0) -> None:
        super().__init__(message, hint=hint, parameter=parameter)
        self.step = step


class UnpicklableError(Probe32Error, TypeError):
    """What holds a 32-bit host was to be pickled or copied; a `TypeError`, as pickle raises."""

    kind = "unpicklable"

    @classmethod
    def of(cls, holder: object) -> UnpicklableError:
        """The error about the object `holder`, which pickle or copy has met."""
        return cls(
            f"A {type(holder).__name__} cannot be pickled or copied: its 32-bit host belongs to this process.",
            hint="Make one in each process that needs it, and pass what it takes to make it: the path, the arguments.",
        )


class HostError(Probe32Error, OSError):
    """The 32-bit host is missing or did not start; an `OSError`, as msl-loadlib raises."""

    kind = "host"
    exit_code = ExitCode.HOST


class CallError(Probe32Error):
    """A call reached the 32-bit host and failed there."""

    kind = "call"
    exit_code = ExitCode.CALL


class AddressError(CallError, OSError):
    """Memory of the 32-bit host can't be read or written where it was asked for; the message says how much can."""

    kind = "address"


class LoadError(CallError, OSError):
    """A library could not be loaded; an `OSError`, as ctypes raises.

    `code` is Windows' error code, 126 for example, or None. `path` is the file as the host names it, or "". `folder` is
    one that has the DLL that is missing, for `search` of `Library` or `add_dll_directory` of `Client64`; "" when none
    is known.
    """

    kind = "load"

    def __init__(
        self, message: str, *, hint: str = "", code: int | None = None, path: str = "", folder: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.path = path
        self.folder = folder


class CrashError(CallError):
    """A call came to a bad end: the DLL did what the processor forbids, or the host ended.

    `fault` says what and where, when that is known; `code` is its NTSTATUS, `module` and `offset` are its place.
    `last_calls` are the requests before, and the one that failed, as text.
    """

    def __init__(
        self, message: str, *, hint: str = "", fault: Fault | None = None, last_calls: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message, hint=hint)
        self.fault = fault
        self.last_calls = last_calls

    @property
    def code(self) -> int | None:
        """The NTSTATUS."""
        return None if self.fault is None else self.fault.code

    @property
    def module(self) -> str:
        """The file in which it happened, as the host names it; "" when it was in none."""
        return "" if self.fault is None else self.fault.place.module

    @property
    def offset(self) -> int | None:
        """Bytes from the beginning of the module."""
        return None if self.fault is None else self.fault.place.offset


class NativeFaultError(CrashError):
    """The DLL did what the processor forbids: access violation, division by zero, stack overflow. The host lives on."""

    kind = "fault"


class BufferOverrunError(CallError):
    """The DLL wrote, or read, past or before the memory of a parameter, which the message names. The host lives on.

    `fault` says where in the DLL that was, if it was stopped there; None if it was noticed afterwards.
    """

    kind = "overrun"

    def __init__(self, message: str, *, hint: str = "", fault: Fault | None = None) -> None:
        super().__init__(message, hint=hint)
        self.fault = fault


class HostDiedError(CrashError):
    """The 32-bit host ended while it was needed.

    `host_exit_code` is that of the process, None when it was killed; Wine keeps only the lowest 8 bits. `fault` is the
    native fault that ended it, if one did. `code` is the fault's NTSTATUS, or else the exit code.
    """

    kind = "died"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        fault: Fault | None = None,
        last_calls: tuple[str, ...] = (),
        host_exit_code: int | None = None,
    ) -> None:
        super().__init__(message, hint=hint, fault=fault, last_calls=last_calls)
        self.host_exit_code = host_exit_code

    @property
    def code(self) -> int | None:
        """The NTSTATUS of the fault, or else the exit code."""
        return self.host_exit_code if self.fault is None else self.fault.code


class CallTimeoutError(CallError):
    """A call was not done within its deadline; `Library` has ended the host that ran it."""

    kind = "timeout"
    exit_code = ExitCode.TIMEOUT


class CallStoppedError(CallError):
    """A person or a program stopped the call by ending the host."""

    kind = "stopped"


class ReplayError(CallError):
    """A call was made that the recording, which stands in for the DLL, does not answer; the hint names the nearest."""

    kind = "replay"
