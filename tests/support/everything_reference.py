"""A C program that makes the calls of a table and prints what they give, so that C itself says what is right.

Values are written and read by their members' names, so the layouts are the C compiler's own, not Probe32's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from everything_calls import Row

from probe32.abi.render import c_type
from probe32.abi.signatures import Parameter, Signature
from probe32.abi.types import (
    Array,
    Boolean,
    Character,
    Float,
    FunctionType,
    Pointer,
    Struct,
    Type,
    Void,
    flexible,
    resolve,
)
from probe32.abi.windows import Special, special

_HEAD = '#include "reference.h"\n'


def reference_program(rows: Sequence[Row], signatures: Mapping[str, Signature]) -> str:
    """The program's text."""
    kept = sorted({keep for _, _, keep in rows if keep})
    blocks = "\n".join(
        f"static void call_{number}(void) {{\n{_Block(signatures[name], arguments, keep).text()}}}\n"
        for number, (name, arguments, keep) in enumerate(rows)
    )
    calls = "".join(f"    call_{number}();\n" for number in range(len(rows)))
    variables = "".join(f"static void *kept_{each};\n" for each in kept)
    return f"{_HEAD}\n{variables}\n{blocks}\nint main(void) {{\n{calls}    return 0;\n}}\n"


class _Block:
    """The statements for one call."""

    def __init__(self, signature: Signature, arguments: Sequence[Any], keep: str) -> None:
        self._signature = signature
        self._keep = keep
        fixed = len(signature.inputs)
        self._values = dict(zip((each.name for each in signature.inputs), arguments[:fixed], strict=True))
        self._more = arguments[fixed:]
        self._lines: list[str] = []

    def text(self) -> str:
        """All of them."""
        arguments = [self._argument(each) for each in self._signature.parameters]
        arguments += [_promoted(each) for each in self._more]
        call = f"{self._signature.name}({', '.join(arguments)})"
        void = isinstance(resolve(self._signature.result), Void)
        self._lines.append(f"{call};" if void else f"{c_type(self._signature.result, 'result')} = {call};")
        shown = [] if void else [self._shown_result()]
        shown += [self._shown(each) for each in self._signature.outputs]
        self._lines.append('printf("[");')
        self._lines.append('\nprintf(", ");\n'.join(shown))
        self._lines.append('printf("]\\n");')
        self._lines += list(self._freed())
        if self._keep:
            last = self._signature.outputs[-1].name if self._signature.outputs else ""
            self._lines.append(f"kept_{self._keep} = (void *){'*arg_' + last if last else 'result'};")
        return "".join(f"    {line}\n" for line in "\n".join(self._lines).split("\n"))

    def _argument(self, each: Parameter) -> str:
        value = self._values.get(each.name)
        if not each.returned:
            return c_value(each.type, value)
        if each.given and value is None:
            self._lines.append(f"void *arg_{each.name} = NULL;")
            return "NULL"
        target = _target(each.type)
        unit = "char" if isinstance(target, Void) else c_type(target)
        first = "NULL, 0" if not each.given else self._first(target, value)
        size = f"{self._count(each)}" if each.size and each.size.in_bytes else f"{self._count(each)} * sizeof({unit})"
        pointer = c_type(Pointer(target), f"arg_{each.name}")
        self._lines.append(f"{pointer} = room({size}, {first});")
        return f"(void *)arg_{each.name}"

    @staticmethod
    def _first(target: Type, value: Any) -> str:
        """An array with what is there before the call, and its size."""
        if last := flexible(target):
            element = resolve(last.type)
            assert isinstance(element, Array)
            size = f"sizeof({c_type(target)}) + {len(value[last.name])} * sizeof({c_type(element.element)})"
            return f"{_kept_struct(target, value)}, {size}"
        if isinstance(resolve(target), Void) or isinstance(value, bytes):
            made = _bytes(value)
        elif isinstance(resolve(target), Character):
            made = _text(resolve(target), value)
        else:
            made = _array(target, value if isinstance(value, list) else [value])
        return f"{made}, sizeof {made}"

    def _count(self, each: Parameter) -> int:
        return 1 if each.size is None else each.size.evaluate(self._values)

    def _shown_result(self) -> str:
        return shown(self._signature.result, "result")

    def _shown(self, each: Parameter) -> str:
        target = _target(each.type)
        pointer = f"arg_{each.name}"
        if each.given and self._values[each.name] is None:
            return 'printf("null");'
        count = self._count(each)
        kind = resolve(target)
        if isinstance(kind, Void):
            return f"show_bytes({pointer}, {count});"
        if isinstance(kind, Character):
            return f"show_{'chars' if kind.size == 1 else 'wides'}({pointer}, {count});"
        if each.size is None or flexible(target):
            return shown(target, f"(*{pointer})")
        return _listed([shown(target, f"{pointer}[{index}]") for index in range(count)])

    def _freed(self) -> Iterator[str]:
        """Text is freed once it is read; what is kept is freed by a row of its own."""
        if self._keep:
            return
        if self._signature.freed_by:
            yield f"{self._signature.freed_by}(result);"
        for each in self._signature.outputs:
            if each.freed_by:
                yield f"if (*arg_{each.name}) {each.freed_by}(*arg_{each.name});"


