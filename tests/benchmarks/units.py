"""Measured amounts as text."""

from __future__ import annotations

_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


def amount_text(amount: float, unit: str) -> str:
    """An amount with its unit; of a duration in seconds three digits, and the unit that suits them."""
    return duration_text(amount) if unit == "s" else f"{amount:,.10g} {unit}"


def duration_text(seconds: float) -> str:
    """Three digits and the unit that suits them."""
    size, unit = _time_unit(seconds)
    return f"{_digits(seconds / size)} {unit}"


def spread_text(low: float, high: float, beside: float, unit: str) -> str:
    """From one amount to another, as `60.1 to 71`, in the unit that `beside` has in its own text."""
    size = _time_unit(beside)[0] if unit == "s" else 1.0
    return f"{_short(low / size)} to {_short(high / size)}"


def _time_unit(seconds: float) -> tuple[float, str]:
    return next((each for each in _TIMES if seconds >= 0.9995 * each[0]), _TIMES[-1])


def _digits(number: float) -> str:
    return f"{number:#.3g}".rstrip(".") if number < 999.5 else f"{number:,.0f}"


def _short(number: float) -> str:
    return f"{number:.3g}" if number < 999.5 else f"{number:,.0f}"
