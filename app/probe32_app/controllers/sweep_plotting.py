"""Which runs of sweeps are kept, and how the chosen ones are drawn."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..models.sweep_data import SweepData
from ..translating import tr
from ..views.sweep_panel import SweepPanel

if TYPE_CHECKING:
    from ..widgets.plot import Line

_MAP, _FAMILY = 0, 1
_MOST_LINES = 40


class SweepPlotting(QObject):
    """Shows one run, or all alike over one another; `shown` are those, the one of the table first."""

    def __init__(self, panel: SweepPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self.runs: list[SweepData] = []
        self._drawn: tuple[object, ...] = ()

    @property
    def shown(self) -> list[SweepData]:
        """The runs in sight, the latest first."""
        at = self._panel.runs.currentIndex()
        if not self.runs:
            return []
        if at >= len(self.runs):
            latest = self.runs[-1]
            return [each for each in reversed(self.runs) if each.titles == latest.titles]
        return [self.runs[len(self.runs) - 1 - max(at, 0)]]

    def add(self, data: SweepData, most: int) -> None:
        """Keep another run and show it."""
        self.runs = [*self.runs, data][-most:]
        self._panel.show_choices(self._titles(), self._columns(data), self._forms(data))
        self._panel.runs.setCurrentIndex(0)
        self.show()

    def clear(self) -> None:
        """Forget all runs."""
        self.runs = []
        self._panel.show_choices((), (), ())
        self.show()

    def show(self) -> None:
        """Show what is chosen."""
        shown = self.shown
        if not shown:
            if self._drawn:
                self._drawn = ()
                self._panel.table_model.show(None)
            return
        first = shown[0]
        self._panel.show_choices(self._titles(), self._columns(first), self._forms(first))
        wanted = (*map(id, shown), self._panel.column.currentIndex(), self._panel.form.currentIndex())
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._panel.table_model.show(first)
        names = first.titles[len(first.axes) :]
        y = ", ".join(names) if self._all_columns(first) else names[self._column(first)] if names else ""
        axes = [each.title for each in first.run.sweep.axes]
        if len(axes) > 1 and self._panel.form.currentIndex() <= _MAP:
            self._panel.plot.show_axes(axes[1], axes[0])
        else:
            self._panel.plot.show_axes(axes[-1], y, logarithmic=first.logarithmic)
        self._draw()

    def grow(self, data: SweepData) -> None:
        """More points of a run have come."""
        if data in self.shown:
            self._panel.table_model.grow()
            self._draw()

    def _draw(self) -> None:
        first = self.shown[0]
        if not first.columns:
            return
        if len(first.axes) > 1:
            if self._panel.form.currentIndex() <= _MAP:
                self._draw_map(first)
            else:
                self._panel.plot.show_lines(self._family(first))
            return
        lines = self._lines()
        self._panel.plot.show_lines(lines)

    def _lines(self) -> list[Line]:
        from ..widgets.plot import Line  # which takes half a second to import

        shown = self.shown
        lines = []
        for each in reversed(shown):
            columns = range(len(each.columns)) if self._all_columns(each) else [self._column(each)]
            for at in columns:
                title = each.title if len(shown) > 1 else each.run.columns[at]
                lines.append(Line(title, array("d", each.axes[0]), array("d", each.columns[at])))
        return lines

    def _family(self, data: SweepData) -> list[Line]:
        """A line for each value of the first axis, over the second."""
        from ..widgets.plot import Line

        width = len(data.run.axes[1])
        numbers = data.columns[self._column(data)]
        name = data.run.sweep.axes[0].argument
        return [
            Line(
                f"{name} = {_short(value)}",
                data.axes[1][at * width : (at + 1) * width],
                numbers[at * width : (at + 1) * width],
            )
            for at, value in enumerate(data.run.axes[0][:_MOST_LINES])
            if at * width < len(numbers)
        ]

    def _draw_map(self, data: SweepData) -> None:
        from ..widgets.plot import HeatMap

        self._panel.plot.show_map(
            HeatMap(data.run.axes[1], data.run.axes[0], array("d", data.columns[self._column(data)]))
        )

    def _column(self, data: SweepData) -> int:
        return min(max(self._panel.column.currentIndex(), 0), max(0, len(data.columns) - 1))

    def _all_columns(self, data: SweepData) -> bool:
        return len(data.axes) == 1 and self._panel.column.currentIndex() >= len(data.columns) > 1

    def _titles(self) -> list[str]:
        titles = [each.title for each in reversed(self.runs)]
        return [*titles, tr("compare all")] if len(titles) > 1 else titles

    def _columns(self, data: SweepData) -> list[str]:
        columns = list(data.run.columns)
        return [*columns, tr("all")] if len(columns) > 1 and len(data.axes) == 1 else columns

    def _forms(self, data: SweepData) -> list[str]:
        return [tr("Heat map"), tr("Lines")] if len(data.axes) > 1 else []


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
