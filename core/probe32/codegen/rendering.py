"""The files of a package, from the model and the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..abi.types import Pointer, resolve
from .callback_text import callbacks
from .client_methods import Calling, ClientMethods
from .client_types import ClientTypes
from .docstrings import docstring
from .examples import example_lines, usage_line
from .families import is_flags
from .flavours import MANY, Options
from .folding import Group as Folded
from .folding import call, fold, quoted, tuple_of
from .groups import Group, groups
from .imports import from_line, imports, kind_of, natural, order
from .model import Method, Wrapper
from .native_types import is_address
from .regions import RECORD, REGION, record
from .script import Script
from .server_text import joined_lines, layouts, methods, needs, prototypes, struct_classes, uses

_TEMPLATES = Environment(
    loader=PackageLoader("probe32.codegen"),
    autoescape=False,  # Python and Markdown, no HTML
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)
_PAGES = _TEMPLATES.overlay(autoescape=True)

_HELPERS = ("typed", "plain", "memory", "extra", "opened", "checked")
"""Functions that methods may use."""


def render(wrapper: Wrapper, options: Options) -> dict[str, str]:
    """Relative file names and their texts, in the order of the names."""
    files = _Files(wrapper, options).files()
    files[RECORD] = record(files)
    return {f"{wrapper.package}/{name}": files[name] for name in sorted(files)}


class _Files:
    """Renders one package."""

    def __init__(self, wrapper: Wrapper, options: Options) -> None:
        self._wrapper = wrapper
        self._flavour = flavour = options.flavour
        self._awaited = options.asyncio
        elsewhere = not flavour.calls_back
        self._types = ClientTypes(wrapper, callbacks_elsewhere=elsewhere, awaited=options.asyncio)
        calling = Calling(direct=not flavour.module, awaited=options.asyncio)
        text = ClientMethods(wrapper, self._types, calling, callbacks_elsewhere=elsewhere)
        self._bodies = {each.client_name: text.method(each) for each in wrapper.methods}
        self._is_package = options.layout == "package" or (options.layout == "auto" and len(wrapper.methods) >= MANY)
        self._values = self._common() | self._client_values()

    def files(self) -> dict[str, str]:
        """All files by their names."""
        client, server = f"{self._flavour.client_module}.py", f"{self._flavour.server_module}.py"
        files = {
            "README.md": self._text("README.md", self._readme()),
            "__init__.py": self._text("__init__.py", self._init()),
            "__main__.py": self._main(),
            "pyproject.toml": self._text("pyproject.toml", self._project()),
            "py.typed": "",
            "verify.py": self._verify(),
            server: self._text("my_server.py", self._server()),
        }
        if calls := self._calls():
            files["example.py"] = self._script(calls)
        return files | (self._package(client) if self._is_package else {client: self._pair()})

    def _project(self) -> dict[str, object]:
        # Names of distributions have letters of ASCII only (PEP 508).
        name = re.sub("[^A-Za-z0-9]+", "-", self._wrapper.package).strip("-")
        return {"version": _release(self._wrapper.dll.version), "name": quoted(name or "wrapper")}

    def _main(self) -> str:
        examples = example_lines(self._wrapper, self._types)
        data = dict.fromkeys(("DLL_NAME", "DLL_VERSION", "find_dll"), f".{self._values['data_module']}")
        text = self._text("__main__.py", {"examples": examples})
        about = _doc(f"Checks the wrapper on this computer: `python -m {self._wrapper.package} selftest`.")
        return self._module(about, text, self._public_types() | data | self._client_source())

    def _calls(self) -> list[str]:
        """The statements of the example: the project's sequences, or the calls that it keeps."""
        indent = 8 if self._flavour.module else 4
        script = Script(self._wrapper, self._types, awaited=self._awaited, indent=indent)
        if self._wrapper.sequences:
            return [line for each in self._wrapper.sequences for line in script.sequence(each)]
        return script.examples()

    def _script(self, calls: list[str]) -> str:
        about = _doc(f"Repeats calls that were made with Probe32: `python -m {self._wrapper.package}.example`.")
        text = self._text("example.py", {"calls": calls})
        return self._module(about, text, self._public_types() | self._client_source())

    def _verify(self) -> str:
        data = ("DLL_NAME", "DLL_SHA256", "DLL_VERSION", "find_dll")
        own = dict.fromkeys(data, f".{self._values['data_module']}") | self._client_source()
        return self._module(
            _doc("Whether a DLL is the one that this package was made for."), self._text("verify.py", {}), own
        )

    def _client_source(self) -> dict[str, str]:
        return {str(self._values["client"]): f".{self._flavour.client_module}", "verify_dll": ".verify"}

    def _public_types(self) -> dict[str, str]:
        where = "types" if self._is_package else self._flavour.client_module
        return dict.fromkeys(self._types.names, f".{where}")

    def _pair(self) -> str:
        """The client in one module."""
        written = self._text("client_pair", self._functions(self._wrapper.methods))
        return self._module(self._about_client(), written, self._server_source())

    def _package(self, client: str) -> dict[str, str]:
        """The client as a module for each group of functions, and what they have in common."""
        dll = self._wrapper.dll.name
        found = groups(self._wrapper.methods)
        types = self._text("client_types", {})
        base = self._text("client_shared", {})
        own = dict.fromkeys(self._type_names(), ".types") | self._server_source()
        files = {
            "types.py": self._module(_doc(f"The types of {dll}."), types, {}),
            "base.py": self._module(_doc(f"What the functions of {dll} have in common."), base, own),
            "functions/__init__.py": _doc(f"The functions of {dll}, a module for each group.") + "\n",
        }
        below = {name: f".{source}" for name, source in (own | self._base_names()).items()}
        for each in found:
            text = self._text("client_group", self._functions(each.methods) | self._group(each))
            about = _doc(f"The functions of {dll} {each.about}.")
            files[f"functions/{each.module}.py"] = self._module(about, text, below)
        sources = {each.name: f".functions.{each.module}" for each in found}
        text = self._text("client_whole", {"bases": fold(self._bases(found), 0)})
        return files | {client: self._module(self._about_client(), text, sources | self._base_names())}

    def _bases(self, found: list[Group]) -> Folded:
        names = [each.name for each in found] or [str(self._values["base_class"])]
        return Folded((f"class {self._values['client']}(", "):"), tuple(names))

    def _group(self, group: Group) -> dict[str, object]:
        about = docstring([f"Methods for the functions {group.about}."], 4)
        return {"name": group.name, "class_about": "\n".join(about)}

    def _functions(self, found: Iterable[Method]) -> dict[str, object]:
        ordered = list(found)
        results = [of for each in ordered if (of := self._types.result(each))]
        return {"methods": [self._bodies[each.client_name] for each in ordered], "results": results}

    def _module(self, about: str, text: str, own: Mapping[str, str]) -> str:
        """A whole module: its docstring, the imports that its text needs, the text."""
        needed = imports(text, self._flavour.module, own)
        parts = [about, "from __future__ import annotations", needed]
        gap = "\n\n\n" if text.lstrip().startswith(("class ", "@", "def ", "async def ")) else "\n\n"
        return "\n\n".join(filter(None, parts)) + gap + text.strip("\n") + "\n"

    def _text(self, template: str, values: dict[str, object]) -> str:
        return template_text(template, self._values | values)

    def _common(self) -> dict[str, object]:
        wrapper, flavour = self._wrapper, self._flavour
        return {
            "package": wrapper.package,
            "prefix": wrapper.prefix,
            "client": f"{wrapper.prefix}{flavour.client_class}",
            "base_class": f"{wrapper.prefix}Base",
            "server": f"{wrapper.prefix}{flavour.server_class}",
            "client_module": flavour.client_module,
            "server_module": flavour.server_module,
            "data_module": "base" if self._is_package else flavour.client_module,
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
            "awaited": self._awaited,
            "left_out": wrapper.left_out,
            "methods": wrapper.methods,
            "raises": wrapper.raises,
            "reader": self._reader(),
            "reader_name": wrapper.reader,
            "server_reader": wrapper.server_reader,
            "region": REGION,
            "search": fold(tuple_of(list(map(quoted, wrapper.search)), "DLL_SEARCH = "), 0) if wrapper.search else [],
            "is_package": self._is_package,
        }

    def _reader(self) -> list[str]:
        """The `def` of the method that reads structs, if there is one."""
        if not self._wrapper.reader:
            return []
        head = f"{'async ' * self._awaited}def {self._wrapper.reader}("
        parameters = ["self", "kind: type[_Struct]", "address: int | None", "index: int = 0"]
        return fold(call(head, parameters, ") -> _Struct"), 4, ":")

    def _client_values(self) -> dict[str, object]:
        types = self._types
        bodies = joined_lines(self._bodies.values())
        used = {each: uses(bodies, f"_{each}(") for each in _HELPERS}
        used["typed"] = used["typed"] or bool(self._wrapper.reader)
        used["callbacks"] = bool(self._wrapper.callbacks)
        used["function_members"] = any(each.is_member for each in self._wrapper.callbacks)
        adapted = types.adapted_callbacks()
        return {
            "needs": used,
            "constants": types.constants(),
            "enums": types.enums(),
            "numbered": any(not is_flags(each) for each in self._wrapper.enums),
            "structs": types.structs(),
            "handles": types.handles(),
            "aliases": types.aliases(),
            "error_names": types.error_names(),
            "member_classes": types.member_classes(),
            "renamed": types.renamed_members() if used["typed"] or used["plain"] or adapted else [],
            "adapted": adapted,
            "class_about": "\n".join(docstring([f"The functions of {self._wrapper.dll.name}, a method each."], 4)),
        }

    def _server_source(self) -> dict[str, str]:
        return {str(self._values["server"]): f".{self._flavour.server_module}"}

    def _type_names(self) -> list[str]:
        names = [*self._types.names, *self._types.callback_names, *self._wrapper.constants]
        return [*names, *(["_Handle"] if self._wrapper.handle_classes else [])]

    def _base_names(self) -> dict[str, str]:
        names = [str(self._values["base_class"]), "_Memory", *(f"_{each}" for each in _HELPERS)]
        return dict.fromkeys(names, ".base")

    def _about_client(self) -> str:
        server = self._flavour.server_module
        if not self._flavour.module:
            return self._about(f"Calls {self._wrapper.dll.name} from 32-bit Python; `{server}.py` has the ctypes side.")
        return self._about(f"Calls {self._wrapper.dll.name} from 64-bit Python; `{server}.py` holds the 32-bit side.")

    def _about(self, first: str, *more: str) -> str:
        dll = self._wrapper.dll
        made_for = f"Made by Probe32 for:\n  {dll.name}\n  version {dll.version or 'unknown'}\n  SHA-256 {dll.sha256}"
        missing = ", ".join(each.name for each in self._wrapper.left_out)
        left_out = f"Left out, for the reasons in README.md: {missing}." if missing else ""
        return "\n".join(docstring([first, made_for, *more, left_out], 0))

    def _readme(self) -> dict[str, object]:
        """What there is to tell about a wrapper besides."""
        wrapper = self._wrapper
        members = [resolve(each.type) for struct in wrapper.structs for each in struct.fields]
        return {
            "example": usage_line(wrapper, self._types, awaited=self._awaited),
            "callbacks": bool(wrapper.callbacks),
            "variadic": any(each.more for each in wrapper.methods),
            "freeing": any(each.signature.freeing for each in wrapper.methods),
            "pointer_members": any(isinstance(each, Pointer) and not is_address(each) for each in members),
            "opens": bool(wrapper.handle_classes),
            "example_script": bool(self._calls()),
            "sized": any(each.lengths or "1024" in each.defaults.values() for each in wrapper.methods),
        }

    def _init(self) -> dict[str, object]:
        client, data = str(self._values["client"]), str(self._values["data_module"])
        where = "types" if self._is_package else self._flavour.client_module
        names = [*self._types.names, *self._wrapper.constants]
        found = {client: self._flavour.client_module, "find_dll": data, "verify_dll": "verify"} | dict.fromkeys(
            names, where
        )
        lines = []
        for module in sorted(set(found.values())):
            lines += from_line(f".{module}", sorted((each for each in found if found[each] == module), key=order))
        side = "64-bit" if self._flavour.module else "32-bit"
        return {
            "about": self._about(f"Calls {self._wrapper.dll.name}, a 32-bit DLL, from {side} Python."),
            "imports": lines,
            "public": sorted(found, key=lambda each: (kind_of(each), natural(each))),
        }

    def _server(self) -> dict[str, object]:
        wrapper = self._wrapper
        bodies, structs = methods(wrapper), struct_classes(wrapper)
        table, called = prototypes(wrapper), callbacks(wrapper)
        text = joined_lines(bodies)
        used = needs(wrapper, text, joined_lines([*structs, table, called]))
        runs = "This module runs in a 32-bit process where nothing but Python and its runtime is installed."
        if not self._flavour.module:
            runs = "It needs a 32-bit Python for Windows and nothing else."
        return {
            "about": self._about(f"Loads {wrapper.dll.name} into a 32-bit process and calls its functions.", runs),
            "structs": structs,
            "prototypes": table,
            "callbacks": called,
            "layouts": layouts(wrapper),
            "methods": bodies,
            "needs": used,
            "abc_imports": _imports(
                Callable=True,
                Iterator=used["plain"],
                Mapping=used["native"] or used["callbacks"],
                Sequence=uses(text, "Sequence[") or used["callback_registers"],
            ),
        }


def template_text(template: str, values: Mapping[str, object]) -> str:
    """The text that a template of this package gives with these values."""
    return _TEMPLATES.get_template(f"{template}.j2").render(values)


def html_text(template: str, values: Mapping[str, object]) -> str:
    """The page that a template gives; what stands in the values is escaped."""
    return _PAGES.get_template(f"{template}.j2").render(values)


def _doc(text: str) -> str:
    return "\n".join(docstring([text], 0))


def _release(version: str) -> str:
    """A version that packaging tools accept, as near to the DLL's as can be."""
    found = re.match(r"\s*v?(\d+(?:[.,]\s*\d+)*)", version)
    return ".".join(re.findall(r"\d+", found[1])) if found else "0.0.0"


def _imports(**used: bool) -> str:
    return ", ".join(name for name, wanted in used.items() if wanted)
