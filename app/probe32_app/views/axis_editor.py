"""What a sweep varies: an argument, and a range, a list, or a column of a CSV file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from probe32.abi.text import to_json
from probe32.errors import ArgumentError
from probe32.sequences import Axis, Column, Listed, Span, Written

from ..translating import marked, tr
from ..widgets.icons import icon
from ..widgets.labels import ElidedLabel, droppless_line, label, restyle
from ..widgets.theme import Theme

_LINEAR, _LOGARITHMIC, _LIST, _CSV = range(4)
_KINDS = (marked("range"), marked("logarithmic"), marked("list"), marked("CSV column"))
_STEPS, _VALUES = range(2)


@dataclass(frozen=True)
class Varied:
    """An argument that can be varied: the step's number, the parameter's name, and how people see it."""

    step: int
    name: str
    words: str


class AxisEditor(QWidget):
    """Shows an `Axis`; `edited` carries another one, `browse_requested` asks for a CSV file."""

    edited = Signal(object)
    browse_requested = Signal()

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = Axis("", Span(0, 1, count=11))
        self._varied: tuple[Varied, ...] = ()
        self.argument = _box(tr("{axis}: argument").format(axis=title))
        self.kind = _box(tr("{axis}: kind of values").format(axis=title))
        self.kind.addItems([tr(each) for each in _KINDS])
        self.unit = self._line(tr("{axis}: unit").format(axis=title), tr("unit"))
        self.start = self._line(tr("{axis}: first value").format(axis=title), tr("from"))
        self.stop = self._line(tr("{axis}: last value").format(axis=title), tr("to"))
        self.measure = _box(tr("{axis}: how many values").format(axis=title))
        self.measure.addItems([tr("in steps of"), tr("values")])
        self.amount = self._line(tr("{axis}: step, or number of values").format(axis=title), "11")
        self.items = self._line(tr("{axis}: values").format(axis=title), "1, 2, 5, 10")
        self.path = self._line(tr("{axis}: CSV file").format(axis=title), tr("file.csv"))
        self.column = self._line(tr("{axis}: column").format(axis=title), tr("column"))
        self.browse = QToolButton()
        self.browse.setToolTip(tr("Choose a CSV file"))
        self.browse.setAccessibleName(tr("{axis}: choose a CSV file").format(axis=title))
        self.browse.setProperty("flat", True)
        self.browse.clicked.connect(self.browse_requested)
        self.preview = ElidedLabel()
        self._pages = QStackedWidget()
        self.argument.activated.connect(lambda _: self._on_edited())
        self.kind.activated.connect(lambda _: self._on_kind())
        self.measure.activated.connect(lambda _: self._on_edited())
        self._arrange(title)
        self.set_theme(theme)

    @property
    def axis(self) -> Axis:
        """What the fields say. `ArgumentError`: a number is none."""
        at = self.argument.currentIndex()
        varied = self._varied[at] if 0 <= at < len(self._varied) else Varied(0, self._axis.argument, "")
        return replace(
            self._axis, argument=varied.name, step=varied.step, unit=self.unit.text().strip(), points=self._points()
        )

    def show_axis(self, axis: Axis, varied: Sequence[Varied]) -> None:
        """Show an axis; `varied` are the arguments to choose from."""
        self._axis = axis
        if tuple(varied) != self._varied:
            self._varied = tuple(varied)
            self.argument.clear()
            self.argument.addItems([each.words for each in varied])
        wanted = (axis.step, axis.argument)
        places = [at for at, each in enumerate(varied) if wanted in ((each.step, each.name), (0, each.name))]
        self.argument.setCurrentIndex(places[0] if places else -1)
        _put(self.unit, axis.unit)
        self._show_points(axis.points)

    def show_preview(self, text: str, problem: str) -> None:
        """Say which values there are, or what is wrong."""
        self.preview.set_text(problem or text)
        restyle(self.preview, "role", "problem" if problem else "muted")

    def set_path(self, path: str) -> None:
        """Take a CSV file that was chosen."""
        self.path.setText(path)
        self._on_edited()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self.browse.setIcon(icon("open", theme))

    def _points(self) -> Span | Listed | Column:
        if self.kind.currentIndex() == _LIST:
            return Listed(tuple(_items(self.items.text())))
        if self.kind.currentIndex() == _CSV:
            return Column(self.path.text().strip(), self.column.text().strip())
        start, stop, size = (_number(each) for each in (self.start, self.stop, self.amount))
        logarithmic = self.kind.currentIndex() == _LOGARITHMIC
        if self.measure.currentIndex() == _STEPS:
            return Span(start, stop, step=size, logarithmic=logarithmic)
        if not isinstance(size, int) or size < 1:
            raise ArgumentError(tr("{text} is no number of values.").format(text=self.amount.text()))
        return Span(start, stop, count=size, logarithmic=logarithmic)

    def _show_points(self, points: Span | Listed | Column) -> None:
        match points:
            case Span():
                self.kind.setCurrentIndex(_LOGARITHMIC if points.logarithmic else _LINEAR)
                _put(self.start, _plain(points.start))
                _put(self.stop, _plain(points.stop))
                self.measure.setCurrentIndex(_VALUES if points.count else _STEPS)
                _put(self.amount, _plain(points.count or points.step))
            case Listed():
                self.kind.setCurrentIndex(_LIST)
                _put(self.items, ", ".join(_item_text(each) for each in points.items))
            case Column():
                self.kind.setCurrentIndex(_CSV)
                _put(self.path, points.path)
                _put(self.column, points.name)
        self._pages.setCurrentIndex(max(0, self.kind.currentIndex() - 1))

    def _on_kind(self) -> None:
        self._pages.setCurrentIndex(max(0, self.kind.currentIndex() - 1))
        if self.kind.currentIndex() == _LOGARITHMIC and self.start.text().strip() in ("0", "0.0"):
            self.start.setText("1")
        self._on_edited()

    def _on_edited(self) -> None:
        try:
            axis = self.axis
        except ArgumentError as error:
            self.show_preview("", error.message)
            return
        if axis != self._axis:
            self.edited.emit(axis)

    def _line(self, name: str, placeholder: str) -> QLineEdit:
        line = droppless_line()
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.setPlaceholderText(placeholder)
        line.setMinimumWidth(44)
        line.editingFinished.connect(self._on_edited)
        return line

    def _arrange(self, title: str) -> None:
        span = _row(self.start, label("…", "muted"), self.stop, self.measure, self.amount)
        for page in (span, _row(self.items), _row(self.path, self.browse, self.column)):
            self._pages.addWidget(page)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(title, "heading"), 0, 0)
        grid.addWidget(_row(self.argument, self.kind), 0, 1)
        grid.addWidget(self._pages, 1, 1)
        grid.addWidget(_row(self.preview, self.unit), 2, 1)
        self.argument.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.argument.setMinimumWidth(90)
        grid.setColumnStretch(1, 1)
        self.unit.setMaximumWidth(56)
        for each in (self.start, self.stop, self.amount):
            each.setMinimumWidth(36)
        self._pages.setMaximumHeight(self.start.sizeHint().height() + 2)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for each in parts:
        wide = each.sizePolicy().horizontalPolicy() in (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        row.addWidget(each, 1 if wide else 0)
    return made


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return box


def _put(line: QLineEdit, text: str) -> None:
    if line.text() != text and not (line.hasFocus() and line.isModified()):
        line.setText(text)


def _plain(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:.15g}" if number % 1 else f"{number:.1f}"


def _number(line: QLineEdit) -> float:
    text = line.text().strip()
    try:
        return int(text, 0) if text.lstrip("+-").isdigit() or text.lower().startswith("0x") else float(text)
    except ValueError:
        raise ArgumentError(tr("{text!r} is no number.").format(text=text)) from None


def _items(text: str) -> list[object]:
    """The values of a list, as a person writes it: with commas or semicolons between, or JSON for what has some."""
    stripped = text.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        try:
            return list(json.loads(stripped))
        except ValueError:
            pass
    between = ";" if ";" in text else ","
    return [Written(each.strip()) for each in text.split(between) if each.strip()]


def _item_text(value: object) -> str:
    return value.text if isinstance(value, Written) else value if isinstance(value, str) else json.dumps(to_json(value))
