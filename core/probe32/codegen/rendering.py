"""The files of a package, from the model and the templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..abi.types import Pointer, resolve
from .callback_text import callbacks
from .client_text import ClientText, anonymous_structs
from .docstrings import docstring
from .examples import example_lines, usage_line
from .folding import fold, quoted
from .model import Wrapper
from .native_types import is_address
from .server_text import layouts, methods, needs, prototypes, struct_classes, uses


@dataclass(frozen=True)
class Flavour:
    """Which runtime a package uses: where the base classes come from, what to install for it, and whether the 32-bit
    process can call functions of the client's.
    """

    name: str
    module: str
    distribution: str
    calls_back: bool


FLAVOURS = {
    "probe32": Flavour("probe32", "probe32", "probe32", calls_back=True),
    "msl-loadlib": Flavour("msl-loadlib", "msl.loadlib", "msl-loadlib", calls_back=False),
}

_TEMPLATES = Environment(
    loader=PackageLoader("probe32.codegen"),
    autoescape=False,  # Python and Markdown, no HTML
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)


def render(wrapper: Wrapper, flavour: Flavour) -> dict[str, str]:
    """Relative file names and their texts, in the order of the names."""
    common = _common(wrapper, flavour)
    files = {
        "README.md": template_text("README.md", common | _readme(wrapper)),
        "__init__.py": template_text("__init__.py", common | _init(wrapper)),
        "__main__.py": template_text("__main__.py", common | {"examples": example_lines(wrapper)}),
        "my_client.py": template_text("my_client.py", common | _client(wrapper, flavour)),
        "my_server.py": template_text("my_server.py", common | _server(wrapper)),
        "py.typed": "",
    }
    return {f"{wrapper.package}/{name}": text for name, text in files.items()}


def template_text(template: str, values: Mapping[str, object]) -> str:
    """The text that a template of this package gives with these values."""
    return _TEMPLATES.get_template(f"{template}.j2").render(values)


def _common(wrapper: Wrapper, flavour: Flavour) -> dict[str, object]:
    return {
        "package": wrapper.package,
        "client": wrapper.client,
        "server": wrapper.server,
        "dll": wrapper.dll,
        "dll_name": quoted(wrapper.dll.name),
        "dll_version": quoted(wrapper.dll.version),
        "dll_sha256": "\n".join(fold(quoted(wrapper.dll.sha256), 0)),
        "dll_path": quoted(str(wrapper.dll.path)),
        "encoding": quoted(wrapper.encoding),
        "encoding_name": wrapper.encoding,
        "flavour": flavour.name,
        "module": flavour.module,
        "distribution": flavour.distribution,
        "msl": flavour.name == "msl-loadlib",
        "left_out": wrapper.left_out,
        "methods": wrapper.methods,
    }


def _readme(wrapper: Wrapper) -> dict[str, object]:
    """What there is to tell about a wrapper besides."""
    members = [resolve(each.type) for struct in wrapper.structs for each in struct.fields]
    return {
        "example": usage_line(wrapper),
        "callbacks": bool(wrapper.callbacks),
        "variadic": any(each.more for each in wrapper.methods),
        "freeing": any(each.freed for each in wrapper.methods),
        "pointer_members": any(isinstance(each, Pointer) and not is_address(each) for each in members),
    }


def _about(wrapper: Wrapper, first: str, *more: str) -> str:
    dll = wrapper.dll
    made_for = f"Made by Probe32 for:\n  {dll.name}\n  version {dll.version or 'unknown'}\n  SHA-256 {dll.sha256}"
    missing = ", ".join(each.name for each in wrapper.left_out)
    left_out = f"Left out, for the reasons in README.md: {missing}." if missing else ""
    return "\n".join(docstring([first, made_for, *more, left_out], 0))


def _init(wrapper: Wrapper) -> dict[str, object]:
    anonymous = {wrapper.classes[each] for each in anonymous_structs(wrapper.structs)}
    names = sorted({*wrapper.classes.values(), wrapper.client, "find_dll"} - anonymous)
    return {
        "about": _about(wrapper, f"Calls {wrapper.dll.name}, a 32-bit DLL, from 64-bit Python."),
        "names": sorted(names, key=lambda each: _sorted_as(each.lower(), each)),
        "public": sorted(names, key=_sorted_as),
    }


def _sorted_as(text: str, name: str = "") -> tuple[int, list[tuple[int, str]]]:
    """As sorters of names have it: constants, classes, then the rest (what `name` is), numbers by their value."""
    name = name or text
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, [(int(each), "") if each.isdecimal() else (-1, each) for each in re.split(r"(\d+)", text)]


def _client(wrapper: Wrapper, flavour: Flavour) -> dict[str, object]:
    text = ClientText(wrapper, callbacks_elsewhere=not flavour.calls_back)
    bodies, structs = text.methods(), text.structs()
    aliases = text.aliases()
    used = {each: uses(bodies, f"_{each}(") for each in ("named", "plain", "memory")}
    used["callbacks"] = bool(wrapper.callbacks)
    used["function_members"] = any(each.is_member for each in wrapper.callbacks)
    written = [*bodies, *structs, *aliases]
    return {
        "about": _about(wrapper, f"Calls {wrapper.dll.name} from 64-bit Python; `my_server.py` holds the 32-bit side."),
        "class_about": "\n".join(docstring([f"The functions of {wrapper.dll.name}, a method each."], 4)),
        "enums": text.enums(),
        "structs": structs,
        "aliases": aliases,
        "methods": bodies,
        "needs": used,
        "abc_imports": _imports(
            Callable=uses(written, "Callable["),
            Iterable=used["plain"],
            Mapping=used["plain"],
            Sequence=uses(written, "Sequence["),
        ),
        "typing_imports": _imports(Any=True, TypedDict=bool(wrapper.structs), TypeVar=used["named"]),
    }


def _server(wrapper: Wrapper) -> dict[str, object]:
    bodies = methods(wrapper)
    used = needs(wrapper, bodies)
    runs = "This module runs in a 32-bit process where nothing but Python and its runtime is installed."
    return {
        "about": _about(wrapper, f"Loads {wrapper.dll.name} into a 32-bit process and calls its functions.", runs),
        "structs": struct_classes(wrapper),
        "prototypes": prototypes(wrapper),
        "callbacks": callbacks(wrapper),
        "layouts": layouts(wrapper),
        "methods": bodies,
        "needs": used,
        "abc_imports": _imports(
            Callable=True,
            Iterator=used["plain"],
            Mapping=used["native"] or used["callbacks"],
            Sequence=uses(bodies, "Sequence["),
        ),
    }


def _imports(**used: bool) -> str:
    return ", ".join(name for name, wanted in used.items() if wanted)
