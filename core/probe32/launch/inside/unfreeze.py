"""Start script of the re-packed host; runs before `boot.py` in the same `__main__`.

PyInstaller's own start-up scripts take 1.7 s under Wine, most of it in importing setuptools, ctypes and inspect for
programs that may not need them. What they do for a program is given here at no such price:

- import of the modules in the executable: PyInstaller's importer;
- `pkgutil.iter_modules` over them: a method of that importer;
- DLLs of the host (sqlite3.dll ...) by bare name: a folder for Windows' loader, instead of replacing ctypes' classes;
- `multiprocessing`: `boot.py` recognises its child processes by their first argument;
- `inspect`: PyInstaller's change concerns modules without source text only, and is left out.

Both importers open their archive anew for each module, 0.8 to 1.5 ms under Wine; here it stays open, which halves the
time of importing the 80 modules that a host needs (0.22 s to 0.11 s).
"""

# Before `install()` nothing of the library can be imported that Python itself did not need, not even `__future__`.
import _thread
import io
import marshal
import nt  # type: ignore[import-not-found,unused-ignore]
import sys
import zipimport
import zlib

import pyimod02_importers  # type: ignore[import-not-found]

_NAMESPACE_PACKAGE = 3  # PYZ_ITEM_NSPKG
_LOCAL_HEADER_BYTES = 30  # ZIP specification (APPNOTE) 4.3.7; then the name, then the extra field


class KeptOpen:
    """A file that is opened at the first read and never closed; safe to read in several threads."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: io.FileIO | None = None
        self._lock = _thread.allocate_lock()

    def read(self, offset: int, size: int) -> bytes:
        """Return `size` bytes from `offset`."""
        with self._lock:
            if self._file is None:
                self._file = io.FileIO(self._path)
            self._file.seek(offset)
            return self._file.read(size)


def iter_modules(finder: object, prefix: str = "") -> object:
    """Yield the names in the package that a PyInstaller finder stands for, each with whether it is a package."""
    import pkgutil

    names = pyimod02_importers.get_pyz_toc_tree()
    for part in filter(None, finder._pyz_entry_prefix.split(".")):  # type: ignore[attr-defined]
        names = names.get(part) or {}
    for name, below in names.items():
        yield prefix + name, isinstance(below, dict)
    behind = finder.fallback_finder  # type: ignore[attr-defined]
    if behind is not None:
        yield from pkgutil.iter_importer_modules(behind, prefix)  # type: ignore[attr-defined]


def keep_executable_open() -> None:
    """Replace the method that reads a module out of the executable."""
    archive = pyimod02_importers.pyz_archive
    file = KeptOpen(archive._filename)

    def extract(name: str, raw: bool = False) -> object:
        kind, offset, size = archive.toc[name]
        if kind == _NAMESPACE_PACKAGE:
            return None
        data = zlib.decompress(file.read(archive._start_offset + offset, size))
        return data if raw else marshal.loads(data)

    archive.extract = extract


def keep_library_open() -> None:
    """Replace the function that reads a stored module out of `base_library.zip`."""
    library = f"{sys._MEIPASS}\\base_library.zip"  # type: ignore[attr-defined]
    file = KeptOpen(library)
    read_other = zipimport._get_data  # type: ignore[attr-defined]

    def get_data(archive: str, entry: tuple[str, int, int, int, int]) -> object:
        _, compression, size, _, offset, *_ = entry
        if compression or archive != library:
            return read_other(archive, entry)
        header = file.read(offset, _LOCAL_HEADER_BYTES)
        beyond = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        return file.read(offset + _LOCAL_HEADER_BYTES + beyond, size)

    zipimport._get_data = get_data  # type: ignore[attr-defined]


pyimod02_importers.install()
pyimod02_importers.PyiFrozenFinder.iter_modules = iter_modules
keep_executable_open()
keep_library_open()
sys.frozen = True  # type: ignore[attr-defined]
nt._add_dll_directory(sys._MEIPASS)  # type: ignore[attr-defined]
