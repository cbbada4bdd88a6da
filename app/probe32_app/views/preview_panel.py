"""The wrapper that Probe32 would write for the signatures so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..translating import tr
from ..widgets.code_view import CodeView
from ..widgets.icons import icon
from ..widgets.labels import label
from ..widgets.theme import Theme
from ..widgets.wrapper_options import FailureBox, WrapperOptions
from .actions import Actions

_LANGUAGES = {".py": "python", ".md": "markdown"}
# The files that people look at first.
_ORDER = ("my_client.py", "my_library.py", "my_server.py", "my_native.py", "types.py", "base.py", "README.md")


class PreviewPanel(QFrame):
    """Tabs with the generated files under a form of options; `wanted` is emitted when a person has changed one."""

    wanted = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.files: dict[str, str] = {}
        self.tabs = QTabBar()
        self.view = CodeView("python", theme)
        self._export = QPushButton(tr("&Export wrapper…"))
        self.options = WrapperOptions()
        self.failure = FailureBox()
        self._function = label(tr("T&his function"), "muted")
        self._message = label(role="muted", wrap=True)
        self._stack = QStackedWidget()
        self._arrange(actions)
        self.set_theme(theme)
        self.show_function("", "")
        self.tabs.currentChanged.connect(self._on_tab)
        self.options.changed.connect(self.wanted)

    def show_files(self, files: dict[str, str]) -> None:
        """Show generated files by their relative names; the tab in sight stays where it can."""
        self.files = files
        shown = [name for name, text in files.items() if text and "/." not in name]
        names = sorted(shown, key=lambda name: (_rank(name), name))
        if [self.tabs.tabData(at) for at in range(self.tabs.count())] != names:
            self._rebuild(names)
        self._on_tab()
        self._stack.setCurrentIndex(0)

    def show_function(self, name: str, way: str) -> None:
        """Offer to say how a function fails; "" for none."""
        self.failure.setToolTip(tr("How {name} tells that it has failed").format(name=name))
        self.failure.show_way(way)
        for each in (self._function, self.failure):
            each.setVisible(bool(name))

    def show_message(self, text: str) -> None:
        """Say why there is nothing to show."""
        self.files = {}
        self._message.setText(text)
        self._stack.setCurrentIndex(1)

    def set_theme(self, theme: Theme) -> None:
        """Use a theme's colours."""
        self.view.set_theme(theme)
        self._export.setIcon(icon("export", theme))

    def _rebuild(self, names: list[str]) -> None:
        shown = self.tabs.tabData(self.tabs.currentIndex())
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name in names:
            at = self.tabs.addTab(name.partition("/")[2])
            self.tabs.setTabData(at, name)
            self.tabs.setTabToolTip(at, name)
        self.tabs.setCurrentIndex(names.index(shown) if shown in names else 0)
        self.tabs.blockSignals(False)

    def _on_tab(self) -> None:
        name = self.tabs.tabData(self.tabs.currentIndex())
        if isinstance(name, str) and name in self.files:
            self.view.show_text(self.files[name], _LANGUAGES.get(name[name.rfind(".") :], "python"))

    def _arrange(self, actions: Actions) -> None:
        self._export.clicked.connect(actions.export.trigger)
        self.tabs.setAccessibleName(tr("Generated files"))
        self.view.setAccessibleName(tr("Generated code"))
        foot = QHBoxLayout()
        foot.addWidget(self.options.asyncio)
        foot.addStretch()
        foot.addWidget(self._export)
        notice = QWidget()
        lines = QVBoxLayout(notice)
        lines.addWidget(self._message)
        lines.addStretch()
        self._stack.addWidget(self.view)
        self._stack.addWidget(notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        self.options.form.insertRow(3, self._function, self.failure)
        self._function.setBuddy(self.failure)
        self.failure.setAccessibleName(tr("How this function fails"))
        column.addWidget(self.options)
        column.addLayout(foot)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        QWidget.setTabOrder(self.failure, self.options.asyncio)


def _rank(name: str) -> int:
    base = name.rsplit("/", 1)[-1]
    return _ORDER.index(base) if base in _ORDER else len(_ORDER)
