"""What the pickles in payloads mean."""

from __future__ import annotations

from typing import NamedTuple

from ..postmortem import Fault


class Failure(NamedTuple):
    """An exception on its way to the other end: class name, text, traceback as text, and what to do.

    `fault` is the native fault behind it; `call` is the index of the failing one of many calls.
    """

    name: str
    value: str
    traceback: str
    hint: str = ""
    fault: Fault | None = None
    call: int | None = None

    @classmethod
    def of(cls, error: BaseException, hidden: str = "") -> Failure:
        """Describe `error`; its traceback lacks the frames of the file `hidden`, and ends with the failing line."""
        import traceback  # only failures need it, and every import delays the host's start

        frames = [each for each in traceback.extract_tb(error.__traceback__) if each.filename != hidden]
        lines = [f'  File "{each.filename}", line {each.lineno}, in {each.name}\n    {each.line}' for each in frames]
        text = "\n".join(("Traceback (most recent call last):", *lines)) if lines else ""
        hint = getattr(error, "hint", "")
        return cls(type(error).__name__, _text(error), text, hint if isinstance(hint, str) else "")


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as failing:  # anybody may write an exception
        return f"(its text can't be had: {type(failing).__name__})"
