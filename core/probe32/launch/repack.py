"""Turns the frozen one-file host into a folder that starts more than ten times faster under Wine.

The one-file executable unpacks 22 MB at each start and runs PyInstaller's start-up scripts. Re-packed, its binaries lie
unpacked in `_internal`, its own start script and those of PyInstaller are replaced by `inside/unfreeze.py` and
`inside/boot.py`, and `_wmi.pyd` is left out (Wine answers its question late or not at all; `platform` works without).
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from pathlib import Path, PureWindowsPath

from ..errors import HostError
from . import archive, pinned
from .archive import Archive, Entry
from .executables import sha256
from .host import INSIDE, Host, run_to_end, to_host_path
from .manifest import Manifest, write_manifest

EXECUTABLE_NAME = "probe32-host.exe"
_SCRIPTS = ("unfreeze.py", "boot.py")
_LEFT_OUT = frozenset({"_wmi.pyd"})
_CONTENTS_FOLDER = "_internal"
_NEEDED_MODULES = ("struct", "pyimod01_archive", "pyimod02_importers")
_DOTNET_CONFIGURATION = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- Lets pythonnet load assemblies made for the .NET Framework before 4.0 (Microsoft KB 2572158). -->
<configuration>
  <startup useLegacyV2RuntimeActivationPolicy="true">
    <supportedRuntime version="v4.0"/>
    <supportedRuntime version="v2.0.50727"/>
  </startup>
</configuration>
"""


def recipe() -> str:
    """A hash over everything that decides what a re-packed host is; another recipe goes to another folder."""
    digest = hashlib.sha256(pinned.FROZEN_SHA256.encode())
    for path in (INSIDE / "unfreeze.py", INSIDE / "boot.py", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def repack(frozen: Host, folder: Path) -> Host:
    """Write the re-packed host into the empty `folder` and try it; raises `HostError`. Starts the host twice."""
    original = archive.parse(frozen.executable.read_bytes())
    scripts, version = _compiled_by(frozen)
    for entry in original.entries:
        if entry.type_code == archive.BINARY and entry.name not in _LEFT_OUT:
            _unpack(entry, folder / _CONTENTS_FOLDER)
    executable = folder / EXECUTABLE_NAME
    executable.write_bytes(archive.build(_with_scripts(original, scripts)))
    (folder / f"{EXECUTABLE_NAME}.config").write_text(_DOTNET_CONFIGURATION, encoding="utf-8")
    host = Host(executable, "repacked", version, sha256(executable))
    if _compiled_by(host) != (scripts, version):
        raise HostError("The re-packed host does not work like the original one.")
    files = {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}
    write_manifest(folder, Manifest(EXECUTABLE_NAME, "repacked", version, frozen.sha256, files))
    return host


def _with_scripts(original: Archive, scripts: list[bytes]) -> Archive:
    kept = [
        entry
        for entry in original.entries
        if entry.type_code in {archive.OPTION, archive.MODULE_ARCHIVE} or entry.name in _NEEDED_MODULES
    ]
    if {entry.name for entry in kept if entry.type_code == archive.MODULE} != set(_NEEDED_MODULES):
        raise HostError("The frozen host lacks PyInstaller's importer.")
    modules = [entry for entry in kept if entry.type_code == archive.MODULE]
    others = [entry for entry in kept if entry.type_code != archive.MODULE]
    started = [
        Entry.packed(name.removesuffix(".py"), archive.SCRIPT, code)
        for name, code in zip(_SCRIPTS, scripts, strict=True)
    ]
    return Archive(original.program, (*modules, *started, *others), original.python_version, original.python_library)


def _unpack(entry: Entry, folder: Path) -> None:
    path = folder.joinpath(*PureWindowsPath(entry.name).parts)
    if not path.is_relative_to(folder) or ".." in path.parts:
        raise HostError(f"The entry {entry.name!r} of the frozen host would be written outside of its folder.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(entry.data())


def _compiled_by(host: Host) -> tuple[list[bytes], str]:
    """The start scripts as byte code of the host's own Python, and that Python's version."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "compiled"
        paths = [to_host_path(path) for path in (result, *(INSIDE / name for name in _SCRIPTS))]
        complaints = run_to_end(host, f"{INSIDE.name}.compiler", paths)
        try:
            *codes, version = result.read_text("ascii").split()
            return [base64.b64decode(code, validate=True) for code in codes], version
        except (OSError, ValueError) as error:
            reason = complaints.strip()[-500:] or error
            raise HostError(f"{host.executable} did not compile its start scripts: {reason}.") from error
