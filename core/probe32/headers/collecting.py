"""Everything that a translation declares: the walk over clang's tree."""

from __future__ import annotations

from collections.abc import Iterator

from ..abi.signatures import Signature
from ..abi.types import Alias, Convention, Enumeration, FunctionType, Struct, pointed, resolve
from . import comments, constants, cplusplus, libclang, messages, records
from .context import InexpressibleError
from .declarations import Class, Declarations, Problem
from .declared import marks_of, parameters_of
from .decoding import decoded
from .libclang import Cursor, CursorKind, StorageClass
from .parameters import directed
from .reading import TypeReader
from .scope import Scope
from .translation import LOCK, Translation

_RECORDS = (CursorKind.STRUCT_DECL, CursorKind.UNION_DECL, CursorKind.CLASS_DECL)
_TYPEDEFS = (CursorKind.TYPEDEF_DECL, CursorKind.TYPE_ALIAS_DECL)
_TYPES = (*_RECORDS, CursorKind.ENUM_DECL)
_BLOCKS = (CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL, CursorKind.NAMESPACE)
_PREPROCESSING = (CursorKind.MACRO_DEFINITION, CursorKind.MACRO_INSTANTIATION, CursorKind.INCLUSION_DIRECTIVE)


class Collector:
    """Collects the declarations of the text and of the files that it includes. Hold `translation.LOCK`."""

    def __init__(self, translation: Translation) -> None:
        self._translation = translation
        self._cplusplus = translation.arrangement.language == "c++"
        self._types = TypeReader(Scope(translation.unit.cursor), cplusplus=self._cplusplus)
        self._bad_lines = {(_file(each.location), each.location.line) for each in translation.errors()}
        self._functions: dict[str, tuple[Cursor, Signature]] = {}
        self._structs: dict[str, Struct] = {}
        self._enums: dict[str, Enumeration] = {}
        self._typedefs: dict[str, Alias] = {}
        self._constants: dict[str, int | float | str] = {}
        self._problems: list[Problem] = []
        self._classes: dict[str, Class] = {}
        self._mangled: dict[str, str] = {}

    def collect(self) -> Declarations:
        """All declarations; what Probe32 cannot express is among the problems instead."""
        for cursor in _declarations(self._translation.unit.cursor):
            self._try(cursor)
        if self._translation.source.wants_macros:
            self._take_macros()
        return Declarations(
            functions=tuple(signature for _, signature in self._functions.values()),
            structs=tuple(self._structs.values()),
            enums=tuple(self._enums.values()),
            typedefs=tuple(self._typedefs.values()),
            constants=self._constants,
            callbacks={name: found for name, each in self._typedefs.items() if (found := _callback(each))},
            problems=(*messages.problems(self._translation), *self._problems),
            notes=tuple(messages.notes(self._translation)),
            classes=tuple(self._classes.values()),
            mangled=self._mangled,
        )

    def place(self, function: str) -> Problem:
        """Where a function that was found is declared, as a problem without words. Takes `LOCK` itself."""
        with LOCK:
            return messages.at(self._translation, self._functions[function][0].location, "")

    def _try(self, cursor: Cursor) -> None:
        try:
            self._take(cursor)
        except InexpressibleError as reason:
            self._complain(cursor, reason)
        except RecursionError:
            self._complain(cursor, InexpressibleError("Its types are nested too deep."))

    def _take(self, cursor: Cursor) -> None:
        kind = libclang.cursor_kind(cursor)
        if kind is CursorKind.FUNCTION_DECL:
            self._take_function(cursor)
        elif kind in _TYPEDEFS:
            self._take_typedef(cursor)
        elif kind is CursorKind.ENUM_DECL:
            self._take_enum(cursor)
        elif kind in _RECORDS:
            self._take_record(cursor)
        elif kind is CursorKind.VAR_DECL:
            self._take_constant(cursor)

    def _take_function(self, cursor: Cursor) -> None:
        # A static function is code of the header itself, no DLL exports it.
        if cursor.storage_class is StorageClass.STATIC or self._is_damaged(cursor):
            return
        of = cursor.type
        found = self._read_function(cursor)
        name, comment = self._function_name(cursor), comments.words(_comment(cursor))
        given = found.parameters
        if self._translation.source.is_header:  # a text of ours has marks, which a comment does not take back
            given = directed(given, parameters_of(cursor), comment)
        self._functions[name] = (
            cursor,
            Signature(
                name,
                found.result,
                given,
                found.convention,
                stated=found.convention is not Convention.CDECL or _states_cdecl(of),
                variadic=libclang.is_variadic(of),
                comment=comment,
                freed_by=marks_of(cursor).freed_by,
            ),
        )

    def _read_function(self, cursor: Cursor) -> FunctionType:
        return self._types.function(cursor.type, parameters_of(cursor), variadic=True)

    def _function_name(self, cursor: Cursor) -> str:
        """The name in C; overloads in C++, which differ in their mangled names, get names of their own."""
        decorated = cplusplus.mangled(cursor) if self._cplusplus else ""
        if not decorated:
            return cursor.spelling
        known = {mangled: name for name, mangled in self._mangled.items()}
        name = known.get(decorated) or cplusplus.free_name(cplusplus.plain_name(cursor), set(self._functions))
        self._mangled[name] = decorated
        return name

    def _take_typedef(self, cursor: Cursor) -> None:
        found = self._types.read(cursor.type)
        if isinstance(found, Alias) and not libclang.is_invalid(cursor):
            self._typedefs[found.name] = found

    def _take_record(self, cursor: Cursor) -> None:
        definition = cursor.get_definition()
        if definition is None or definition != cursor:
            return
        if self._cplusplus and (of_class := cplusplus.read_class(cursor, self._read_function)):
            self._classes[of_class.name] = of_class
        if libclang.is_invalid(cursor):
            return
        for child in libclang.children(cursor):
            if libclang.cursor_kind(child) in _TYPES:
                self._try(child)
        if self._cplusplus and cplusplus.is_class(cursor):
            return
        found = self._types.read(cursor.type)
        if isinstance(found, Struct) and found.name:
            self._structs[found.name] = found

    def _take_enum(self, cursor: Cursor) -> None:
        found = records.enumeration(cursor, cplusplus=self._cplusplus)
        self._constants.update(found.members)
        if found.name and found.members:
            self._enums[found.name] = found

    def _take_constant(self, cursor: Cursor) -> None:
        if libclang.is_const(cursor.type) and not libclang.is_invalid(cursor):
            value = libclang.evaluate(cursor)
            if value is not None:
                self._constants[cursor.spelling] = value

    def _take_macros(self) -> None:
        found = constants.macros(self._translation)
        self._constants.update(found.values)
        for each in found.too_long:
            self._complain(each, InexpressibleError("It stands for too many words."))

    def _complain(self, cursor: Cursor, reason: InexpressibleError) -> None:
        if libclang.is_invalid(cursor):
            return  # clang's own words are among the problems already
        name = cursor.spelling if "(" not in cursor.spelling else "This type"
        message = f"{name} cannot be used: {reason}"
        # A struct and its typedef of the same name are one thing to a person.
        if all(each.message != message for each in self._problems):
            place = reason.location or cursor.location
            self._problems.append(messages.at(self._translation, place, message, reason.hint))

    def _is_damaged(self, cursor: Cursor) -> bool:
        """Whether clang complained within the declaration: it then goes on with a guess, which is not to be called."""
        if libclang.is_invalid(cursor):
            return True
        if not self._bad_lines:
            return False
        file, first, last = _file(cursor.location), cursor.extent.start.line, cursor.extent.end.line
        return any((file, line) in self._bad_lines for line in range(first, last + 1))


def _declarations(parent: Cursor) -> Iterator[Cursor]:
    """The top-level declarations outside of our stubs and of the prelude, those within extern "C" { } too."""
    for each in libclang.children(parent):
        kind = libclang.cursor_kind(each)
        if kind in _PREPROCESSING or libclang.is_in_stub(each):
            continue
        if kind in _BLOCKS:
            yield from _declarations(each)
        else:
            yield each


def _file(location: libclang.Location) -> str:
    return location.file.name if location.file else ""


def _states_cdecl(function: libclang.ClangType) -> bool:
    bearers = [each for each in (function, function.get_result()) if libclang.is_attributed(each)]
    return any(each.spelling.endswith("__attribute__((cdecl))") for each in bearers)


def _comment(cursor: Cursor) -> str | None:
    found = libclang.comment(cursor)
    return None if found is None else decoded(found)


def _callback(alias: Alias) -> FunctionType | None:
    behind = pointed(alias) or resolve(alias)
    return behind if isinstance(behind, FunctionType) else None
