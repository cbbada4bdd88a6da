"""Fields that are chosen from a list: truth values, and the names of an enum."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QToolButton, QWidgetAction

from ..models.arguments import ArgumentSpec
from ..models.notations import parse_integer
from ..translating import tr
from .argument_field import ArgumentField
from .labels import droppless_line


class BooleanField(ArgumentField):
    """`false` or `true`. The list has all values, so there is no menu of recent ones."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.box = QComboBox()
        self.box.addItems(["false", "true"])
        super().__init__(spec, self.box)
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())

    def refresh_menu(self) -> None:
        """The list has them all."""

    def editor_text(self) -> str:
        """What is shown."""
        return self.box.currentText()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.box.setCurrentIndex(1 if text.strip().lower() in ("true", "1") else 0)


class EnumerationField(ArgumentField):
    """A named value from a list, or any number typed by hand; flags are ticked, and joined by `|`."""

    def __init__(self, spec: ArgumentSpec) -> None:
        self.box = QComboBox()
        self.box.setLineEdit(droppless_line())
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for name, value in spec.choices:
            self.box.addItem(name)
            self.box.setItemData(self.box.count() - 1, f"{name} = {value}", Qt.ItemDataRole.ToolTipRole)
        super().__init__(spec, self.box)
        self._values = dict(spec.choices)
        self.box.editTextChanged.connect(self._on_text)
        self.flags = FlagsButton(self) if spec.flags else None
        if self.flags is not None:
            self.add_button(self.flags)

    def refresh_menu(self) -> None:
        """The list has them all."""

    def editor_text(self) -> str:
        """What is shown."""
        return self.box.currentText()

    def set_editor_text(self, text: str) -> None:
        """Show it."""
        self.box.setEditText(text)

    @property
    def number(self) -> int | None:
        """What the text stands for; None when it is neither a number nor made of names."""
        text = self.box.currentText()
        numbers = [self._values.get(each.strip(), parse_integer(each)) for each in text.split("|")]
        known = [each for each in numbers if each is not None]
        return _united(known) if len(known) == len(numbers) else None

    def _on_text(self, text: str) -> None:
        number = self.number
        self.set_note("" if number is None or text.strip() == str(number) else f"= {number}")
        self.changed.emit()


class FlagsButton(QToolButton):
    """Opens a list of the flags with a tick before those that are set; it stays open while they are ticked."""

    def __init__(self, field: EnumerationField) -> None:
        super().__init__()
        self._field = field
        self.boxes: dict[str, QCheckBox] = {}
        self.setText(tr("Flags"))
        self.setProperty("toggle", True)
        self.setToolTip(tr("Tick the flags that are to be set"))
        self.setAccessibleName(tr("Flags of {name}").format(name=field.spec.name))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for name, value in field.spec.choices:
            if value > 0:
                box = QCheckBox(f"{name} = {value:#x}")
                box.clicked.connect(self._on_ticked)
                action = QWidgetAction(menu)
                action.setDefaultWidget(box)
                menu.addAction(action)
                self.boxes[name] = box
        menu.aboutToShow.connect(self._show_ticks)
        self.setMenu(menu)

    def _show_ticks(self) -> None:
        number = self._field.number or 0
        for name, value in self._field.spec.choices:
            if name in self.boxes:
                self.boxes[name].setChecked(number & value == value)

    def _on_ticked(self) -> None:
        names = [name for name, box in self.boxes.items() if box.isChecked()]
        zero = next((name for name, value in self._field.spec.choices if value == 0), "0")
        self._field.set_editor_text("|".join(names) or zero)


def _united(numbers: list[int]) -> int:
    value = 0
    for each in numbers:
        value |= each
    return value
