"""Every command of the application, once: its words, shortcut and icon."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from ..translating import tr
from ..widgets.icons import icon
from ..widgets.theme import CHOICES, Theme


class Actions(QObject):
    """Attributes are the commands; menus, tool bars and pages share them, controllers listen to them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons: dict[QAction, str] = {}
        self._make_files()
        self._make_edits()
        self._make_calls()
        self._make_ways()
        self._make_history()
        self._make_panels()
        self._make_program_actions()
        self.themes = self._theme_group()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme))

    def enable_for(self, *, library: bool, wrapper: bool, function: bool, signature: bool, calling: bool) -> None:
        """Make possible what makes sense now.

        `wrapper`: there are signatures; `function`: what is in focus can be called; `signature`: it has one.
        """
        self.export.setEnabled(wrapper)
        for action in (
            self.import_header,
            self.paste,
            self.edit_steps,
            self.save,
            self.save_as,
            self.find_export,
            self.edit_types,
            self.show_code,
            self.show_info,
            self.save_exports,
            self.search_folder,
        ):
            action.setEnabled(library)
        self.close_library.setEnabled(library and not calling)
        self.restart.setEnabled(library)
        self.edit_prototype.setEnabled(library)
        self.clear_signature.setEnabled(signature and not calling)
        self.call.setEnabled(function and not calling)
        self.stop.setEnabled(calling)
        for action in self.copy_call:
            action.setEnabled(signature)

    def enable_edits(self, *, undo: bool, redo: bool) -> None:
        """Say whether there is something to undo or to do again."""
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def name_edits(self, *, undo: str | None = None, redo: str | None = None) -> None:
        """Say what would be undone, or done again; "" when nothing would."""
        for action, verb, text in ((self.undo, tr("&Undo"), undo), (self.redo, tr("&Redo"), redo)):
            if text is not None:
                action.setText(f"{verb} {text.replace('&', '&&')}".rstrip())

    def _make(self, text: str, picture: str, shortcut: str | QKeySequence.StandardKey | None, tip: str) -> QAction:
        action = QAction(text, self)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.setStatusTip(tip)
        if picture:
            self._icons[action] = picture
        return action

    def _make_files(self) -> None:
        """Files, and what becomes of the work in them."""
        self.open = self._make(tr("&Open…"), "open", QKeySequence.StandardKey.Open, tr("Open a DLL or a saved project"))
        self.open_sample = self._make(
            tr("Try the &sample"), "sample", None, tr("Open the sample DLL that comes with Probe32")
        )
        self.import_header = self._make(
            tr("&Import header…"), "header", "Ctrl+I", tr("Take signatures from a C header")
        )
        self.save = self._make(
            tr("&Save project"), "save", QKeySequence.StandardKey.Save, tr("Save the signatures as a project")
        )
        self.save_as = self._make(
            tr("Save project &as…"), "", "Ctrl+Shift+S", tr("Save the project under another name")
        )
        self.export = self._make(
            tr("&Export…"), "export", "Ctrl+E", tr("As a Python package, tests, a header, a reference")
        )
        self.save_exports = self._make(tr("Save the &list of exports…"), "", None, tr("As a web page, CSV or JSON"))
        self.close_library = self._make(tr("&Close"), "close", QKeySequence.StandardKey.Close, tr("Close the DLL"))
        self.recover = self._make(
            tr("Reco&ver unsaved work…"), "", None, tr("What a window that was killed had not saved")
        )
        self.quit = self._make(tr("&Quit"), "", "Ctrl+Q", tr("Leave Probe32"))
        self.clear_recent = self._make(tr("Clear this list"), "", None, tr("Forget the files opened so far"))

    def _make_edits(self) -> None:
        """What changes the document."""
        self.undo = self._make(tr("&Undo"), "undo", "Ctrl+Z", tr("Take the last edit back"))
        self.redo = self._make(tr("&Redo"), "redo", "Ctrl+Shift+Z", tr("Make the edit again that was taken back"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.edit_steps = self._make(
            tr("Edit &history…"), "history", None, tr("Go back to any of the edits made so far")
        )
        self.paste = self._make(
            tr("&Paste declarations…"), "paste", "Ctrl+Shift+V", tr("Take C text from the clipboard")
        )
        self.edit_types = self._make(
            tr("Edit the &types"), "struct", "Ctrl+T", tr("Go to the structs, enums and typedefs")
        )

    def _make_calls(self) -> None:
        """Calls, the host, and ways to copy a call."""
        self.call = self._make(tr("&Call"), "call", "Ctrl+Return", tr("Call the function with these arguments"))
        self.stop = self._make(tr("S&top"), "stop", "Esc", tr("End the call that is under way"))
        self.restart = self._make(
            tr("&Restart the 32-bit host"), "restart", "Ctrl+R", tr("Start afresh: handles become void")
        )
        self.search_folder = self._make(
            tr("Search another &folder…"), "", None, tr("Add a folder to those that are searched for DLLs it needs")
        )
        self.clear_signature = self._make(tr("Remove the si&gnature"), "remove", None, tr("Forget this signature"))
        self.copy_python = self._make(
            tr("Copy as &Python"), "", "Ctrl+Shift+Y", tr("Copy this call as a Python program")
        )
        self.copy_c = self._make(tr("Copy as &C"), "", "Ctrl+Shift+C", tr("Copy this call as C statements"))
        self.copy_json = self._make(tr("Copy as &JSON"), "", "Ctrl+Shift+J", tr("Copy the result of this call as JSON"))
        self.copy_command = self._make(
            tr("Copy as command &line"), "", "Ctrl+Shift+L", tr("Copy this call as a command line")
        )
        self.copy_call = [self.copy_python, self.copy_c, self.copy_json, self.copy_command]
        self.clear_signature.setIconText(tr("Remove"))

    def _make_ways(self) -> None:
        """Ways to parts of the window."""
        self.find_export = self._make(
            tr("&Find an export"), "search", QKeySequence.StandardKey.Find, tr("Go to the filter")
        )
        self.edit_prototype = self._make(tr("Edit the &prototype"), "code", "Ctrl+P", tr("Go to the prototype"))
        self.show_code = self._make(tr("Show its co&de"), "", "Ctrl+D", tr("Read the instructions of the function"))
        self.show_info = self._make(
            tr("Show what the &file tells"), "", None, tr("Who signed it, tools, manifest, .NET and COM types, hashes")
        )

    def _make_history(self) -> None:
        """What can be done with the calls made so far."""
        self.repeat_call = self._make(
            tr("&Repeat the call"), "", "Ctrl+Shift+Return", tr("Make the chosen, or the last, call again")
        )
        self.edit_call = self._make(tr("&Edit the call"), "", None, tr("Bring the chosen call back to the form"))
        self.pin_call = self._make(
            tr("&Pin the call"), "", None, tr("Keep the chosen call in the project, or no longer")
        )
        self.compare_calls = self._make(
            tr("Co&mpare two calls"), "", None, tr("Show what differs between the chosen calls")
        )
        self.delete_calls = self._make(tr("&Delete from the history"), "", None, tr("Forget the chosen calls"))
        self.history_tests = self._make(
            tr("Save the history as &tests…"), "", None, tr("pytest files that make these calls again and compare")
        )
        self.export_history = self._make(tr("Save the &history…"), "", None, tr("Write the calls as CSV or JSON"))
        for action, short in (
            (self.repeat_call, tr("Repeat")),
            (self.edit_call, tr("Edit")),
            (self.pin_call, tr("Pin")),
        ):
            action.setIconText(short)
        self.compare_calls.setIconText(tr("Compare"))
        self.clear_history = self._make(tr("Clear the &history"), "", None, tr("Forget the calls made so far"))
        self.clear_history.setIconText(tr("Clear"))

    def _make_panels(self) -> None:
        """Panels: to go to, and to arrange."""
        self.next_panel = self._make(tr("&Next panel"), "", "F6", tr("Give the keyboard to the next panel"))
        self.previous_panel = self._make(
            tr("Pre&vious panel"), "", "Shift+F6", tr("Give the keyboard to the panel before this one")
        )
        self.areas = self._area_actions()
        self.float_panel = self._make(
            tr("&Float this panel"), "float", "Ctrl+Shift+F", tr("Take the panel out of the window, or put it back")
        )
        self.close_panel = self._make(
            tr("&Close this panel"),
            "",
            "Ctrl+Shift+W",
            tr("Close the panel with the keyboard; the View menu brings it back"),
        )
        self.restore_layout = self._make(
            tr("&Restore the layout"), "layout", None, tr("Put every panel where it was at first")
        )

    def _make_program_actions(self) -> None:
        """Windows, settings and help."""
        self.new_window = self._make(tr("&New window"), "window", "Ctrl+N", tr("Another window, for another DLL"))
        self.open_elsewhere = self._make(
            tr("Open in a new &window…"), "", "Ctrl+Shift+O", tr("Open a DLL or a project beside what is open here")
        )
        self.close_window = self._make(tr("Close the win&dow"), "", None, tr("The other windows stay"))
        self.palette = self._make(
            tr("&Commands and exports…"), "search", "Ctrl+Shift+P", tr("Find a command or an export by a few letters")
        )
        self.settings = self._make(tr("&Settings…"), "settings", "Ctrl+,", tr("Theme, text size, language, deadline"))
        self.guide = self._make(
            tr("&Guide"), "", None, tr("Read the documentation in the browser, also without a network")
        )
        self.words = self._make(tr("&Words"), "book", "F1", tr("What stdcall, out parameter, handle and the like mean"))
        self.shortcuts = self._make(tr("&Keyboard shortcuts"), "keyboard", "Ctrl+F1", tr("All keys, to look up"))
        self.about = self._make(tr("&About Probe32"), "info", None, tr("Version and licence"))
        self.whats_this = self._make(tr("What's &this?"), "", "Shift+F1", tr("Click something to have it explained"))

    def _area_actions(self) -> tuple[QAction, ...]:
        """Exports, function, right and bottom; pressed again where the keyboard is already: the next tab there."""
        return tuple(
            self._make(text, "", f"Ctrl+{number}", tr("Give the keyboard to what stands there; again: to the next tab"))
            for number, text in enumerate(
                (
                    tr("Go to the &left side"),
                    tr("Go to the &middle"),
                    tr("Go to the ri&ght side"),
                    tr("Go to the &bottom"),
                ),
                1,
            )
        )

    def _theme_group(self) -> QActionGroup:
        group = QActionGroup(self)
        for choice, text in zip(CHOICES, (tr("As the &system"), tr("&Light"), tr("&Dark")), strict=True):
            action = group.addAction(text)
            action.setCheckable(True)
            action.setData(choice)
        return group
