"""Takes declarations from headers and from the clipboard, after a person has seen what they would change."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ..messages import Message, Severity
from ..tasks import Tasks
from ..translating import tr, tr_count
from ..views.import_dialog import ImportDialog
from ..views.import_source import HeaderSource, TextSource
from ..views.main_window import MainWindow
from ..widgets.theme import ThemeManager
from .declaration_import import DeclarationImport, Reader, Taken
from .session import Session


class ImportController(QObject):
    """Coroutines around one dialog at a time."""

    def __init__(self, session: Session, window: MainWindow, themes: ThemeManager, tasks: Tasks) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._themes = themes
        self._tasks = tasks
        self._folders = self._macros = ""

    async def import_header(self, path: Path) -> None:
        """Show what a header would bring, and take what is chosen."""
        library = self._session.library
        if library is None:
            return
        source = HeaderSource(self._folders, self._macros)

        def make_reader() -> Reader:
            return lambda on_wait: library.preview(path, source.include_dirs, source.defines, on_wait=on_wait)

        source.changed.connect(lambda: self._remember(source))
        dialog = ImportDialog(self._window, tr("Import {name}").format(name=path.name), source, self._themes.theme)
        step = tr("import of {name}").format(name=path.name)
        run = DeclarationImport(self._session, self._tasks, dialog, make_reader, step, str(path))
        self._report(path.name, await run.wait_done())

    async def paste(self, text: str) -> None:
        """Show what C text would bring, and take what is chosen."""
        library = self._session.library
        if library is None:
            return
        if not text.strip():
            self._window.confirm(tr("There is nothing to paste: the clipboard holds no text."))
            return
        source = TextSource(text, self._themes.theme)

        def make_reader() -> Reader:
            return partial(library.preview_text, source.text)

        dialog = ImportDialog(self._window, tr("Paste declarations"), source, self._themes.theme)
        run = DeclarationImport(self._session, self._tasks, dialog, make_reader, tr("paste of declarations"))
        self._report(tr("The pasted text"), await run.wait_done())

    def _remember(self, source: HeaderSource) -> None:
        self._folders, self._macros = source.folders.text(), source.macros.text()

    def _report(self, name: str, taken: Taken | None) -> None:
        if taken is None:
            return
        self._session.export_changed.emit()
        signatures = tr_count("{count} signature", "{count} signatures", taken.functions).format(count=taken.functions)
        others = tr_count("{count} type or constant", "{count} types and constants", taken.others)
        words = tr("{name} gave {signatures} and {others}.")
        text = words.format(name=name, signatures=signatures, others=others.format(count=taken.others))
        problems = len(taken.preview.problems)
        if problems:
            left = tr_count(
                "{count} place was not understood, and left out.",
                "{count} places were not understood, and left out.",
                problems,
            ).format(count=problems)
            self._window.banner.show_message(Message(tr("Declarations taken in part"), text, left, Severity.WARNING))
        else:
            self._window.banner.clear()  # an earlier import may have failed, or a change of the header been told
            self._window.confirm(tr("{text} Undo takes all of it back.").format(text=text))
