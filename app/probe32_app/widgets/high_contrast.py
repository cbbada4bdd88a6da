"""The system's high contrast colours as design tokens: text and edges of the most contrast, and one accent."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

from PySide6.QtGui import QColor

LEAST = 4.5
"""The least contrast between a text and its ground (WCAG 2.2, 1.4.3)."""
_GET_HIGH_CONTRAST, _IS_ON = 0x42, 1
_WINDOW, _WINDOW_TEXT, _HIGHLIGHT, _GRAY_TEXT, _HOT_LIGHT = 5, 8, 13, 17, 26
_SHARES = (0.4, 0.3, 0.2, 0.1)
_EDGES = ("text", "text_muted", "border", "border_strong", "danger", "warning", "success", "busy", "accent_hover")
_CODE = ("keyword", "type", "string", "number", "comment", "name", "function")
_GROUNDS = ("window", "surface", "surface_alt", "field", "danger_soft", "warning_soft", "success_soft", "accent_text")


@dataclass(frozen=True)
class ContrastColors:
    """What a high contrast theme of the system says, each as `#rrggbb`."""

    ground: str
    text: str
    highlight: str
    link: str
    disabled: str


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of winuser.h."""

    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def system_contrast() -> ContrastColors | None:
    """The colours of the high contrast theme that Windows shows now; None while it shows none, and on other systems.

    Source: Microsoft, "High contrast parameter" (SPI_GETHIGHCONTRAST) and "GetSysColor function".
    """
    if sys.platform != "win32":
        return None
    user = ctypes.windll.user32
    found = _HighContrast(size=ctypes.sizeof(_HighContrast))
    told = user.SystemParametersInfoW(_GET_HIGH_CONTRAST, found.size, ctypes.byref(found), 0)
    if not told or not found.flags & _IS_ON:
        return None
    places = (_WINDOW, _WINDOW_TEXT, _HIGHLIGHT, _HOT_LIGHT, _GRAY_TEXT)
    return ContrastColors(*(_written(user.GetSysColor(each)) for each in places))


def contrast_tokens(system: ContrastColors) -> dict[str, str]:
    """The tokens of a theme in the colours of the system."""
    ground, text = QColor(system.ground), QColor(system.text)
    offered = (QColor(each) for each in (system.highlight, system.link))
    accent = next((each for each in offered if contrast(each, ground) >= LEAST), text)
    mixed = (_mixed(ground, accent, share) for share in _SHARES)
    soft = next((each for each in mixed if min(contrast(each, text), contrast(each, accent)) >= LEAST), ground)
    found = dict.fromkeys((*_EDGES, *(f"code_{each}" for each in _CODE)), text)
    found |= dict.fromkeys(_GROUNDS, ground)
    found |= {"hover": soft, "accent_soft": soft, "accent": accent, "text_disabled": QColor(system.disabled)}
    return {token: color.name() for token, color in found.items()}


def contrast(first: QColor, second: QColor) -> float:
    """How well one colour stands out against another: 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _written(color: int) -> str:
    """A COLORREF, which has red in its lowest byte."""
    red, green, blue = color & 0xFF, color >> 8 & 0xFF, color >> 16 & 0xFF
    return f"#{red:02x}{green:02x}{blue:02x}"


def _mixed(ground: QColor, color: QColor, share: float) -> QColor:
    pairs = zip((ground.red(), ground.green(), ground.blue()), (color.red(), color.green(), color.blue()), strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def _luminance(color: QColor) -> float:
    """The relative luminance of WCAG 2.2."""
    given = color.redF(), color.greenF(), color.blueF()
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in given]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
