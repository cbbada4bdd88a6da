"""What a wrapper consists of, as plain values: read from a project once, then rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .. import headers
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Array, Enumeration, FunctionType, Pointer, Struct, Type, resolve
from ..errors import DeclarationError, ImageError
from ..project.document import DllIdentity, Example, Project, ProjectFunction
from .identifiers import Names, class_prefix, package_name
from .native_types import is_text
from .passing import element_of, handled_types, made_function, reasons_against, structs_of
from .reserved import CLIENT, MODULE, PARAMETERS, SERVER, TYPES
from .windows_types import with_windows_types

_LONGEST = 40
"""Characters of a parameter's or a class's name; both can stand on one line then."""


@dataclass(frozen=True)
class Method:
    """A function that is wrapped: its name on either side, those of its parameters, its C declaration on one line."""

    symbol: str | int
    signature: Signature
    prototype: str
    client_name: str
    server_name: str
    parameters: tuple[tuple[str, Parameter], ...]
    examples: tuple[Example, ...]
    more: str = ""
    """What the arguments behind the last parameter are called, in a function that takes any number of them."""

    @property
    def freed(self) -> list[str]:
        """The functions that free the texts which a call gives."""
        given = [(self.signature.freed_by, self.signature.result)]
        given += [(each.freed_by, element_of(each.type)) for each in self.signature.outputs]
        return [name for name, of in given if name and is_text(of)]

    @property
    def names(self) -> dict[str, str]:
        """The Python name of each C parameter."""
        return {each.name: name for name, each in self.parameters}


@dataclass(frozen=True)
class Callback:
    """A function that the DLL calls: the parameter or member `name` of the server's method or struct `owner`."""

    owner: str
    name: str
    type: FunctionType
    typedef: str = ""
    is_member: bool = False

    @property
    def key(self) -> str:
        """What it is called in the server's table."""
        return f"{self.owner}.{self.name}"


@dataclass(frozen=True)
class LeftOut:
    """A function without a method, and why, in sentences."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Wrapper:
    """One package: `classes` names the class of every struct and enum in it."""

    package: str
    dll: DllIdentity
    encoding: str
    methods: tuple[Method, ...]
    left_out: tuple[LeftOut, ...]
    structs: tuple[Struct, ...]
    enums: tuple[Enumeration, ...]
    classes: dict[Struct | Enumeration, str]

    @property
    def callbacks(self) -> list[Callback]:
        """The callbacks of all methods and structs, in their order."""
        found = [
            Callback(self.classes[struct], each.name, function, is_member=True)
            for struct in self.structs
            for each in struct.fields
            if (function := made_function(each.type))
        ]
        for method in self.methods:
            for name, parameter in method.parameters:
                if isinstance(kind := element_of(parameter.type), FunctionType):
                    typedef = parameter.type.name if isinstance(parameter.type, Alias) else ""
                    found.append(Callback(method.server_name, name, kind, typedef))
        return found

    @property
    def freeing_functions(self) -> list[str]:
        """Functions without a method that free texts which methods return."""
        named = {name for each in self.methods for name in each.freed}
        return sorted(named - {each.signature.name for each in self.methods})

    def freeing(self, name: str) -> str:
        """What the function that frees a text is called in the server's table of prototypes."""
        return next((each.server_name for each in self.methods if each.signature.name == name), name)

    @property
    def client(self) -> str:
        """The client's class."""
        return f"{class_prefix(self.package)}Client"

    @property
    def server(self) -> str:
        """The server's class."""
        return f"{class_prefix(self.package)}Server"


