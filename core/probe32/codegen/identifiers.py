"""Names for Python code, made from C's: valid, no keyword, and never two for one thing."""

from __future__ import annotations

import keyword
import re
import sys
import unicodedata
from collections.abc import Iterable

_STANDARD = sys.stdlib_module_names | {
    # In some of Python 3.10 to 3.14 only; named, so that the running Python does not decide the text.
    *("annotationlib", "asynchat", "asyncore", "audioop", "cgi", "cgitb", "chunk", "compression", "concurrent"),
    *("crypt", "distutils", "imghdr", "imp", "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes"),
    *("smtpd", "sndhdr", "spwd", "string", "sunau", "telnetlib", "test", "tomllib", "uu", "xdrlib"),
}
_TAKEN_PACKAGES = _STANDARD | {"msl", "probe32", "probe32_app", "my_client", "my_server"}


def identifier(text: str, fallback: str = "unnamed") -> str:
    """The nearest Python name: what may not stand in one becomes `_`, a keyword gets `_` behind it."""
    letters = unicodedata.normalize("NFKC", text)
    name = "".join(each if f"_{each}".isidentifier() else "_" for each in letters)
    if not name.strip("_"):
        name = fallback
    if not name.isidentifier():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def package_name(dll: str) -> str:
    """The package for a DLL's file name: `My-Lib.dll` gives `my_lib`; `_dll` is added where Python has that name."""
    stem = dll.rsplit(".", 1)[0] if "." in dll else dll
    name = re.sub("_+", "_", identifier(stem.lower(), "wrapped")).strip("_") or "wrapped"
    if not name.isidentifier():
        name = f"dll_{name}"
    taken = name in _TAKEN_PACKAGES or keyword.iskeyword(name) or keyword.issoftkeyword(name)
    return f"{name}_dll" if taken else name


def class_prefix(package: str) -> str:
    """`my_lib` as the beginning of class names: `MyLib`."""
    return "".join(part[:1].upper() + part[1:] for part in package.split("_")) or "Wrapped"


def class_name(text: str) -> str:
    """A C name as that of a class: `SP_HANDLE` gives `SpHandle`, `sp_get_info` `SpGetInfo`, `HDEVICE` `Hdevice`."""
    words = [each for each in text.split("_") if each]
    return "".join(each.capitalize() if each.isupper() else each[:1].upper() + each[1:] for each in words) or "Unnamed"


class Names:
    """Gives each name once; a taken one gets `_`, then a number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, text: str, fallback: str = "unnamed") -> str:
        """A name of its own for `text`."""
        name = first = identifier(text, fallback)
        number = 1
        while name in self._taken:
            name = f"{first}_" if number == 1 else f"{first}_{number}"
            number += 1
        self._taken.add(name)
        return name
