"""What the doctor knows by heart: products, names that stand for parts of Windows, manifests."""

from __future__ import annotations

from pathlib import Path

import pytest

from probe32.doctor.assemblies import Assembly, assemblies_of, find_assembly
from probe32.doctor.runtimes import assembly_hint, product_hint
from probe32.doctor.search import file_name, is_api_set


@pytest.mark.parametrize(
    "dll, words",
    [
        ("VCRUNTIME140.dll", "Visual C++ 2015-2022 Redistributable for x86"),
        ("msvcp140_1.dll", "Visual C++ 2015-2022 Redistributable for x86"),
        ("msvcr100.dll", "Visual C++ 2010 Redistributable for x86"),
        ("mfc110u.dll", "Visual C++ 2012 Redistributable for x86"),
        ("msvcr71.dll", "Visual C++ 2003"),
        ("msvcr90d.dll", "debug runtime of Microsoft Visual C++ 2008"),
        ("ucrtbased.dll", "debug runtime"),
        ("MFC42.DLL", "Visual C++ 6"),
        ("msvbvm60.dll", "Visual Basic 6 runtime"),
        ("libgcc_s_dw2-1.dll", "MinGW"),
        ("libstdc++-6.dll", "MinGW"),
        ("libgfortran-5.dll", "Fortran runtime of the MinGW"),
        ("libifcoremd.dll", "Intel Fortran"),
        ("lvrt.dll", "LabVIEW Run-Time Engine"),
        ("visa32.dll", "VISA"),
        ("Qt5Core.dll", "Qt"),
        ("QtCore4.dll", "Qt"),
        ("mscoree.dll", ".NET Framework"),
        ("python27.dll", "32-bit Python"),
    ],
)
def test_well_known_dlls_belong_to_a_product(dll: str, words: str) -> None:
    assert words in product_hint(dll)


def test_a_vendors_own_dll_belongs_to_none() -> None:
    assert product_hint("spectrometer.dll") == ""


def test_assemblies_belong_to_a_product() -> None:
    assert "Visual C++ 2008 Redistributable" in assembly_hint("Microsoft.VC90.CRT")
    assert "Visual C++ 2005 SP1 Redistributable" in assembly_hint("Microsoft.VC80.MFC")
    assert "debug runtime" in assembly_hint("Microsoft.VC90.DebugCRT")
    assert "vendor's setup" in assembly_hint("Vendor.Tools")


@pytest.mark.parametrize(
    "name", ["api-ms-win-core-file-l1-1-0.dll", "EXT-MS-WIN-NTUSER-DRAW-L1-1-2", "api-ms-win-crt-heap-l1-1-0"]
)
def test_api_sets_are_known_by_their_names(name: str) -> None:
    assert is_api_set(name)


@pytest.mark.parametrize("name", ["api.dll", "apiset.dll", "ext-ms.dll"])
def test_other_names_are_files(name: str) -> None:
    assert not is_api_set(name)


@pytest.mark.parametrize(
    "name, file", [("a", "a.dll"), ("a.drv", "a.drv"), ("a.", "a"), ("bin\\a", "a.dll"), ("a.b.dll", "a.b.dll")]
)
def test_the_loader_completes_names(name: str, file: str) -> None:
    assert file_name(name) == file


MANIFEST = """<assembly xmlns="urn:schemas-microsoft-com:asm.v1"><dependency><dependentAssembly><assemblyIdentity
name="Microsoft.VC90.CRT" version="9.0.21022.8" publicKeyToken="1FC8B3B9A1E18E3B" processorArchitecture="x86"/>
</dependentAssembly></dependency></assembly>"""


def test_a_manifest_names_its_assemblies() -> None:
    assert assemblies_of(MANIFEST.encode()) == [
        Assembly("Microsoft.VC90.CRT", "9.0.21022.8", "1fc8b3b9a1e18e3b", "x86")
    ]


@pytest.mark.parametrize("manifest", [b"", b"<assembly", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"\xff" * 10])
def test_what_is_no_manifest_names_none(manifest: bytes) -> None:
    assert assemblies_of(manifest) == []


def test_a_newer_assembly_of_the_same_series_will_do(tmp_path: Path) -> None:
    (tmp_path / "manifests").mkdir()
    wanted = assemblies_of(MANIFEST.encode())[0]
    assert find_assembly(wanted, tmp_path, ()) is None
    (tmp_path / "manifests" / "x86_microsoft.vc90.crt_1fc8b3b9a1e18e3b_9.1.0.0_none_00.manifest").touch()
    (tmp_path / "manifests" / "amd64_microsoft.vc90.crt_1fc8b3b9a1e18e3b_9.0.0.0_none_00.manifest").touch()
    assert find_assembly(wanted, tmp_path, ()) is None
    newer = tmp_path / "manifests" / "x86_microsoft.vc90.crt_1fc8b3b9a1e18e3b_9.0.30729.1_none_00.manifest"
    newer.touch()
    assert find_assembly(wanted, tmp_path, ()) == newer