def _target(of: Type) -> Type:
    kind = resolve(of)
    assert isinstance(kind, Pointer), of
    return kind.target


def c_value(of: Type, value: Any) -> str:
    """A value as a C expression of this type."""
    kind = resolve(of)
    if isinstance(value, str) and value.startswith("<"):
        return f"({c_type(of)})kept_{value.strip('<>')}"
    if special(of) is Special.BSTR:
        return "NULL" if value is None else f"SysAllocString({_text(Character(2), value)})"
    if isinstance(kind, Struct):
        return f"({c_type(of)}){_inside(of, value)}"
    return _pointer(kind, value) if isinstance(kind, Pointer) else f"({c_type(of)}){_inside(of, value)}"


def _inside(of: Type, value: Any) -> str:
    """A value as it stands between the braces of something larger."""
    kind = resolve(of)
    if special(of) is Special.VARIANT_BOOL:
        return str(-bool(value))
    if isinstance(kind, Struct):
        return "{" + ", ".join(f".{name} = {_inside(_member(kind, name), each)}" for name, each in value.items()) + "}"
    if isinstance(kind, Array):
        if isinstance(value, str):
            return _units(resolve(kind.element), value)
        return "{" + ", ".join(_inside(kind.element, each) for each in value) + "}"
    if isinstance(kind, Pointer):
        return c_value(of, value)
    if isinstance(kind, Float):
        return f"{float(value).hex()}{'f' if kind.size == 4 else ''}"
    if isinstance(kind, Boolean):
        return "true" if value else "false"
    return f"{value & 0xFFFFFFFFFFFFFFFF:#x}ULL" if kind.size == 8 else str(int(value))


def _member(of: Struct, name: str) -> Type:
    for each in of.fields:
        inner = resolve(each.type)
        if each.name == name:
            return each.type
        if not each.name and isinstance(inner, Struct) and (found := _find(inner, name)):
            return found
    raise KeyError(name)


def _find(of: Struct, name: str) -> Type | None:
    try:
        return _member(of, name)
    except KeyError:
        return None


def _pointer(kind: Pointer, value: Any) -> str:
    target = resolve(kind.target)
    if value is None:
        return "NULL"
    if isinstance(target, FunctionType):
        return f"call_{value.__name__}"
    if isinstance(target, Character) and isinstance(value, str):
        return _text(target, value)
    if isinstance(value, bytes):
        return f"(void *){_bytes(value)}"
    if (isinstance(value, int) and isinstance(target, Void)) or not target.size:
        return f"(void *){value:#x}"
    if flexible(target) and isinstance(value, dict):
        return _kept_struct(kind.target, value)
    return _array(kind.target, value if isinstance(value, list) else [value])


