"""Every text can be read: in both themes, and in the high contrast themes of Windows."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from probe32_app.widgets.high_contrast import LEAST, ContrastColors, contrast
from probe32_app.widgets.theme import DARK, LIGHT, Theme, contrast_theme, load_theme

# What Windows 10's and 11's own high contrast themes say.
SYSTEMS = {
    "High Contrast #1": ContrastColors("#000000", "#ffff00", "#008000", "#0000ff", "#00ff00"),
    "High Contrast #2": ContrastColors("#000000", "#00ff00", "#0000ff", "#00ffff", "#c0c0c0"),
    "High Contrast Black": ContrastColors("#000000", "#ffffff", "#1aebff", "#ffff00", "#3ff23f"),
    "High Contrast White": ContrastColors("#ffffff", "#000000", "#37006e", "#00009f", "#600000"),
    "Aquatic": ContrastColors("#202020", "#ffffff", "#8ee3f0", "#75e9fc", "#a6a6a6"),
    "Desert": ContrastColors("#fffaef", "#3d3d3d", "#903909", "#1c5e75", "#676767"),
}
THEMES = {LIGHT: load_theme(LIGHT), DARK: load_theme(DARK)} | {
    name: contrast_theme(each) for name, each in SYSTEMS.items()
}
TEXTS = ("text", "text_muted", "accent", "danger", "warning", "success", "busy")
GROUNDS = ("window", "surface", "surface_alt", "field", "hover", "accent_soft")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_texts_stand_out_against_every_ground(theme: Theme) -> None:
    code = tuple(each for each in theme.colors if each.startswith("code_"))
    pairs = [(text, ground) for text in (*TEXTS, *code) for ground in GROUNDS]
    pairs += [("accent_text", "accent"), ("accent_text", "accent_hover")]
    pairs += [
        (text, f"{each}_soft") for each in ("danger", "warning", "success") for text in ("text", "text_muted", each)
    ]
    weak = {pair: round(found, 2) for pair in pairs if (found := contrast(*map(theme.color, pair))) < LEAST}
    assert not weak


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_high_contrast_theme_has_every_token_and_its_own_darkness(name: str) -> None:
    theme, system = THEMES[name], SYSTEMS[name]
    assert theme.colors.keys() == load_theme(LIGHT).colors.keys()
    assert theme.dark is (QColor(system.ground).lightness() < 128)
    assert "@" not in theme.style_sheet().partition("*/")[2]
    assert theme.color("accent_soft") != theme.color("surface"), "what is chosen can't be told from the rest"


def test_contrast_is_wcags() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.005)
