"""What a host does not see of its client's environment."""

from __future__ import annotations

from collections.abc import Mapping


def without_python(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables without those that steer this process's Python: its folders and start-up files are 64-bit.

    Windows' names know no letter case, not in Wine either. pythonnet's settings, which begin alike, are kept.
    """
    return {name: value for name, value in variables.items() if not _steers_python(name.upper())}


def _steers_python(name: str) -> bool:
    return name.startswith("PYTHON") and not name.startswith("PYTHONNET_")
