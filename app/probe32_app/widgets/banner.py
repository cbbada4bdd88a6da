"""A message that stays in the window until it is read: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ..messages import Message
from ..translating import tr
from .buttons import flat_button, text_button
from .icons import SEVERITY_ICONS, icon, pixmap
from .labels import label, restyle, selectable
from .theme import Theme

_PICTURE = 18
_GAP = 8


@dataclass(frozen=True)
class Offer:
    """A button of a message: `key` is what `Banner.taken` says when it is pressed, `icon` is "" for none."""

    key: str
    text: str
    icon: str = ""


class Banner(QFrame):
    """Hidden until `show_message`; the close button hides it again.

    A message may offer to do something about it: `taken` carries the key of the offer whose button was pressed.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = Message("", "")
        self._picture = QLabel()
        self._title = label(role="title", wrap=True)
        self._text = selectable(label(wrap=True))
        self._hint = selectable(label(role="muted", wrap=True))
        self.offers: dict[str, QToolButton] = {}
        self._offered: tuple[Offer, ...] = ()
        self._offer_row = QHBoxLayout()
        self._copy = flat_button(tr("Copy the message"))
        self._close = flat_button(tr("Close the message"))
        self._buttons = QWidget()
        self._row = -1
        self._grid = QGridLayout(self)
        self._arrange()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        self._close.clicked.connect(self.clear)
        self.set_theme(theme)
        self.hide()

    @property
    def text(self) -> str:
        """Title, text and hint, a line each; "" while nothing is shown."""
        return self._shown.plain

    def show_message(self, message: Message, offers: Sequence[Offer] = ()) -> None:
        """Show a message, and a button for each offer."""
        self._shown = message
        restyle(self, "banner", message.severity.value)
        for part, words in ((self._title, message.title), (self._text, message.text), (self._hint, message.hint)):
            part.setText(words)
            part.setVisible(bool(words))
            part.style().unpolish(part)  # what the style sheet says of it depends on the banner around it
            part.style().polish(part)
        self._show_offers(tuple(offers))
        self.setAccessibleName(message.title)
        self.setAccessibleDescription(message.plain)
        self.set_theme(self._theme)
        self._place_buttons(self.width())
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = Message("", "")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        self._theme = theme
        name, token = SEVERITY_ICONS[self._shown.severity]
        self._picture.setPixmap(pixmap(name, theme, token, _PICTURE, self.devicePixelRatioF()))
        self._copy.setIcon(icon("copy", theme, "text_muted"))
        self._close.setIcon(icon("close", theme, "text_muted"))
        for each in self._offered:
            if each.icon:
                self.offers[each.key].setIcon(icon(each.icon, theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may have become room beside the title, or none any more."""
        super().resizeEvent(event)
        self._place_buttons(event.size().width())

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Make the buttons, unless they are there already: a message that is renewed must not take them away."""
        if offers == self._offered:
            return
        self._offered = offers
        for each in self.offers.values():
            self._offer_row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.offers = {each.key: self._offer_button(each) for each in offers}
        for at, button in enumerate(self.offers.values()):
            self._offer_row.insertWidget(at, button)

    def _offer_button(self, offer: Offer) -> QToolButton:
        button = text_button(offer.text, "")
        button.clicked.connect(lambda: self.taken.emit(offer.key))
        return button

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._title, self._text, self._hint):
            part.setMinimumWidth(1)  # a long word is cut rather than the buttons pushed out
        words.addWidget(self._text)
        words.addWidget(self._hint)
        self._offer_row.setSpacing(6)
        self._offer_row.addStretch()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._copy)
        row.addWidget(self._close)
        self._grid.setContentsMargins(10, 4, 6, 8)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(words, 1, 1, 1, 2)
        self._grid.addLayout(self._offer_row, 2, 1)
        self._place_buttons(self.width())

    def _place_buttons(self, width: int) -> None:
        """Beside a title or the offers that leave room for them, else below everything: the words have the width."""
        margins = self._grid.contentsMargins()
        room = width - margins.left() - margins.right() - _PICTURE - 2 * _GAP - self._buttons.sizeHint().width()
        title = self._title.fontMetrics().horizontalAdvance(self._title.text())
        row = 0 if title <= room else 2 if self._offer_row.minimumSize().width() <= room else 3
        if row != self._row:
            self._row = row
            self._grid.addWidget(self._title, 0, 1, 1, 2 if row else 1)
            self._grid.addWidget(self._buttons, row, 2, Qt.AlignmentFlag.AlignTop)
