"""One benchmark after the other, with the yardstick between them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timezone

from windows_python import UnavailableError

import probe32

from . import machine, yardstick
from .catalogue import BENCHMARKS
from .results import Missing, Results
from .rows import Value
from .samples import Sample
from .session import Session, UnmeasurableError

Say = Callable[[str], None]


def run(names: Sequence[str], session: Session, say: Say) -> Results:
    """Measure these benchmarks; one that fails does not keep the others from being measured."""
    date, facts = f"{datetime.now(timezone.utc):%Y-%m-%d}", machine.described(session.host)
    between = [yardstick.measured()]
    results = Results(probe32.__version__, date, facts, Value.median(between[0]))
    for name in names:
        say(f"  {name} ...")
        start = time.monotonic()
        try:
            rows = BENCHMARKS[name](session)
        except (UnmeasurableError, UnavailableError) as reason:
            results.missing.append(Missing(name, str(reason), failed=False))
            say(f" left out: {reason}\n")
            continue
        except Exception as error:
            results.missing.append(Missing(name, f"it failed with {type(error).__name__}: {error}", failed=True))
            say(f" FAILED\n{traceback.format_exc()}")
            continue
        between.append(yardstick.measured())
        around = Value.median(_joined(between[-2:]))
        results.rows[name] = [row.beside(around) for row in rows]
        say(f" {time.monotonic() - start:.1f} s\n")
    results.yardstick = Value.median(_joined(between))
    return results


def _joined(samples: Sequence[Sample]) -> Sample:
    return Sample(tuple(value for sample in samples for value in sample.values))
