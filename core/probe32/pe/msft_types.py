"""The types in a type library of the format "MSFT"."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

from .clr_signatures import Work
from .com_types import ComMethod, ComType
from .memory import MissingDataError
from .msft_tables import ARRAYS, IMPORTS, REFERENCES, TYPE_INFOS, TYPES, MsftTables

_INFO = 0x64
_KINDS = ("enum", "struct", "module", "interface", "dispinterface", "coclass", "alias", "union")
_DUAL = 0x40
_SIMPLE = {
    0: "void", 2: "short", 3: "long", 4: "float", 5: "double", 6: "CURRENCY", 7: "DATE", 8: "BSTR", 9: "IDispatch *",
    10: "SCODE", 11: "VARIANT_BOOL", 12: "VARIANT", 13: "IUnknown *", 14: "DECIMAL", 16: "char", 17: "unsigned char",
    18: "unsigned short", 19: "unsigned long", 20: "__int64", 21: "unsigned __int64", 22: "int", 23: "unsigned int",
    24: "void", 25: "HRESULT", 30: "LPSTR", 31: "LPWSTR", 37: "INT_PTR", 38: "UINT_PTR",
}  # fmt: skip
_POINTER, _SAFE_ARRAY, _ARRAY, _NAMED = 26, 27, 28, 29
_KNOWN = {
    "{00000000-0000-0000-C000-000000000046}": "IUnknown",
    "{00020400-0000-0000-C000-000000000046}": "IDispatch",
    "{00020404-0000-0000-C000-000000000046}": "IEnumVARIANT",
    "{66504301-BE0F-101A-8BBB-00AA00300CAB}": "OLE_COLOR",
    "{7BF80980-BF32-101A-8BBB-00AA00300CAB}": "IPicture",
    "{7BF80981-BF32-101A-8BBB-00AA00300CAB}": "IPictureDisp",
    "{BEF6E002-A874-101A-8BBA-00AA00300CAB}": "IFont",
    "{BEF6E003-A874-101A-8BBA-00AA00300CAB}": "IFontDisp",
}
_DIRECTIONS = ((1, "in"), (2, "out"), (4, "lcid"), (8, "retval"), (0x10, "optional"))
_INVOKED = {2: "get", 4: "put", 8: "putref"}
_IMPLEMENTED = ((1, "default"), (2, "source"), (4, "restricted"))
_DEEPEST = 16
_MOST_MEMBERS = 60_000
_MOST_PARAMETERS = 256
_MOST_BASES = 256


class MsftTypes:
    """Reads the types one by one; what is damaged ends the list."""

    def __init__(self, tables: MsftTables) -> None:
        self._tables = tables
        self._work = Work()
        self._left = _MOST_MEMBERS
        self._names: dict[int, str] = {}

    @property
    def spent(self) -> bool:
        """Whether something was left out because there was too much."""
        return self._left < 0 or self._work.left < 0 or self._tables.spent

    def types(self) -> Iterator[ComType]:
        """All of them, in the library's order. `MissingDataError`: one leads outside the file."""
        for offset in self._tables.offsets:
            if self.spent:
                return
            yield self._type(self._tables.place(TYPE_INFOS, offset, _INFO))

    def _type(self, place: int) -> ComType:
        tables = self._tables
        words = tables.integers(place, _INFO // 4)
        kind = _KINDS[words[0] & 7] if words[0] & 15 < len(_KINDS) else f"kind {words[0] & 15}"
        methods, members = self._elements(words, kind)
        first = words[0x54 // 4]
        if kind == "alias":
            members = (self._described(first),)
        return ComType(
            name=tables.name_at(words[0x34 // 4]),
            kind=kind,
            guid=tables.guid_at(words[0x2C // 4]),
            bases=tuple(self._bases(kind, first, words[0x4C // 4] & 0xFFFF)),
            methods=methods,
            members=members,
            dual=bool(words[0x30 // 4] & _DUAL),
            help=tables.string_at(words[0x3C // 4]),
        )

    def _bases(self, kind: str, first: int, count: int) -> Iterator[str]:
        if kind in ("interface", "dispinterface") and first != -1:
            yield self._named(first)
        if kind != "coclass":
            return
        for _ in range(min(count, _MOST_BASES)):
            if first == -1:
                return
            reference, flags, _, following = self._tables.integers(self._tables.place(REFERENCES, first, 16), 4)
            yield f"{self._named(reference)} {_marks(flags, _IMPLEMENTED)}".rstrip()
            first = following

    def _elements(self, words: list[int], kind: str) -> tuple[tuple[ComMethod, ...], tuple[str, ...]]:
        """The functions and the variables. Their records follow one another; identifiers and names stand behind."""
        functions, variables = words[0x18 // 4] & 0xFFFF, words[0x18 // 4] >> 16 & 0xFFFF
        count, place = functions + variables, words[1]
        if not count:
            return (), ()
        tables = self._tables
        behind = place + 4 + tables.signed(place)
        ids, names = tables.integers(behind, count), tables.integers(behind + 4 * count, count)
        known: dict[int, str] = {}
        methods, members = [], []
        record = place + 4
        for index in range(count):
            self._left -= 1
            if self.spent:
                break
            size = tables.signed(record) & 0xFFFF
            data = tables.record(record, size)
            # The second half of a property may leave its name to the first.
            name = known.setdefault(ids[index], tables.name_at(names[index])) or tables.name_at(names[index])
            if index < functions:
                methods.append(self._method(data, name, ids[index]))
            else:
                members.append(self._member(data, name, kind))
            record += size
        return tuple(methods), tuple(members)

    def _method(self, data: bytes, name: str, number: int) -> ComMethod:
        if len(data) < 24:
            raise MissingDataError("the record of a method is too short")
        returns, _, offset, _, kind, count, _ = unpack_from("<iiHHIhh", data, 4)
        count = min(max(count, 0), _MOST_PARAMETERS, (len(data) - 24) // 12)
        start = len(data) - 12 * count
        parameters = [self._parameter(*unpack_from("<iii", data, start + 12 * index)) for index in range(count)]
        optional = start - (4 * count if kind & 0x1000 else 0)
        text = self._tables.string_at(unpack_from("<i", data, 28)[0]) if optional >= 32 else ""
        invoked = _INVOKED.get(kind >> 3 & 15, "method")
        declaration = f"{_joined(self._described(returns), name)}({', '.join(parameters)})"
        dispatched = kind & 7 == 4
        return ComMethod(name, declaration, invoked, number, -1 if dispatched else offset & ~1, text)

    def _parameter(self, kind: int, name: int, flags: int) -> str:
        return f"{_marks(flags, _DIRECTIONS)} {_joined(self._described(kind), self._tables.name_at(name))}".lstrip()

    def _member(self, data: bytes, name: str, kind: str) -> str:
        if len(data) < 20:
            raise MissingDataError("the record of a member is too short")
        described, _, variable, _, value = unpack_from("<iihhi", data, 4)
        if variable == 2:  # VAR_CONST
            number = self._tables.constant(value)
            shown = f'"{number}"' if isinstance(number, str) else "?" if number is None else str(number)
            return f"{name} = {shown}" if kind == "enum" else f"{_joined(self._described(described), name)} = {shown}"
        return _joined(self._described(described), name)

    def _described(self, kind: int, depth: int = 0) -> str:
        """A type in IDL's words: a negative number is a simple one, others lead to the table of types."""
        if depth > _DEEPEST or not self._work.take():
            return "?"
        if kind < 0:
            return _SIMPLE.get(kind & 0xFFF, f"type {kind & 0xFFF}")
        first, second = self._tables.integers(self._tables.place(TYPES, kind & ~7, 8), 2)
        code = first & 0xFFF
        if code == _NAMED:
            return self._named(second)
        if code in (_POINTER, _SAFE_ARRAY):
            inner = self._described(-1 << 31 | second & 0xFFF if second < 0 else second, depth + 1)
            return _joined(inner, "*") if code == _POINTER else f"SAFEARRAY({inner})"
        if code == _ARRAY:
            return self._array(second, depth)
        return _SIMPLE.get(code, f"type {code}")

    def _array(self, offset: int, depth: int) -> str:
        place = self._tables.place(ARRAYS, offset, 8)
        element, dimensions = self._tables.integers(place, 2)
        count = min(dimensions & 0xFFFF, 8)
        bounds = self._tables.integers(place + 8, 2 * count)
        inner = self._described(-1 << 31 | element & 0xFFF if element < 0 else element, depth + 1)
        return inner + "".join(f"[{each & 0xFFFFFFFF}]" for each in bounds[::2])

    def _named(self, reference: int) -> str:
        """The name of a type of this library or, with bit 0, of another one."""
        if reference not in self._names:
            self._names[reference] = self._read_name(reference)
        return self._names[reference]

    def _read_name(self, reference: int) -> str:
        tables = self._tables
        if not reference & 1:
            place = tables.place(TYPE_INFOS, reference & ~3, _INFO)
            return tables.name_at(tables.signed(place + 0x34))
        flags, file, which = tables.integers(tables.place(IMPORTS, reference & ~3, 12), 3)
        if not flags & 0x10000:
            return f"type {which} of {tables.import_file(file)}"
        guid = tables.guid_at(which)
        return _KNOWN.get(guid) or f"{guid} of {tables.import_file(file)}"


def _marks(flags: int, words: tuple[tuple[int, str], ...]) -> str:
    found = ", ".join(word for bit, word in words if flags & bit)
    return f"[{found}]" if found else ""


def _joined(kind: str, name: str) -> str:
    """A type before a name, as C writes them: stars stand at the name, the bounds of an array behind it."""
    if "[" in kind and not kind.startswith("SAFEARRAY"):
        base, bracket, bounds = kind.partition("[")
        return f"{base} {name}{bracket}{bounds}"
    return kind + name if kind.endswith("*") else f"{kind} {name}".rstrip()
