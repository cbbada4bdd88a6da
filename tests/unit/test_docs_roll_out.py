"""docs/guides/lab-roll-out.md and installing.md name what the MSI really has."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from installer.building import product_code

from probe32 import __version__

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "guides" / "lab-roll-out.md").read_text("utf-8")
INSTALLING = (ROOT / "docs" / "guides" / "installing.md").read_text("utf-8")
PACKAGE = (ROOT / "installer" / "package.wxs").read_text("utf-8")

WINDOWS_OWN = {
    "ARPHELPLINK",
    "ALLUSERS",
    "MSIINSTALLPERUSER",
    "MSIDISABLERMRESTART",
    "MSIRESTARTMANAGERCONTROL",
    "REINSTALL",
}
"""Properties that every MSI has (Microsoft, "Property Reference")."""


def test_the_codes_are_those_of_the_msi() -> None:
    product = ElementTree.fromstring(PACKAGE)[0]
    code = product_code(__version__).strip("{}")
    assert set(re.findall(r"\{([0-9A-F-]{36})\}", PAGE)) == {product.attrib["UpgradeCode"], code}
    assert f"for {__version__};" in PAGE


def test_the_detection_rule_asks_for_what_is_written() -> None:
    assert (
        '<RegistryValue Root="HKMU" Key="Software\\Probe32" Name="Version" Type="string" Value="$(var.Version)"/>'
        in PACKAGE
    )
    assert re.findall(r"HKEY_LOCAL_MACHINE\\([\w\\]+)`", PAGE) == ["SOFTWARE\\Probe32"]


def test_properties_are_known_to_the_msi() -> None:
    known = PACKAGE + (ROOT / "installer" / "tables.sql").read_text("utf-8")
    named = set(re.findall(r"\b([A-Z]{6,})=", PAGE + INSTALLING)) - WINDOWS_OWN
    assert {"ADDTOPATH", "OPENWITH", "INSTALLDIR"} <= named
    assert sorted(name for name in named if name not in known) == []