def _kept_struct(of: Type, value: Any) -> str:
    """The address of a struct whose last member has as many elements as are given, which C allows for static ones."""
    return f"({{ static {c_type(of, 'given')} = {_inside(of, value)}; &given; }})"


def _array(of: Type, values: Sequence[Any]) -> str:
    return f"({c_type(Array(of, max(len(values), 1)))}){{{', '.join(_inside(of, each) for each in values) or '0'}}}"


def _text(kind: Type, value: str) -> str:
    return f"({'char' if kind.size == 1 else 'wchar_t'}[]){_units(kind, value)}"


def _units(kind: Type, value: str) -> str:
    """The characters in braces, ended by a zero."""
    size, data = kind.size, value.encode("utf-8" if kind.size == 1 else "utf-16-le")
    units = [int.from_bytes(data[at : at + size], "little", signed=size == 1) for at in range(0, len(data), size)]
    return f"{{{', '.join(map(str, [*units, 0]))}}}"


def _bytes(value: bytes) -> str:
    return f"(unsigned char[]){{{', '.join(map(str, value))}}}"


def _promoted(value: Any) -> str:
    if isinstance(value, str):
        return _text(Character(1), value)
    if isinstance(value, float):
        return value.hex()
    return str(value) if -(2**31) <= value < 2**31 else f"{value}LL"


def shown(of: Type, value: str) -> str:
    """Statements that print what the C expression `value` gives, as JSON."""
    kind = resolve(of)
    if isinstance(kind, Struct):
        return _shown_struct(kind, value)
    if isinstance(kind, Array):
        element = resolve(kind.element)
        if isinstance(element, Character):
            return f"show_{'chars' if element.size == 1 else 'wides'}({value}, {kind.count});"
        return _listed([shown(kind.element, f"{value}[{index}]") for index in range(kind.count)])
    if isinstance(kind, Pointer):
        target = resolve(kind.target)
        if isinstance(target, Character):
            return f"show_{'text' if target.size == 1 else 'wide'}({value});"
        return f"show_address((void *){value});"
    if isinstance(kind, Float):
        return f'printf("%.17g", (double){value});'
    if isinstance(kind, Boolean) or special(of) is Special.VARIANT_BOOL:
        return f'printf({value} ? "true" : "false");'
    signed = getattr(kind, "signed", True) and not (isinstance(kind, Character) and kind.size == 2)
    return f'printf("%ll{"d" if signed else "u"}", ({"" if signed else "unsigned "}long long){value});'


def _shown_struct(kind: Struct, value: str) -> str:
    members = [f'printf("\\"{name}\\": ");\n{_shown_member(of, value, name)}' for name, of in _named_members(kind)]
    inside = '\nprintf(", ");\n'.join(members)
    return f'printf("{{");\n{inside}\nprintf("}}");'


def _shown_member(of: Type, struct: str, name: str) -> str:
    kind = resolve(of)
    if not isinstance(kind, Array) or kind.count:
        return shown(of, f"{struct}.{name}")
    element = shown(kind.element, f"{struct}.{name}[i]")
    loop = f'for (int i = 0; i < {struct}.{kind.length}; i++) {{ if (i) printf(", "); {element} }}'
    return f'printf("[");\n{loop}\nprintf("]");'


def _named_members(kind: Struct) -> Iterator[tuple[str, Type]]:
    for each in kind.fields:
        inner = resolve(each.type)
        if not each.name and isinstance(inner, Struct):
            yield from _named_members(inner)
        else:
            yield each.name, each.type


def _listed(items: Sequence[str]) -> str:
    inside = '\nprintf(", ");\n'.join(items)
    return f'printf("[");\n{inside}\nprintf("]");'
