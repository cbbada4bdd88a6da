"""What a wrapper consists of, as plain values: read from a project once, then rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .. import headers
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Alias, Enumeration, FunctionType, Struct, Type, Void, innermost, resolve
from ..errors import ArgumentError, DeclarationError, ImageError
from ..headers import Declarations
from ..project.document import DllIdentity, Example, Project, ProjectFunction
from ..sequences.steps import Sequence as CallSequence
from .defaults import defaults
from .failing import MODES, Failure, failure_of, keeps_result
from .families import with_families
from .handles import Handle, handles
from .identifiers import Names, class_name, class_prefix, package_name
from .passing import element_of, handled_types, made_function, reasons_against, structs_of
from .pointed import gives_structs
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
    failure: Failure = Failure.RETURNED
    defaults: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Python's text for the value that a parameter has when it is not given, by its Python name."""
    lengths: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The parameter whose length a count is when it is not given, by the count's Python name."""
    handles: Mapping[str, Handle] = field(default_factory=dict, compare=False)
    """The handles that it gives, by the output's C name, "" for the result."""
    result_class: str = ""
    """The named tuple of what it gives, when that is several values."""

    @property
    def gives_result(self) -> bool:
        """Whether the function's own result is among what the method gives."""
        of = self.signature.result
        return not isinstance(resolve(of), Void) and keeps_result(self.failure, of)

    @property
    def given_back(self) -> list[tuple[str, Parameter | None]]:
        """What a method gives back, by Python names: the result (None) if there is one, then the outputs."""
        own: list[tuple[str, Parameter | None]] = [("result", None)] if self.gives_result else []
        return own + [(name, each) for name, each in self.parameters if each.returned]

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
    handle_classes: dict[str, str]
    constants: dict[str, int | float | str]
    reader: str = ""
    """The client's method that reads a struct in the DLL's memory; "" when nothing gives the address of one."""
    server_reader: str = ""
    search: tuple[str, ...] = ()
    sequences: tuple[CallSequence, ...] = ()

    @cached_property
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
        named = {name for each in self.methods for name in each.signature.freeing}
        return sorted(named - {each.signature.name for each in self.methods})

    def server_name(self, name: str) -> str:
        """What a C function is called on the server; one without a method keeps its name in the table of prototypes."""
        return next((each.server_name for each in self.methods if each.signature.name == name), name)

    @property
    def prefix(self) -> str:
        """What the names of the package's own classes begin with."""
        return class_prefix(self.package)

    @property
    def raises(self) -> bool:
        """Whether a method makes an exception of a failure."""
        return any(each.failure is not Failure.RETURNED for each in self.methods)


def read(project: Project, package: str | None = None, *, errors: str = MODES[0]) -> Wrapper:
    """The wrapper of a project. `errors` is one of `MODES`, for the functions for which the project doesn't say.

    `DeclarationError`: a declaration in it is not C, or `package` is no Python name, or a function can't fail as the
    project has it. `ImageError`: the DLL is no 32-bit one. `ArgumentError`: there is no such mode.
    """
    if project.dll.bitness != 32:
        raise ImageError(
            f"{project.dll.name} is a {project.dll.bitness}-bit DLL; a wrapper would load it into a 32-bit process.",
            hint="Load it with ctypes in a 64-bit Python, without a wrapper.",
        )
    if errors not in MODES:
        raise ArgumentError(f"Failures can't be {errors!r}.", hint=f"Use {' or '.join(MODES)}.")
    name = package or package_name(project.dll.name)
    if not name.isidentifier():
        raise DeclarationError(f"{name!r} is no name for a Python package.", hint="Use letters, digits and _.")
    return _Reader(project, name, errors).wrapper()


