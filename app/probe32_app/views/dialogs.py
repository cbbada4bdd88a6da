"""Questions that a person is asked; they never block: open them, and wait for `finished`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

import probe32

from ..translating import marked, tr

DLL_OR_PROJECT = marked("DLLs and projects (*.dll *.ocx *.cpl *.exe *.probe32);;All files (*)")
HEADERS = marked("C headers (*.h *.hpp *.hh *.inc);;All files (*)")
PROJECTS = marked("Probe32 projects (*.probe32)")
HISTORIES = marked("Table (*.csv);;JSON (*.json)")
OUTPUT_FILES = marked("Text (*.txt);;All files (*)")
EXPORT_LISTS = marked("Web page (*.html);;Comma-separated values (*.csv);;JSON (*.json)")


def open_file_dialog(parent: QWidget, title: str, folder: str, filters: str) -> QFileDialog:
    """A dialog for one existing file; `filters` are translated here."""
    dialog = QFileDialog(parent, title, folder, tr(filters))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def folder_dialog(parent: QWidget, title: str, folder: str) -> QFileDialog:
    """A dialog for one existing folder."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def save_file_dialog(parent: QWidget, proposal: str, title: str = "", filters: str = PROJECTS) -> QFileDialog:
    """A dialog for the file of a project, or for another one; a name without an ending gets that of the filter.

    `filters` are translated here; without a title it is that for projects.
    """
    dialog = QFileDialog(parent, title or tr("Save project"), proposal, tr(filters))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.setDefaultSuffix(_ending(filters.partition(";;")[0]))
    dialog.selectFile(proposal)
    return dialog


def _ending(chosen: str) -> str:
    """The ending in a filter such as `JSON (*.json)`."""
    return chosen.rpartition(".")[2].rstrip(")")


def unsaved_question(parent: QWidget, name: str) -> QMessageBox:
    """Save, discard, or stay."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Unsaved signatures"))
    box.setText(tr("The signatures for {name} are not saved.").format(name=name))
    box.setInformativeText(tr("Save them as a project, so that they are there the next time?"))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    return box


def changed_question(parent: QWidget, path: Path) -> QMessageBox:
    """Overwrite (Save), save elsewhere (SaveAll), take the file as it is now (Open), or none of these (Cancel)."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("The project has changed on disk"))
    box.setText(tr("{path} was changed by another program since it was opened.").format(path=path))
    box.setInformativeText(
        tr("Overwriting loses what the other program wrote; reloading loses what was edited here since the last save.")
    )
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.SaveAll | buttons.Open | buttons.Cancel)
    box.button(buttons.Save).setText(tr("&Overwrite"))
    box.button(buttons.SaveAll).setText(tr("Save &as…"))
    box.button(buttons.Open).setText(tr("&Reload"))
    box.setDefaultButton(buttons.SaveAll)
    return box


def restart_question(parent: QWidget) -> QMessageBox:
    """Restart the host, or not."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Restart the 32-bit host"))
    box.setText(tr("Restart the 32-bit host?"))
    box.setInformativeText(tr("Every handle and pointer that calls have returned becomes void."))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Ok | buttons.Cancel)
    box.button(buttons.Ok).setText(tr("&Restart"))
    return box


def clipboard_text() -> str:
    """The text on the clipboard, or ""."""
    return QGuiApplication.clipboard().text()


def about_box(parent: QWidget) -> QMessageBox:
    """What this program is."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("About Probe32"))
    box.setIconPixmap(parent.windowIcon().pixmap(48, 48))
    box.setText(tr("Probe32 {version}").format(version=probe32.__version__))
    box.setInformativeText(tr("Explore and call 32-bit Windows DLLs from 64-bit Python.\nMIT licence."))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
