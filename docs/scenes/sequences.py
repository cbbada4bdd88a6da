"""Pictures of sequences and sweeps."""

from __future__ import annotations

import asyncio

from probe32.sequences import Axis, Collected, Reducer, Reference, Sequence, Span, Step, Sweep, Written
from probe32_app.bootstrap import Application
from probe32_app.models.step_rows import StepColumn

from .acting import make

MEASURE = Sequence(
    "measure",
    (
        Step("sp_open", (Written("SIM::0"),), set_up=True),
        Step("sp_set_integration_time", (Reference(1), Written("10"))),
        Step("sp_read_spectrum", (Reference(1), Written("64"))),
        Step("sp_close", (Reference(1),), clean_up=True),
    ),
)


async def sequence(parts: Application) -> None:
    """Steps recorded from the form, with how they went."""
    await parts.libraries.open_sample()
    parts.window.docks.show("sequence")
    panel = parts.sequences.panel
    panel.record.setChecked(True)
    await make(parts, "sp_open", address="SIM::0")
    handle = parts.window.workspace.result.value.text()
    await make(parts, "sp_set_integration_time", handle=handle, milliseconds="20")
    await make(parts, "sp_read_spectrum", handle=handle, count="64")
    await make(parts, "sp_close", handle=handle)
    panel.record.setChecked(False)
    for row, when in ((0, "set-up"), (3, "at the end")):
        panel.model.setData(panel.model.index(row, StepColumn.WHEN), when)
    panel.choose(3)


async def sweep(parts: Application) -> None:
    """A sweep of the integration time, half-way."""
    await parts.libraries.open_sample()
    parts.session.sequences = (MEASURE,)
    axis = Axis("milliseconds", Span(1, 500, count=1000), unit="ms")
    collect = (Collected(Reference(3, "counts"), Reducer.MAX), Collected(Reference(3, "counts"), Reducer.MEAN))
    parts.session.sweeps = (Sweep("Integration time", "measure", (axis,), collect),)
    await play(parts)


async def play(parts: Application) -> None:
    """Run the sweep that there is until more than half of it is made, and pause."""
    parts.window.docks.show("sweep")
    parts.session.state_changed.emit()
    parts.tasks.start(parts.sweeps.run(), "run a sweep")
    while not (runs := parts.sweeps.plotting.runs) or len(runs[-1].points) < 0.6 * len(runs[-1].run):
        await asyncio.sleep(0.01)
    parts.sweeps.panel.pause.click()
    await asyncio.sleep(0.2)
