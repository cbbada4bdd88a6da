"""Puts the call in the form on the clipboard: as Python, C, JSON, or a command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from probe32.call_text import TypedCall, as_c, as_command_line, as_json, as_python
from probe32.errors import Probe32Error

from ..messages import Severity, message_for
from ..translating import tr
from ..views.main_window import MainWindow
from .call_controller import CallController
from .session import Session
from .signature_edits import symbol_of


class CopyController(QObject):
    """The slots behind the four ways of copying. The result comes along when it is that of the same arguments."""

    def __init__(self, session: Session, window: MainWindow, calls: CallController) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._calls = calls
        actions = window.actions_
        for action, make, what in (
            (actions.copy_python, as_python, "Python"),
            (actions.copy_c, as_c, "C"),
            (actions.copy_json, as_json, "JSON"),
            (actions.copy_command, as_command_line, tr("a command line")),
        ):
            action.triggered.connect(lambda _=False, make=make, what=what: self.copy(make, what))

    def copy(self, make: Callable[[TypedCall], str], what: str) -> None:
        """Put what `make` makes of the call on the clipboard, and say so; or say which argument stands in the way."""
        self._window.workspace.call.commit()
        call = self._call()
        if call is None:
            return
        try:
            text = make(call)
        except Probe32Error as error:
            told = replace(message_for(error), title=tr("Nothing was copied"), severity=Severity.WARNING)
            self._window.workspace.result.show_failure(told)
            return
        QGuiApplication.clipboard().setText(text)
        self._window.confirm(tr("The call is on the clipboard as {what}.").format(what=what))

    def _call(self) -> TypedCall | None:
        library, function = self._session.library, self._session.function
        if library is None or function is None:
            return None
        form = self._window.workspace.call
        last, texts = self._calls.last, form.texts()
        made = last is not None and last[0] == function and last[1] == texts
        export = function.export
        return TypedCall(
            dll=library.path,
            signature=function.signature,
            export=symbol_of(export),
            texts=texts,
            encoding=library.encoding,
            search=library.search_folders,
            timeout=form.deadline.seconds,
            result=last[2] if last is not None and made else None,
        )
