"""What of each wheel goes into the installation: everything, but for what Probe32 never loads.

Qt is named file by file, because nine tenths of its wheel are other modules; of the rest, tests, headers, examples and
what type checkers read are left out. `tests/installer` starts the installed application and runs the project's tests
with what is left.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

_NEVER = (
    "*.pyi", "*/py.typed", "*.lib", "*.h", "*.pxd", "*.pyx", "*/tests/*", "*/__pycache__/*", "*/examples/*",
    "*.dist-info/RECORD", "*.dist-info/WHEEL", "*.dist-info/top_level.txt", "*.dist-info/direct_url.json",
    "*.dist-info/sboms/*",
)  # fmt: skip
_QT_MODULES = ("Core", "Gui", "Widgets", "Svg")
_KEPT_OF_QT = (
    "PySide6/__init__.py", "PySide6/_*.py",
    "PySide6/pyside6.abi3.dll", "PySide6/msvcp140.dll", "PySide6/msvcp140_[12].dll", "PySide6/vcruntime140*.dll",
    *(f"PySide6/Qt{each}.pyd" for each in _QT_MODULES), *(f"PySide6/Qt6{each}.dll" for each in _QT_MODULES),
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/iconengines/qsvgicon.dll", "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/support/__init__.py", "PySide6/support/deprecated.py", "pyside6_essentials-*.dist-info/*",
)  # fmt: skip
_KEPT_LEXERS = (
    "__init__", "_mapping", "c_cpp", "python", "markup",
    # what those import
    "html", "javascript", "css", "_css_builtins", "jvm", "ruby", "lisp", "_scheme_builtins", "data", "lilypond",
    "_lilypond_builtins",
)  # fmt: skip
_LEFT_OUT = {
    "capstone": ("capstone/include/*", "capstone/lib/*.a"),
    "numpy": ("numpy/f2py/*", "numpy/_core/include/*", "numpy/_core/lib/*", "numpy/random/lib/*", "numpy/typing/*",
              "numpy/distutils/*", "numpy/testing/*", "numpy/_core/_*_tests.*", "numpy/_core/_simd.*"),
    "pyqtgraph": ("pyqtgraph/opengl/*", "pyqtgraph/icons/peegee/*", "pyqtgraph/flowchart/*", "pyqtgraph/jupyter/*",
                  "pyqtgraph/canvas/*", "pyqtgraph/colors/maps/[!Cv]*", "pyqtgraph/colors/maps/CET*",
                  "pyqtgraph/colors/maps/CC-BY*"),
    "shiboken6": ("shiboken6/*140*.dll",),  # PySide6 brings the same
}  # fmt: skip
_LEFT_OUT_OF_PYTHON = (
    "_wmi.pyd", "python.cat", "winsound.pyd", "_sqlite3.pyd", "sqlite3.dll",
    "_ssl.pyd", "libssl-3.dll", "_hashlib.pyd", "libcrypto-3.dll",
)  # fmt: skip
"""Nothing of Probe32 talks to a network or a database, and Python's own hashes serve. Without `_wmi` Python asks
Windows itself for its version, which is quicker, and does not abort under Wine.
"""


def kept_of_wheel(package: str, name: str) -> bool:
    """Whether a wheel's file is installed; `name` is its path in the wheel, `package` the wheel's name, lower case."""
    if package == "probe32":  # its headers and examples are what it is for
        return not name.endswith(".dist-info/RECORD")
    if any(fnmatchcase(name, pattern) for pattern in _NEVER):
        return False
    if package == "pyside6_essentials":
        return any(fnmatchcase(name, pattern) for pattern in _KEPT_OF_QT)
    if name.startswith("pygments/lexers/"):
        return name.removeprefix("pygments/lexers/").removesuffix(".py") in _KEPT_LEXERS
    return not any(fnmatchcase(name, pattern) for pattern in _LEFT_OUT.get(package, ()))


def kept_of_python(name: str) -> bool:
    """Whether a file of the embeddable Python is installed."""
    return name not in _LEFT_OUT_OF_PYTHON and not name.endswith("._pth")
