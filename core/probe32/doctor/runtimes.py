"""Which product a well-known DLL comes with, and how one gets it onto a computer."""

from __future__ import annotations

import re

_VISUAL_C = "Install the Microsoft Visual C++ {} Redistributable for x86, also on 64-bit Windows."
_DEBUG = (
    "It is the debug runtime of Microsoft Visual {}, which comes with Visual Studio alone: ask the vendor for the "
    "release build."
)
_UNDER_MINGW = "It comes with the MinGW compiler: put the 32-bit one that the vendor's build used beside the DLL."

_RELEASES = {"70": "2002", "71": "2003", "80": "2005", "90": "2008", "100": "2010", "110": "2012", "120": "2013"}

_PRODUCTS: tuple[tuple[str, str], ...] = (
    (r"(vcruntime|msvcp|concrt|vccorlib|vcomp|mfc|mfcm|atl)140u?(_\w+)?", _VISUAL_C.format("2015-2022")),
    (r"(vcruntime|msvcp|concrt|vccorlib|vcomp|mfc|mfcm)140u?d(_\w+)?|ucrtbased", _DEBUG.format("C++ 2015 or later")),
    (r"ucrtbase", "Install the Universal C Runtime (a Windows update), or the Visual C++ 2015-2022 Redistributable."),
    (r"(msvcr|msvcp|mfc|mfcm|atl|vcomp)(?P<release>70|71)u?", "It belongs to Visual C++ {year}, for which Microsoft "
     "has no installer: the vendor's setup brings it, or copy it beside the DLL."),
    (r"(msvcr|msvcp|mfc|mfcm|atl|vcomp|vccorlib)(?P<release>80|90|100|110|120)u?", _VISUAL_C.format("{year}")),
    (r"(msvcr|msvcp|mfc|mfcm)(?P<release>70|71|80|90|100|110|120)u?d", _DEBUG.format("C++ {year}")),
    (r"mfc42d|mfco42d|msvcrtd|msvcp60d|mfc42ud", _DEBUG.format("C++ 6")),
    (r"mfc4[02]u?|mfc42\w{3}|msvcp[56]0|msvcirt", "It belongs to Visual C++ 6: it is in Windows' SysWOW64 folder, or "
     "comes with the vendor's setup."),
    (r"msvbvm[56]0|vb40032", "Install the Visual Basic 6 runtime (Windows has msvbvm60.dll already)."),
    (r"vb6\w{2}", "It holds translations of the Visual Basic 6 runtime: the vendor's setup brings it."),
    (r"libgcc_s.*|libstdc\+\+-6|libwinpthread-1|libssp-0|libgomp-1|mingwm10|libatomic-1", _UNDER_MINGW),
    (r"libgfortran-\d|libquadmath-0", "It is the Fortran runtime of the MinGW compiler: put the 32-bit one beside it."),
    (r"lib(mmd|ifcoremd|ifcorert|ifportmd|iomp5md|irc)d?|svml_dispmd|ifcoremd|svml\w*", "Install the Intel Fortran or "
     "C++ compiler's runtime for IA-32."),
    (r"dformd|dfor\w*|msfrt\w*", "Install the Compaq (Digital) Visual Fortran runtime."),
    (r"salflibc\d*", "Install the Silverfrost FTN95 runtime."),
    (r"cc32\d*mt|borlndmm|rtl\d+|vcl\d+|cp32\w+|bds\w+", "It belongs to Borland's Delphi or C++Builder: the vendor's "
     "setup brings it."),
    (r"lvrt|lvrt\w+|nilvrt\w*|lvanlys|lvblas", "Install the LabVIEW Run-Time Engine, 32-bit, of the release that the "
     "DLL was built with."),
    (r"cvirte?|cvirt\w*|cvi_lvrt", "Install the LabWindows/CVI Run-Time Engine."),
    (r"visa32|visa64|nivisa32|rsvisa32|agvisa32", "Install a VISA library: NI-VISA, Keysight IO Libraries, R&S VISA."),
    (r"nicaiu|nidaq32|ni\w+u|nipalu?\w*|nispyutils?|ni4882|gpib-32|gpib_32", "Install the driver software of National "
     "Instruments for the device."),
    (r"ftd2xx|ftchipid", "Install FTDI's D2XX driver."),
    (r"(lib)?mx|(lib)?mat|(lib)?eng|mclmcrrt\w*|libmex", "Install the 32-bit MATLAB Runtime of the release that the "
     "DLL was built with (the last is R2015b)."),
    (r"qt(5|6)?(core|gui|widgets|network|xml|sql|svg)[456]?d?|qt-mt\d*|qtcore\w*", "It is a part of Qt: put the 32-bit "
     "one beside it, of the release and compiler that the vendor used."),
    (r"libeay32|ssleay32|lib(ssl|crypto)-\w+", "It is a part of OpenSSL: put the 32-bit one beside it."),
    (r"python\d+", "It needs a 32-bit Python of that version."),
    (r"jvm|java", "Install a 32-bit Java runtime, and add its folder bin\\client or bin\\server."),
    (r"mscoree|mscor\w*", "Install the .NET Framework."),
    (r"d3dx\d+_\d+|xinput1_[123]|x3daudio\w+|xaudio2_[0-7]|d3dcompiler_4[0-6]", "Install the DirectX End-User Runtimes "
     "(June 2010)."),
    (r"opencl", "Install the graphics driver, which brings OpenCL."),
    (r"nvcuda|cudart32\w*|cublas32\w*", "Install NVIDIA's driver and the last CUDA toolkit for x86 (6.5)."),
    (r"setupapi|kernel32|user32|gdi32|advapi32|shell32|ntdll|ole32|ws2_32|winmm|hid|winusb|msvcrt", "It is a part of "
     "Windows that this one lacks."),
)  # fmt: skip

_ASSEMBLIES = {"vc80": "2005 SP1", "vc90": "2008"}


def product_hint(dll: str) -> str:
    """What to install to get a DLL, in a sentence; "" when it is none of the well-known ones."""
    stem = dll.lower().removesuffix(".dll")
    for pattern, words in _PRODUCTS:
        found = re.fullmatch(pattern, stem)
        if found:
            return words.format(year=_RELEASES.get(found.groupdict().get("release", ""), ""))
    return ""


def assembly_hint(name: str) -> str:
    """What to install to get a side-by-side assembly: `Microsoft.VC90.CRT` is Visual C++ 2008's."""
    parts = name.lower().split(".")
    if len(parts) < 3 or parts[0] != "microsoft" or parts[1] not in _ASSEMBLIES:
        return "Run the vendor's setup, which installs it."
    if parts[2].startswith("debug"):
        return _DEBUG.format(f"C++ {_ASSEMBLIES[parts[1]]}")
    return _VISUAL_C.format(_ASSEMBLIES[parts[1]])
