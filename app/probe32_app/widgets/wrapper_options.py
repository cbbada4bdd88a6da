"""A small form: what a wrapper runs on, how it is cut into files, what becomes of failures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from probe32.codegen import Options, Wanted

from ..translating import marked, tr
from .labels import label

_RUNTIMES = (
    (marked("Probe32"), "probe32"),
    (marked("msl-loadlib"), "msl-loadlib"),
    (marked("ctypes in 32-bit Python"), "ctypes"),
)
_LAYOUTS = (
    (marked("By the DLL's size"), "auto"),
    (marked("One module"), "pair"),
    (marked("Modules by group"), "package"),
)
_ERRORS = (
    (marked("Returned"), "returned"),
    (marked("Raised"), "raised"),
)
_FAILURES = (
    (marked("As above"), ""),
    (marked("Returned"), "returned"),
    (marked("HRESULT"), "hresult"),
    (marked("0, with a last error"), "last-error"),
    (marked("A negative number"), "negative"),
)


class FailureBox(QComboBox):
    """How one function fails. `chosen` carries what a person has chosen, as a project has it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _fill(self, _FAILURES)
        self.activated.connect(lambda _: self.chosen.emit(str(self.currentData())))

    def show_way(self, way: str) -> None:
        """Show what was chosen before."""
        self.setCurrentIndex(max(0, self.findData(way)))


class WrapperOptions(QWidget):
    """The choices as `wanted`; `changed` when a person has chosen another one. `form` takes more rows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runtime = _box(_RUNTIMES)
        self.layout_box = _box(_LAYOUTS)
        self.errors = _box(_ERRORS)
        self.asyncio = QCheckBox(tr("Coroutines (asyncio)"))
        self.form = QFormLayout(self)
        self._arrange()
        for each in (self.runtime, self.layout_box, self.errors):
            each.currentIndexChanged.connect(self._on_changed)
        self.asyncio.toggled.connect(lambda _: self.changed.emit())

    def wanted(self, package: str = "") -> Wanted:
        """What is chosen, for a package of this name; "" is one made from the DLL's."""
        runtime, layout, errors = (str(each.currentData()) for each in (self.runtime, self.layout_box, self.errors))
        awaited = self.asyncio.isEnabled() and self.asyncio.isChecked()
        return Wanted(Options(runtime, awaited, layout), package, errors)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show other choices."""
        options = wanted.options
        chosen = {self.runtime: options.runtime, self.layout_box: options.layout, self.errors: wanted.errors}
        for box, value in chosen.items():
            box.setCurrentIndex(box.findData(value))
        self.asyncio.setChecked(options.asyncio)

    def _on_changed(self) -> None:
        self.asyncio.setEnabled(self.runtime.currentData() == "probe32")
        self.changed.emit()

    def _arrange(self) -> None:
        self.runtime.setToolTip(tr("Which library the wrapper needs at run time"))
        self.layout_box.setToolTip(tr("From 100 functions on there is a module for each group of them"))
        self.errors.setToolTip(
            tr("Results stay as the DLL has them, or become exceptions where type or comment tell of a failure")
        )
        self.asyncio.setToolTip(tr("Only Probe32's own runtime has coroutines"))
        self.form.setContentsMargins(0, 0, 0, 0)
        for text, box in (
            (tr("&Runtime"), self.runtime),
            (tr("F&iles"), self.layout_box),
            (tr("Fai&lures"), self.errors),
        ):
            caption = label(text, "muted")
            caption.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            self.form.addRow(caption, box)
        self.form.addRow("", self.asyncio)


def _box(choices: tuple[tuple[str, str], ...]) -> QComboBox:
    made = QComboBox()
    _fill(made, choices)
    return made


def _fill(made: QComboBox, choices: tuple[tuple[str, str], ...]) -> None:
    for text, value in choices:
        made.addItem(tr(text), value)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
