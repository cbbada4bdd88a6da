"""What is C++'s own in a header: names within namespaces and classes, overloads, classes with their methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..abi.signatures import Direction, Parameter, Signature
from ..abi.types import FunctionType, Opaque, Pointer
from . import comments, libclang
from .context import InexpressibleError
from .declarations import Class, Method
from .decoding import decoded
from .libclang import Cursor, CursorKind

_SCOPES = (CursorKind.NAMESPACE, CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.UNION_DECL)
_METHODS = (CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR)
_DESTRUCTOR = re.compile(r"\?\?_D(.*@)Q(AEX)XZ")

ReadFunction = Callable[[Cursor], FunctionType]


def scopes(declaration: Cursor) -> list[str]:
    """The names of the namespaces and classes around a declaration, the outermost first."""
    found: list[str] = []
    parent = declaration.semantic_parent
    while parent is not None and libclang.cursor_kind(parent) in _SCOPES:
        if parent.spelling and "(" not in parent.spelling:
            found.insert(0, parent.spelling)
        parent = parent.semantic_parent
    return found


def plain_name(declaration: Cursor) -> str:
    """A name for C: `lab_Device_open` for `lab::Device::open`, as exports without decoration are called."""
    name = declaration.spelling.replace("~", "destroy_")
    return re.sub(r"\W+", "_", "_".join([*scopes(declaration), name]))


def mangled(function: Cursor) -> str:
    """The name under which Microsoft's compiler exports a C++ function; "" for a C function."""
    found = function.mangled_name
    if destructor := _DESTRUCTOR.fullmatch(found):
        # Clang names the one that also destroys virtual bases; a DLL exports the other.
        access = "U" if function.is_virtual_method() else "Q"
        found = f"??1{destructor[1]}{access}AE@XZ"
    return found if found.startswith("?") else ""


def is_class(definition: Cursor) -> bool:
    """Whether a record is more than its members: it has bases or virtual methods, or calls itself a class."""
    if libclang.cursor_kind(definition) is CursorKind.CLASS_DECL:
        return True
    below = libclang.children(definition)
    bases = any(libclang.cursor_kind(each) is CursorKind.CXX_BASE_SPECIFIER for each in below)
    return bases or any(each.is_virtual_method() for each in below if libclang.cursor_kind(each) in _METHODS)


def read_class(definition: Cursor, read: ReadFunction) -> Class | None:
    """A class, or a struct that has methods, with what it declares; None for a struct without."""
    declared = [each for each in libclang.children(definition) if libclang.cursor_kind(each) in _METHODS]
    if not declared and libclang.cursor_kind(definition) is not CursorKind.CLASS_DECL:
        return None
    name = "::".join([*scopes(definition), definition.spelling])
    methods = _told_apart(_method(each, definition, read) for each in declared)
    words = comments.words(decoded(libclang.comment(definition) or b""))
    known = not libclang.is_invalid(definition)
    size, align = (definition.type.get_size(), definition.type.get_align()) if known else (0, 0)
    return Class(name, tuple(methods), size, align, words)


def _method(declaration: Cursor, owner: Cursor, read: ReadFunction) -> Method:
    return Method(
        declaration.spelling,
        libclang.printed(declaration).removesuffix(" = 0"),
        declaration.access_specifier.name.lower(),
        mangled(declaration),
        _signature(declaration, owner, read),
        static=declaration.is_static_method(),
        virtual=declaration.is_virtual_method(),
    )


def _signature(declaration: Cursor, owner: Cursor, read: ReadFunction) -> Signature | None:
    """How the method is called, given its object's address first; None when that cannot be said in C."""
    try:
        of = read(declaration)
    except InexpressibleError:
        return None
    parameters = of.parameters
    if not declaration.is_static_method():
        names = {each.name for each in parameters}
        name = "object" if "object" not in names else "object_"
        parameters = (Parameter(name, Pointer(Opaque(owner.spelling)), Direction.IN), *parameters)
    words = comments.words(decoded(libclang.comment(declaration) or b""))
    variadic = libclang.is_variadic(declaration.type)
    return Signature(plain_name(declaration), of.result, parameters, of.convention, variadic=variadic, comment=words)


def _told_apart(methods: Iterator[Method]) -> Iterator[Method]:
    """The same methods; the signatures of overloads have numbers behind their names."""
    taken: set[str] = set()
    for each in methods:
        if each.signature is None:
            yield each
            continue
        name = free_name(each.signature.name, taken)
        taken.add(name)
        yield replace(each, signature=replace(each.signature, name=name))


def free_name(name: str, taken: set[str]) -> str:
    """The name, or `name_2`, `name_3`, … when it is taken."""
    made, number = name, 2
    while made in taken:
        made, number = f"{name}_{number}", number + 1
    return made
