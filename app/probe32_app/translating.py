"""The words a person sees, in the language of the settings; English is what stands in the source.

`resources/translations/extract.py` finds every text in the source that goes through one of these functions, which is
why each of them takes literals: `tr("{count} bytes at {place}").format(...)`, never an f-string inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from probe32.resources import resource

CONTEXT = "probe32"
"""The one context of all texts: what is called the same is translated the same."""

SYSTEM, ENGLISH = "system", "en"


def tr(text: str) -> str:
    """`text` in the language of the settings; the text itself where there is no translation."""
    return QCoreApplication.translate(CONTEXT, text)


def tr_count(one: str, many: str, count: int) -> str:
    """`one` for a count of 1, else `many`, in the language of the settings, whose own rules for numbers decide there.

    Neither is formatted: `tr_count("one export", "{count} exports", n).format(count=n)`.
    """
    found = QCoreApplication.translate(CONTEXT, many, one, count)
    return one if found == many and count == 1 else found


def marked(text: str) -> str:
    """`text` as it is, found by the extraction all the same: for constants that are made before a language is chosen,
    and given to `tr` where they are shown.
    """
    return text


def languages(folders: Iterable[Path]) -> list[str]:
    """The languages that there are translations for, English first; each as in `probe32_de.qm`."""
    found = {file.stem.removeprefix("probe32_") for folder in folders for file in folder.glob("probe32_*.qm")}
    return [ENGLISH, *sorted(found - {ENGLISH})]


def install_translator(application: QCoreApplication, folders: Iterable[Path], language: str) -> QTranslator | None:
    """Show `language` (`system`: that of the system) from now on, in windows that are made afterwards.

    Returns the translator, which belongs to `application` and can be removed from it; None for English, and where
    nothing is there for the language.
    """
    locale = QLocale.system() if language == SYSTEM else QLocale(language)
    if locale.language() == QLocale.Language.English:
        return None
    for folder in folders:
        translator = QTranslator(application)
        if translator.load(locale, "probe32", "_", str(folder)):
            application.installTranslator(translator)
            return translator
        translator.deleteLater()
    return None


def translation_folders(own: Path) -> tuple[Path, ...]:
    """Where translations are looked for: in a person's `own` folder of settings first, then among what is shipped."""
    return own / "translations", resource("translations")
