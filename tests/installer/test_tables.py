"""One source for both builders: what only WiX reads of package.wxs is what tables.sql writes for wixl."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as Xml
from collections.abc import Iterator
from pathlib import Path

from installer.building import SOURCE, product_code, wix_commands, wixl_command
from installer.cabinet import write_cabinet
from installer.tables import STATEMENTS, rows, statements

from .conftest import MOMENT, VERSION

_BLOCK = re.compile(r'<\?if \$\(var\.Builder\) = "wix" \?>(.*?)(?:<\?else \?>.*?)?<\?endif \?>', re.DOTALL)
_NAMESPACE = "{http://schemas.microsoft.com/wix/2006/wi}"


def package() -> Xml.Element:
    """The source as WiX reads it."""
    text = _BLOCK.sub(r"\1", SOURCE.read_text(encoding="utf-8"))
    return Xml.fromstring(text.replace("$(var.Version)", VERSION).replace("$(var.ProductCode)", product_code(VERSION)))


def found(name: str) -> Iterator[Xml.Element]:
    return package().iter(_NAMESPACE + name)


def test_actions_are_the_same_for_wix_and_for_wixl(msi: Path) -> None:
    wix = {each.get("Id"): each.get("Value") or each.get("ExeCommand") for each in found("CustomAction")}
    assert wix == {row[0]: row[3] for row in rows(msi, "CustomAction")}
    for table in ("InstallExecuteSequence", "InstallUISequence"):
        (ours, *more) = [
            {each.get("Action"): (each.text, each.get("Sequence")) for each in sequence}
            for sequence in found(table)
            if sequence.find(f"{_NAMESPACE}Custom") is not None
        ]
        assert not more
        assert ours == {row[0]: (row[1], row[2]) for row in rows(msi, table) if row[0] in wix}


def test_conditions_are_the_same_for_wix_and_for_wixl(msi: Path) -> None:
    features = {each.get("Id"): each.findtext(f"{_NAMESPACE}Condition") for each in found("Feature")}
    assert {name: text for name, text in features.items() if text} == {row[0]: row[2] for row in rows(msi, "Condition")}
    components = {each.get("Id"): each.findtext(f"{_NAMESPACE}Condition") for each in found("Component")}
    assert {name: text for name, text in components.items() if text} == {
        row[0]: row[4] for row in rows(msi, "Component") if row[4]
    }


def test_properties_and_environment_are_the_same_for_wix_and_for_wixl(msi: Path) -> None:
    secure = {each.get("Id") for each in found("Property") if each.get("Secure") == "yes"}
    secure |= {each.get("Property") for each in found("UpgradeVersion")}  # WiX makes these so by itself
    properties = {row[0]: row[1] for row in rows(msi, "Property")}
    assert set(properties["SecureCustomProperties"].split(";")) == secure
    for each in found("Environment"):
        row = next(row for row in rows(msi, "Environment") if row[0] == each.get("Id"))
        machine = "*" if each.get("System") == "yes" else ""
        assert row[1:3] == [f"=-{machine}{each.get('Name')}", f"[~];{each.get('Value')}"]


def test_the_tables_say_what_windows_installer_needs(msi: Path) -> None:
    properties = {row[0]: row[1] for row in rows(msi, "Property")}
    assert (properties["ProductVersion"], properties["ProductCode"]) == (VERSION, product_code(VERSION))
    assert properties["REINSTALLMODE"] == "amus"
    assert {row[0] for row in rows(msi, "Registry")}
    assert {row[1] for row in rows(msi, "Registry")} == {"-1"}
    # An earlier version is removed within the transaction, so that a failed upgrade brings it back.
    order = {row[0]: int(row[2]) for row in rows(msi, "InstallExecuteSequence")}
    assert order["InstallInitialize"] < order["RemoveExistingProducts"] < order["ProcessComponents"]
    upgrade = {row[6]: row[1:5] for row in rows(msi, "Upgrade")}
    # 256: from this version on; 2: look only; and neither takes over features, which properties decide.
    assert upgrade == {"EARLIERVERSION": ["0.0.1", VERSION, "", "256"], "LATERVERSION": [VERSION, "", "", "2"]}
    refused = {row[0]: row[1] for row in rows(msi, "LaunchCondition")}
    assert refused["Installed OR NOT LATERVERSION"].startswith("A later version of Probe32 is installed. Uninstall")


def test_the_builders_are_called_as_they_document() -> None:
    stage, target, sources = Path("tree"), Path("out/p.msi"), [Path("package.wxs"), Path("files.wxs")]
    code = product_code("1.2.3")
    assert list(map(str, wixl_command(sources, "1.2.3", target))) == [
        *("wixl", "--arch", "x64", "-D", "Version=1.2.3", "-D", f"ProductCode={code}", "-D", "Builder=wixl"),
        *("--output", "out/p.msi", "package.wxs", "files.wxs"),
    ]
    *compiled, linked = [list(map(str, each)) for each in wix_commands(stage, sources, "1.2.3", target)]
    defined = ["-dVersion=1.2.3", f"-dProductCode={code}", "-dBuilder=wix"]
    assert compiled == [
        ["candle.exe", "-nologo", "-arch", "x64", *defined, "-out", f"out/{name}.wixobj", f"{name}.wxs"]
        for name in ("package", "files")
    ]
    assert linked[:3] == ["light.exe", "-nologo", "-spdb"]
    assert {each for each in linked if each.startswith("-sice:")} == {
        "-sice:ICE38", "-sice:ICE43", "-sice:ICE57", "-sice:ICE64", "-sice:ICE91",
    }  # fmt: skip
    assert linked[-6:] == ["-b", "tree", "-out", "out/p.msi", "out/package.wixobj", "out/files.wixobj"]


def test_statements_end_with_their_lines() -> None:
    text = "-- a; b\nUPDATE `A`\n  SET `B` = ';';\n\nDELETE;\n"
    assert list(statements(text)) == ["UPDATE `A`\n  SET `B` = ';'", "DELETE"]
    assert len(list(statements(STATEMENTS.read_text(encoding="utf-8")))) > 15


def test_a_cabinet_holds_what_can_be_compressed_and_what_cannot(tmp_path: Path) -> None:
    random = bytes((at * at * 2654435761 >> 13) & 255 for at in range(100_001))
    contents = {"empty": b"", "text": b"all the same\n" * 20_000, "noise": random, "last": b"123"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    cabinet, out = tmp_path / "it.cab", tmp_path / "out"
    write_cabinet([(name, tmp_path / name) for name in contents], MOMENT, cabinet)
    assert cabinet.stat().st_size < 120_000
    subprocess.run(["cabextract", "-q", "-d", str(out), str(cabinet)], check=True)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == contents
