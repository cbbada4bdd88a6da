"""The type names and constants that msl-loadlib's users import."""

from __future__ import annotations

import sys
from typing import Literal

from ..client.folders import PathText
from ..server32 import Server32

LibType = Literal["cdll", "windll", "oledll", "net", "clr", "java", "com", "activex"]
"""The kinds of library."""

PathLike = PathText
"""A path as people give one."""

Server32Subclass = Server32
"""What a server class is."""

IS_WINDOWS = sys.platform == "win32"
"""Whether this is Windows."""

IS_LINUX = sys.platform.startswith("linux")
"""Whether this is Linux."""

IS_MAC = sys.platform == "darwin"
"""Whether this is macOS."""

IS_PYTHON_64BIT = sys.maxsize > 2**32
"""Whether this Python is a 64-bit one."""
