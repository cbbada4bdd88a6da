"""Asks the doctor why the host could not load a library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PureWindowsPath

from .. import launch
from ..errors import ImageError, LoadError, Probe32Error


def with_cause(error: LoadError, folders: Sequence[str], host: launch.Host) -> LoadError:
    """The error with the cause that the files show, in place of what Windows' error code says in general.

    `folders` are the DLL folders that were added, as the host names them. An error that is not Windows' own stays, and
    each does in a frozen application, which has no reader of images.
    """
    if error.code is None or not PureWindowsPath(error.path).is_absolute():
        return error
    try:
        from .. import doctor
    except ImportError:
        return error
    try:
        file = launch.from_host_path(error.path)
        added = [launch.from_host_path(each) for each in folders]
        return doctor.explained(error, doctor.diagnose(file, added, launch.loader_places(host)))
    except ImageError as image:
        return LoadError(f"Failed to load {error.path}: {image}", hint=image.hint, code=error.code, path=error.path)
    except Probe32Error:
        return error
