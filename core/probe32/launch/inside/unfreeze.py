"""Start script of the re-packed host; runs before `boot.py` in the same `__main__`.

PyInstaller's own start-up scripts take 1.7 s under Wine, most of it in importing setuptools, ctypes and inspect for
programs that may not need them. What they do for a program is given here at no such price:

- import of the modules in the executable: PyInstaller's importer, as it is;
- `pkgutil.iter_modules` over them: a method of that importer;
- DLLs of the host (sqlite3.dll ...) by bare name: a folder for Windows' loader, instead of replacing ctypes' classes;
- `multiprocessing`: `boot.py` recognises its child processes by their first argument;
- `inspect`: PyInstaller's change concerns modules without source text only, and is left out.
"""

# Before `install()` nothing of the library can be imported that Python itself did not need, not even `__future__`.
import nt  # type: ignore[import-not-found,unused-ignore]
import sys

import pyimod02_importers  # type: ignore[import-not-found]


def iter_modules(finder: object, prefix: str = "") -> object:
    """Names in the package that a PyInstaller finder stands for, and whether each is a package (see pkgutil)."""
    import pkgutil

    names = pyimod02_importers.get_pyz_toc_tree()
    for part in filter(None, finder._pyz_entry_prefix.split(".")):  # type: ignore[attr-defined]
        names = names.get(part) or {}
    for name, below in names.items():
        yield prefix + name, isinstance(below, dict)
    behind = finder.fallback_finder  # type: ignore[attr-defined]
    if behind is not None:
        yield from pkgutil.iter_importer_modules(behind, prefix)  # type: ignore[attr-defined]


pyimod02_importers.install()
pyimod02_importers.PyiFrozenFinder.iter_modules = iter_modules
sys.frozen = True  # type: ignore[attr-defined]
nt._add_dll_directory(sys._MEIPASS)  # type: ignore[attr-defined]
