"""A message that stays in the window until it is read: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ..translating import tr
from .icons import icon, pixmap
from .labels import label, restyle, selectable
from .theme import Theme

_ICONS = {"error": ("error", "danger"), "warning": ("warning", "warning"), "info": ("info", "accent")}


@dataclass(frozen=True)
class Offer:
    """A button of a message: `key` is what `Banner.taken` says when it is pressed, `icon` is "" for none."""

    key: str
    text: str
    icon: str = ""


class Banner(QFrame):
    """Hidden until `show_message`; the close button hides it again and emits `closed`.

    A message may offer to do something about it: its button emits `offer_taken`. Of several offers each emits `taken`
    with its key.
    """

    closed = Signal()
    offer_taken = Signal()
    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._severity = "error"
        self._plain = ""
        self._picture = QLabel()
        self._title = label(role="title", wrap=True)
        self._text = selectable(label(wrap=True))
        self._hint = selectable(label(role="muted", wrap=True))
        self.offer = QToolButton()
        self.offer.setProperty("toggle", True)
        self.offer.clicked.connect(self.offer_taken)
        self.offers: dict[str, QToolButton] = {}
        self._shown_offers: Sequence[Offer] = ()
        self._offer_row = QHBoxLayout()
        self._copy = self._button(tr("Copy the message"), self._on_copy)
        self._close = self._button(tr("Close the message"), self._on_close)
        self._arrange()
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        """Title, text and hint, a line each; "" while nothing is shown."""
        return self._plain

    def show_message(
        self,
        title: str,
        text: str,
        hint: str = "",
        severity: str = "error",
        offer: str = "",
        *,
        offers: Sequence[Offer] = (),
    ) -> None:
        """Show a message; `severity` is `error`, `warning` or `info`, `offer` the words of a button, "" for none."""
        self._severity = severity
        self._plain = "\n".join(each for each in (title, text, hint) if each)
        for part, shown in ((self._title, title), (self._text, text), (self._hint, hint)):
            part.setText(shown)
            part.setVisible(bool(shown))
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self._show_offers(offers)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self._plain)
        restyle(self, "banner", severity)
        for part in (self._title, self._text, self._hint):
            part.style().unpolish(part)
            part.style().polish(part)
        self.set_theme(self._theme)
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self._plain = ""
        self.hide()

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        """Make the buttons, unless they are there already: a message that is renewed must not take them away."""
        if tuple(offers) == tuple(self._shown_offers):
            return
        self._shown_offers = tuple(offers)
        for each in self.offers.values():
            self._offer_row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.offers = {each.key: self._offer_button(each) for each in offers}
        for at, button in enumerate(self.offers.values()):
            self._offer_row.insertWidget(at, button)

    def _offer_button(self, offer: Offer) -> QToolButton:
        button = QToolButton()
        button.setText(offer.text)
        button.setProperty("toggle", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: self.taken.emit(offer.key))
        return button

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        name, token = _ICONS[self._severity]
        self._picture.setPixmap(pixmap(name, theme, token, 18, self.devicePixelRatioF()))
        self._copy.setIcon(icon("copy", theme, "text_muted"))
        self._close.setIcon(icon("close", theme, "text_muted"))
        for each in self._shown_offers:
            if each.icon:
                self.offers[each.key].setIcon(icon(each.icon, theme))

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._title, self._text, self._hint):
            part.setMinimumWidth(1)  # a long word is cut rather than the buttons pushed out
        words.addWidget(self._text)
        words.addWidget(self._hint)
        words.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer_row.setSpacing(6)
        self._offer_row.addStretch()
        words.addLayout(self._offer_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._close)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 6, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._title, 0, 1)
        grid.addLayout(buttons, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, 1, 1, 1, 2)

    def _button(self, name: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._plain)

    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()
