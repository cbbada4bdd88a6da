"""The declarations of a project as a C header, which compilers and `probe32 header` read."""

from __future__ import annotations

import re

from ..abi.declare import declared as declaration_of
from ..abi.declare import needed_types
from ..abi.parts import types_of
from ..abi.render import prototype
from ..abi.types import Type
from .described import Description, made_for

_MARKS = """\
#include <stddef.h>
#ifndef __cplusplus
#include <stdbool.h>
#endif
#if defined(_MSC_VER) || defined(__has_include)
#include <sal.h>
#endif
#ifndef _Freed_by_
#define _Freed_by_(function)
#endif
#ifndef _Field_size_
#define _Field_size_(count)
#endif
"""


def render_header(described: Description) -> str:
    """The text of the header; `headers.parse_file` gives the project's signatures again."""
    guard = re.sub(r"\W", "_", described.project.dll.name).upper()
    lines = [
        f"/* {_plain(made_for(described.project))}",
        "   Declarations by Probe32. All functions are those of a 32-bit DLL. */",
        f"#ifndef PROBE32_{guard}",
        f"#define PROBE32_{guard}",
        "",
        _MARKS.rstrip(),
        "",
        "#ifdef __cplusplus",
        'extern "C" {',
        "#endif",
        "",
        (_windows_types(described) + described.project.types).strip(),
        "",
    ]
    for each in described.functions:
        other = f"  /* exported as {_plain(each.export)} */" if each.export != each.name else ""
        lines += [prototype(each.signature, comments=True) + other, ""]
    lines += ["#ifdef __cplusplus", "}", "#endif", "", "#endif", ""]
    return "\n".join(lines)


def _windows_types(described: Description) -> str:
    """The types of Windows that are used and not declared: Probe32 knows them, compilers do not."""
    used: list[Type] = [each for _, each in described.types.types()]
    for each in described.functions:
        used += types_of(each.signature)
    declared = {name for name, _ in described.types.types()}
    missing = [each for each in needed_types(used) if getattr(each, "name", "") not in declared]
    return "".join(map(declaration_of, missing))


def _plain(text: str) -> str:
    return text.replace("*/", "* /").replace("\n", " ")
