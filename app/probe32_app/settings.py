"""What the application remembers between two runs, in one ini file."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from probe32.user_folders import SETTINGS_FILE, data_folder, settings_folder

from .translating import tr

RECENT_LIMIT = 10
REMEMBERED_FILES = 30

Texts = dict[str, dict[str, str]]


class Settings:
    """Typed access to the ini file in `folder` (default: the user's configuration folder).

    `data_folder` is for what the application keeps besides (default: the user's folder for data).

    A value of the wrong type, as a hand-edited file may hold, counts as absent. `problem` is a sentence when the file
    was damaged, and is kept beside the new one, or when nothing can be written there.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.data_folder = folder or data_folder()
        file = (folder or settings_folder()) / SETTINGS_FILE
        before = _content(file)
        self._store = QSettings(str(file), QSettings.Format.IniFormat)
        self.problem = self._checked(file, before)

    @property
    def path(self) -> Path:
        """The ini file."""
        return Path(self._store.fileName())

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        text = self._text("theme")
        return text if text in ("light", "dark") else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def language(self) -> str:
        """`system`, or the name of a language such as `en` or `de`."""
        return self._text("language") or "system"

    @language.setter
    def language(self, name: str) -> None:
        self._store.setValue("language", name)

    @property
    def text_size(self) -> int:
        """The size of all texts in per cent of the system's, 80 to 200."""
        text = self._text("text_size")
        return min(max(int(text), 80), 200) if text.isdecimal() else 100

    @text_size.setter
    def text_size(self, percent: int) -> None:
        self._store.setValue("text_size", str(percent))

    @property
    def hexadecimal(self) -> bool:
        """Whether results show whole numbers in hexadecimal first."""
        return self._text("hexadecimal") == "yes"

    @hexadecimal.setter
    def hexadecimal(self, wanted: bool) -> None:
        self._store.setValue("hexadecimal", "yes" if wanted else "no")

    @property
    def asks_before_restart(self) -> bool:
        """Whether a restart of the host, which makes handles void, is to be confirmed."""
        return self._text("asks_before_restart") == "yes"

    @asks_before_restart.setter
    def asks_before_restart(self, wanted: bool) -> None:
        self._store.setValue("asks_before_restart", "yes" if wanted else "no")

    @property
    def restores_layout(self) -> bool:
        """Whether a window begins as the last one was left, rather than as at first."""
        return self._text("restores_layout") != "no"

    @restores_layout.setter
    def restores_layout(self, wanted: bool) -> None:
        self._store.setValue("restores_layout", "yes" if wanted else "no")

    @property
    def folder(self) -> str:
        """Where the last file was chosen; "" at first."""
        return self._text("folder")

    @folder.setter
    def folder(self, path: str) -> None:
        self._store.setValue("folder", path)

    @property
    def deadline(self) -> str:
        """The seconds that a call may take, as they are typed; "" for as long as it likes."""
        return self._text("deadline")

    @deadline.setter
    def deadline(self, seconds: str) -> None:
        self._store.setValue("deadline", seconds)

    @property
    def history_limit(self) -> int:
        """How many calls the history of a DLL keeps, 0 to 10,000; 500 at first."""
        text = self._text("history_limit")
        return min(int(text), 10_000) if text.isdecimal() else 500

    @history_limit.setter
    def history_limit(self, count: int) -> None:
        self._store.setValue("history_limit", str(count))

    def recent(self) -> list[str]:
        """The files opened last, newest first."""
        found = self._json("recent")
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def add_recent(self, path: Path) -> None:
        """Put `path` at the head of the recent files."""
        others = [each for each in self.recent() if each != str(path)]
        self._store.setValue("recent", json.dumps([str(path), *others][:RECENT_LIMIT]))

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self._store.remove("recent")

    def arguments(self, path: Path) -> Texts:
        """The argument texts last used with the DLL at `path`: {export: {parameter: text}}."""
        found = self._json("arguments")
        mine = found.get(str(path)) if isinstance(found, dict) else None
        return mine if isinstance(mine, dict) else {}

    def set_arguments(self, path: Path, texts: Texts) -> None:
        """Keep the argument texts of the DLL at `path`, and of the files used before it up to a limit."""
        found = self._json("arguments")
        others = {key: value for key, value in found.items() if key != str(path)} if isinstance(found, dict) else {}
        kept = dict([*others.items(), (str(path), texts)][-REMEMBERED_FILES:])
        self._store.setValue("arguments", json.dumps(kept))

    def blob(self, name: str) -> QByteArray:
        """A window's or splitter's state; empty when there is none."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, name: str, state: QByteArray) -> None:
        """Keep a window's or splitter's state."""
        self._store.setValue(f"window/{name}", state)

    def save(self) -> None:
        """Write everything to the file now."""
        self._store.sync()

    def _checked(self, file: Path, before: bytes) -> str:
        damaged = self._store.status() is QSettings.Status.FormatError or (before.strip() and not self._store.allKeys())
        if damaged:
            beside = file.with_name(f"{file.name}.damaged")
            with suppress(OSError):
                beside.write_bytes(before)
            text = tr("The settings in {file} were damaged; what could not be read is as at the first start.")
            return text.format(file=file) + " " + tr("The old file is {beside}.").format(beside=beside)
        if not self._store.isWritable():
            text = tr("Settings cannot be written to {folder}: what is chosen now is forgotten at the end.")
            return text.format(folder=file.parent) + " " + tr("Let the folder be written to.")
        return ""

    def _text(self, key: str) -> str:
        value = self._store.value(key)
        return value if isinstance(value, str) else ""

    def _json(self, key: str) -> object:
        try:
            return json.loads(self._text(key) or "null")
        except ValueError:
            return None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
