"""The manifests by which winget, Windows' package manager, finds a release (schema 1.6; Microsoft, "winget-pkgs")."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from .building import product_code

_SCHEMA = "1.6.0"
_IDENTIFIER = "Probe32.Probe32"
_FOLDER = {"InstallLocation": 'INSTALLDIR="<INSTALLPATH>"'}
"""How winget passes on the folder that a person chose."""


def write_manifests(msi: Path, version: str, url: str, target: Path) -> list[Path]:
    """Write the three manifests for `msi`, which will be published at `url`, into the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    common = {"PackageIdentifier": _IDENTIFIER, "PackageVersion": version}
    file = {
        "Architecture": "x64",
        "InstallerUrl": url,
        "InstallerSha256": hashlib.sha256(msi.read_bytes()).hexdigest().upper(),
        "ProductCode": product_code(version),
    }
    installer: dict[str, object] = {
        **common,
        "Platform": ["Windows.Desktop"],
        "MinimumOSVersion": "10.0.0.0",
        "InstallerType": "wix",
        "InstallModes": ["silent", "silentWithProgress"],
        "UpgradeBehavior": "install",
        "FileExtensions": ["probe32"],
        "Installers": [
            {**file, "Scope": "machine", "InstallerSwitches": _FOLDER},
            {**file, "Scope": "user", "InstallerSwitches": _FOLDER | {"Custom": "ALLUSERS=2 MSIINSTALLPERUSER=1"}},
        ],
    }
    locale: dict[str, object] = {
        **common,
        "PackageLocale": "en-US",
        "Publisher": "The Probe32 authors",
        "PackageName": "Probe32",
        "License": "MIT",
        "ShortDescription": "Explore and call 32-bit Windows DLLs from 64-bit Python",
        "Tags": ["dll", "python", "ctypes", "32-bit", "laboratory"],
    }
    kinds: dict[str, tuple[str, dict[str, object]]] = {
        f"{_IDENTIFIER}.yaml": ("version", {**common, "DefaultLocale": "en-US"}),
        f"{_IDENTIFIER}.installer.yaml": ("installer", installer),
        f"{_IDENTIFIER}.locale.en-US.yaml": ("defaultLocale", locale),
    }
    for name, (kind, fields) in kinds.items():
        text = _yaml({**fields, "ManifestType": kind, "ManifestVersion": _SCHEMA})
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted(target / name for name in kinds)


def _yaml(fields: Mapping[str, object], indent: str = "") -> str:
    """Mappings, lists and texts as YAML; texts are quoted, so that no value is taken for a number or a date."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{name}:\n{_yaml(value, f'{indent}  ')}")
        elif isinstance(value, list):
            lines.append(f"{indent}{name}:\n" + "".join(_item(each, indent) for each in value))
        else:
            lines.append(f"{indent}{name}: {json.dumps(value)}\n")
    return "".join(lines)


def _item(value: object, indent: str) -> str:
    if isinstance(value, dict):
        return f"{indent}- " + _yaml(value, f"{indent}  ").lstrip()
    return f"{indent}- {json.dumps(value)}\n"
