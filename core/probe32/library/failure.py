"""What a call raises that failed in the host, in the words of who called."""

from __future__ import annotations

from .. import errors
from ..client_errors import ResponseTimeoutError, Server32Error, Server32FaultError
from ..errors import BufferOverrunError, CallError, CallStoppedError, CallTimeoutError, HostDiedError, NativeFaultError


def failed_call(name: str, error: Server32Error) -> BaseException:
    """One of Probe32's own errors again, where the host raised one."""
    if isinstance(error, Server32FaultError):
        if error.name == BufferOverrunError.__name__ and error.fault is not None:
            hint = f"{error.hint} It was at {error.fault.place}."
            return BufferOverrunError(error.value, hint=hint, fault=error.fault)
        what = f"{name} failed natively: {error.fault}."
        return NativeFaultError(what, hint=error.hint, fault=error.fault, last_calls=error.last_calls)
    cls = getattr(errors, error.name, None)
    if isinstance(cls, type) and issubclass(cls, errors.Probe32Error):
        return cls(error.value, hint=error.hint)
    return error


def failed_callback(error: BaseException) -> CallError:
    """What is raised when the DLL is done, from `error`, which a function of this process has raised meanwhile."""
    what = f"The callback raised {type(error).__name__}: {error}"
    hint = "The DLL was given 0 meanwhile, or the callback's on_error."
    return CallError(what if what.endswith(".") else f"{what}.", hint=hint)


def ended_call(name: str, error: ResponseTimeoutError | HostDiedError, stopped: bool) -> CallError:
    """The error of a call whose host has ended, because it took too long, or by itself; or `stopped`, on purpose."""
    lost = "The next call starts a new host; what the DLL had in memory, such as open handles, is lost."
    if stopped:
        return CallStoppedError(f"{name} was stopped.", hint=lost)
    if isinstance(error, ResponseTimeoutError):
        where = f" ({error.hang})" if str(error.hang) else ""
        return CallTimeoutError(
            f"{name} did not return within {round(error.seconds, 3):g} s{where}; its host was ended.", hint=lost
        )
    return HostDiedError(
        f"The call of {name} ended the host. {error}",
        hint=lost,
        fault=error.fault,
        last_calls=error.last_calls,
        host_exit_code=error.host_exit_code,
    )