class _Reader:
    """Reads one project; every name of a class is given once."""

    def __init__(self, project: Project, package: str, errors: str) -> None:
        self._project = project
        self._package = package
        self._errors = errors
        self._declared = declared_types(project)
        self._constants = self._declared.macros
        prefix = class_prefix(package)
        own = {f"{prefix}{each}" for each in ("Client", "Server", "Library", "Native", "Base", "Error")}
        self._names = Names(MODULE | CLIENT | SERVER | own)

    def wrapper(self) -> Wrapper:
        functions = parsed(self._project)
        wrapped = [each for each in functions if not reasons_against(each[1])]
        signatures = [with_families(with_windows_types(each), self._constants) for _, each in wrapped]
        structs = list(dict.fromkeys(struct for each in signatures for struct in structs_of(each)))
        enums = list(dict.fromkeys(enum for each in signatures for enum in _enums_of(each)))
        classes = self._classes(structs, enums)
        given = handles(signatures)
        handle_classes = {each.name: "" for each in given.values()}
        handle_classes = {name: self._names.new(class_name(name), "Handle") for name in handle_classes}
        types = TYPES.union(classes.values(), handle_classes.values())
        methods = list(self._methods(wrapped, signatures, types, given))
        reads = gives_structs(signatures, structs)
        on_client, on_server = ({each.client_name for each in methods}, {each.server_name for each in methods})
        families = {name for enum in enums if enum not in self._declared.enums for name, _ in enum.members}
        return Wrapper(
            package=self._package,
            dll=self._project.dll,
            encoding=self._project.encoding,
            methods=tuple(methods),
            left_out=tuple(LeftOut(s.name, tuple(reasons_against(s))) for _, s in functions if reasons_against(s)),
            structs=tuple(structs),
            enums=tuple(enums),
            classes=classes,
            handle_classes=handle_classes,
            constants={self._names.new(name): value for name, value in self._constants.items() if name not in families},
            # The DLL's own functions keep their names.
            reader=Names(CLIENT | types | on_client).new("read") if reads else "",
            server_reader=Names(SERVER | types | on_server).new("read_struct") if reads else "",
            search=tuple(self._project.search),
            sequences=tuple(self._project.sequences),
        )

    def _methods(
        self,
        functions: Sequence[tuple[ProjectFunction, Signature]],
        signatures: Sequence[Signature],
        types: frozenset[str],
        given: Mapping[tuple[str, str], Handle],
    ) -> Iterator[Method]:
        on_client, on_server = Names(CLIENT | types), Names(SERVER | types)
        for (function, declared), signature in zip(functions, signatures, strict=True):
            inside = Names(PARAMETERS | types)
            parameters = tuple((inside.new(_short(each.name), "argument"), each) for each in signature.parameters)
            method = Method(
                symbol=function.symbol,
                signature=signature,
                prototype=prototype(declared),
                client_name=on_client.new(_public(signature.name)),
                server_name=on_server.new(_public(signature.name)),
                parameters=parameters,
                examples=tuple(function.examples),
                more=inside.new("more") if signature.variadic else "",
                failure=failure_of(signature, function.errors, self._errors),
                handles={output: each for (name, output), each in given.items() if name == signature.name},
            )
            values, lengths = defaults(parameters, function.defaults, variadic=signature.variadic)
            method = replace(method, defaults=values, lengths=lengths)
            if len(method.given_back) > 1:
                wanted = f"{class_name(method.client_name)}Result"
                method = replace(method, result_class=self._names.new(wanted if len(wanted) <= _LONGEST else "Result"))
            yield method

    def _classes(self, structs: Sequence[Struct], enums: Sequence[Enumeration]) -> dict[Struct | Enumeration, str]:
        found: dict[Struct | Enumeration, str] = {}
        every: tuple[Struct | Enumeration, ...] = (*structs, *enums)
        for each in every:
            name = _short(_class_name(each, structs))
            name = class_name(name) if isinstance(each, Enumeration) and each not in self._declared.enums else name
            found[each] = self._names.new(name, "Union" if isinstance(each, Struct) else "Enum")
        return found


def declared_types(project: Project) -> Declarations:
    """The types and constants that a project declares. `DeclarationError`: its text is no C."""
    return headers.require(project.types) if project.types.strip() else Declarations()


def parsed(project: Project) -> list[tuple[ProjectFunction, Signature]]:
    """The functions with their signatures: all prototypes are read at once, one by one only where that does not do."""
    text = "\n".join(f"{each.prototype.strip().rstrip(';')};" for each in project.functions)
    found = headers.parse(text, prelude=project.types) if text else Declarations()
    together = len(found.functions) == len(project.functions) and not found.problems
    signatures = found.functions if together else [signature_of(project, each) for each in project.functions]
    pairs = zip(project.functions, signatures, strict=True)
    return sorted(pairs, key=lambda each: (each[1].name, each[0].export))


def signature_of(project: Project, function: ProjectFunction) -> Signature:
    """The signature of a function. `DeclarationError`: its prototype is no C; the error names the export."""
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
        kind = innermost(each)
        if isinstance(kind, Enumeration) and kind.name:
            found[kind] = None
    return list(found)


def _class_name(of: Struct | Enumeration, structs: Sequence[Struct]) -> str:
    """The C name; for one without a name, that of the struct which it stands in, and its member."""
    if of.name:
        return _public(of.name)
    for outer in structs:
        for index, member in enumerate(outer.fields):
            if innermost(member.type) == of:
                inner = member.name or str(index)
                return f"{_class_name(outer, structs)}{inner[:1].upper()}{inner[1:]}"
    return ""