def read(project: Project, package: str | None = None) -> Wrapper:
    """The wrapper of a project.

    `DeclarationError`: a declaration in it is not C, or `package` is no Python name. `ImageError`: the DLL is no 32-bit
    one.
    """
    if project.dll.bitness != 32:
        raise ImageError(
            f"{project.dll.name} is a {project.dll.bitness}-bit DLL; a wrapper would load it into a 32-bit process.",
            hint="Load it with ctypes in a 64-bit Python, without a wrapper.",
        )
    name = package or package_name(project.dll.name)
    if not name.isidentifier():
        raise DeclarationError(f"{name!r} is no name for a Python package.", hint="Use letters, digits and _.")
    functions = _parsed(project)
    wrapped = [each for each in functions if not reasons_against(each[1])]
    signatures = [with_windows_types(signature) for _, signature in wrapped]
    structs = list(dict.fromkeys(struct for each in signatures for struct in structs_of(each)))
    enums = list(dict.fromkeys(enum for each in signatures for enum in _enums_of(each)))
    classes = _classes(name, structs, enums)
    return Wrapper(
        package=name,
        dll=project.dll,
        encoding=project.encoding,
        methods=tuple(_methods(wrapped, classes.values())),
        left_out=tuple(LeftOut(s.name, tuple(reasons_against(s))) for _, s in functions if reasons_against(s)),
        structs=tuple(structs),
        enums=tuple(enums),
        classes=classes,
    )


def _parsed(project: Project) -> list[tuple[ProjectFunction, Signature]]:
    if project.types.strip():
        headers.require(project.types)
    found = [(each, _signature(project, each)) for each in project.functions]
    return sorted(found, key=lambda each: (each[1].name, each[0].export))


def _signature(project: Project, function: ProjectFunction) -> Signature:
    try:
        return headers.parse_prototype(function.prototype, prelude=project.types)
    except DeclarationError as error:
        raise DeclarationError(
            f"The prototype of {function.export}: {error.message}",
            hint=error.hint,
            line=error.line,
            column=error.column,
            source=error.source,
        ) from error


def _methods(functions: Sequence[tuple[ProjectFunction, Signature]], classes: Collection[str]) -> Iterable[Method]:
    types = TYPES.union(classes)
    on_client, on_server = Names(CLIENT | types), Names(SERVER | types)
    for function, declared in functions:
        inside = Names(PARAMETERS | types)
        signature = with_windows_types(declared)
        yield Method(
            symbol=function.symbol,
            signature=signature,
            prototype=prototype(declared),
            client_name=on_client.new(_public(signature.name)),
            server_name=on_server.new(_public(signature.name)),
            parameters=tuple((inside.new(_short(each.name), "argument"), each) for each in signature.parameters),
            examples=tuple(function.examples),
            more=inside.new("more") if signature.variadic else "",
        )


def _short(name: str) -> str:
    return _public(name)[:_LONGEST].rstrip("_")


def _public(name: str) -> str:
    """Without leading underscores: such names are private to the classes, and not to be requested."""
    return name.lstrip("_") or name


def _enums_of(signature: Signature) -> list[Enumeration]:
    found: dict[Enumeration, None] = {}
    types: list[Type] = [of for each in signature.parameters for of in handled_types(each)] + [signature.result]
    for struct in structs_of(signature):
        types += [each.type for each in struct.fields]
    for each in types:
        kind = _innermost(each)
        if isinstance(kind, Enumeration) and kind.name:
            found[kind] = None
    return list(found)


def _innermost(of: Type) -> Type:
    kind = resolve(of)
    while isinstance(kind, (Pointer, Array)):
        kind = resolve(kind.target if isinstance(kind, Pointer) else kind.element)
    return kind


def _classes(package: str, structs: Sequence[Struct], enums: Sequence[Enumeration]) -> dict[Struct | Enumeration, str]:
    prefix = class_prefix(package)
    names = Names(MODULE | CLIENT | SERVER | {f"{prefix}Client", f"{prefix}Server"})
    found: dict[Struct | Enumeration, str] = {}
    every: tuple[Struct | Enumeration, ...] = (*structs, *enums)
    for each in every:
        found[each] = names.new(_short(_class_name(each, structs)), "Union" if isinstance(each, Struct) else "Enum")
    return found


def _class_name(of: Struct | Enumeration, structs: Sequence[Struct]) -> str:
    """The C name; for one without a name, that of the struct which it stands in, and its member."""
    if of.name:
        return _public(of.name)
    for outer in structs:
        for index, field in enumerate(outer.fields):
            if _innermost(field.type) == of:
                return f"{_class_name(outer, structs)}_{field.name or index}"
    return ""
