"""Every function of everything.dll with its arguments: the one table behind the reference program and all callers.

A row is the function's name, its arguments, and a name under which its last value is kept for later rows, if any.
Text such as "<counter>" among the arguments stands for what was kept under that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import everything_callbacks as back

Row = tuple[str, tuple[Any, ...], str]

MIXED = {"a": -5, "b": 300, "c": 99, "d": -70000, "e": 2.5, "f": -0.125, "g": 2**40, "h": True}
INNER = {"kind": 7, "values": [1, -2, 300]}
OUTER = {"first": INNER, "more": [{"kind": 1}, {"kind": 2, "values": [9, 8, 7]}], "at": {"x": 5, "y": -5}, "last": 200}
BITS = {"low": 7, "middle": 1000, "sign": -16, "little": 5, "rest": 6, "tail": -200, "end": 1}
PACKED_BITS = {"a": 1, "b": 100, "c": 1000000, "d": -16, "e": 65533}
PACKED = {"a": -1, "b": 1.5, "c": 7, "d": 70000}
GUID = {"Data1": 0xFFFFFFFF, "Data2": 0, "Data3": 3, "Data4": [1, 2, 3, 4, 5, 6, 7, 8]}
LABEL = {"name": "naïve", "title": "wïde €", "lines": ["one", "three"], "note": "a note"}


def _bytes(size: int) -> dict[str, list[int]]:
    return {"data": [(7 * index + 250) % 256 for index in range(size)]}


def _calls(name: str, *arguments: tuple[Any, ...]) -> list[Row]:
    return [(name, each, "") for each in arguments]


WHOLE_NUMBERS: list[Row] = [
    *_calls("i8_next", (1,), (127,), (-128,)),
    *_calls("u8_next", (1,), (255,)),
    *_calls("i16_next", (-1,), (32767,)),
    *_calls("u16_next", (65535,), (65534,)),
    *_calls("i32_next", (-(2**31),), (2**31 - 1,)),
    *_calls("u32_next", (2**31 - 1,), (2**32 - 2,)),
    *_calls("i64_next", (2**31 - 1,), (-(2**63),)),
    *_calls("u64_next", (2**63 - 1,), (2**64 - 2,)),
    *_calls("long_sum", (-5, 3)),
    *_calls("char_next", (-1,), (64,)),
    *_calls("wchar_next", (0x263A,), (0xFFFE,)),
    *_calls("bool_not", (True,), (False,)),
    *_calls("bool_flip", (True,), (False,)),
    *_calls("nothing", ()),
    *_calls("i8_bump", (-1,), (126,)),
    *_calls("u8_bump", (254,)),
    *_calls("i16_bump", (-32768,)),
    *_calls("u16_bump", (65534,)),
    *_calls("i32_bump", (-2,)),
    *_calls("u32_bump", (2**31,)),
    *_calls("i64_bump", (2**32 - 1,)),
    *_calls("u64_bump", (2**63,)),
    *_calls("least", ()),
    *_calls("greatest", ()),
    *_calls("every_width", (-1, 200, -300, 60000, -5, 4000000000, -(2**40), 2**41)),
    *_calls("i64_between", (1, -(2**40), 5, 2**33)),
    *_calls("divide", (17, 5), (-17, 5), (1, 0)),
]

WINDOWS_NAMES: list[Row] = [
    *_calls("win_bool", (0,), (5,)),
    *_calls("win_byte", (0x5A,)),
    *_calls("win_word", (1,)),
    *_calls("win_dword", (1,)),
    *_calls("win_long", (2**31 - 1,)),
    *_calls("win_ulong", (5,)),
    *_calls("win_short", (-300,)),
    *_calls("win_ushort", (65535,)),
    *_calls("win_uint", (2**32 - 1,)),
    *_calls("win_longlong", (2**62,)),
    *_calls("win_ulonglong", (1,)),
    *_calls("win_float", (0.75,)),
    *_calls("win_size", (0,)),
    *_calls("win_dword_ptr", (0x1000,)),
    *_calls("win_message", (0x400, 3, -7)),
    *_calls("win_hresult", (5,)),
    *_calls("win_variant_bool", (True,), (False,)),
    *_calls("win_handle", (0x40,), (None,)),
    *_calls("win_window", (0x20,), (None,)),
    *_calls("win_color", (1, 2, 255)),
    *_calls("win_wchar", (1,)),
    *_calls("win_date", (45000.25,)),
    *_calls("win_guid", ()),
    *_calls("win_guid_next", (GUID,)),
    *_calls("win_guid_first", (GUID,)),
    *_calls("win_guid_of", (0xDEADBEEF,)),
    *_calls("win_area", ({"left": -1, "top": 2, "right": 9, "bottom": 5},)),
    *_calls("win_mirror", ({"x": 3, "y": -4},)),
    *_calls("win_file_time", ({"dwLowDateTime": 4294967280, "dwHighDateTime": 6},)),
    *_calls("win_text_length", ("größe",)),
    *_calls("win_wide_length", ("größe",)),
    *_calls("win_fail", (5,)),
]

BSTRS: list[Row] = [
    *_calls("bstr_length", ("größe",), ("",), (None,)),
    *_calls("bstr_greeting", (3,), (-1,)),
    *_calls("bstr_out", (4,), (-1,)),
    *_calls("bstr_upper", ("shout",)),
]

FLOATS: list[Row] = [
    *_calls("f32_half", (0.5,), (-3.0,)),
    *_calls("f64_half", (0.1,)),
    *_calls("f64_third", (1, 0.1, 0.5, -2.5, 7)),
    *_calls("f32_of_whole", (-3, 2**40)),
    *_calls("f64_after_i64", (2**52 + 1, 0.5, 3, 0.25)),
    *_calls("i64_of_f64", (1e15,), (-2.75,)),
    *_calls("i64_product", (2**31 - 1, -(2**31))),
    *_calls("u64_shift", (3, 62)),
    *_calls("f32_bump", (0.5,)),
    *_calls("f64_out", (0.3,)),
    *_calls("f64_extremes", ()),
]

ENUMS: list[Row] = [
    *_calls("level_up", (-2,), (0,), (9,)),
    *_calls("level_value", (-2,), (5,)),
    *_calls("level_limits", ()),
    *_calls("level_turn", (1,), (-9,)),
    *_calls("access_join", (1, 4)),
    *_calls("access_has", (5, 4), (5, 2)),
    *_calls("level_highest", ([0, 9, -2], 3)),
    *_calls("lift_move", ({"at": -2, "who": 1, "moving": True},)),
]

TEXT: list[Row] = [
    *_calls("text_length", ("größe",), ("",), (None,)),
    *_calls("wide_length", ("größe €",), (None,)),
    *_calls("text_sum", ("äb",)),
    *_calls("text_name", (0,), (1,), (2,)),
    *_calls("wide_name", (0,), (1,), (2,)),
    *_calls("text_not_utf8", ()),
    *_calls("text_copy", ("Wörld", 32), ("too long", 5)),
    *_calls("wide_copy", ("Wörld €", 32), ("too long", 4)),
    *_calls("text_number", (-42,)),
    *_calls("text_upper", ("abcé", 8)),
    *_calls("wide_upper", ("abcé", 8)),
    *_calls("text_fill", (120, 5)),
    *_calls("text_fill_up", (20,), (4,)),
    *_calls("text_lead", ()),
    *_calls("wide_lead", ()),
    *_calls("text_longest", (["a", "größer", ""], 3)),
    *_calls("wide_total", (["a", "größer", ""], 3)),
    *_calls("text_join", (["one", "zwö", "three"], 3, 40)),
    *_calls("label_make", (7,), (0,)),
    *_calls("label_measure", (LABEL,)),
    *_calls("label_swap", (LABEL,)),
]

ARRAYS: list[Row] = [
    *_calls("sum_fixed", ([1, 2, 3, 4],)),
    *_calls("double_fixed", ([5, -6, 7],)),
    *_calls("fill_fixed", (3,)),
    *_calls("sum_many", ([5, -6, 7, 8, 9], 5), ([], 0)),
    *_calls("mean_of", ([0.5, 1.5, 4.0], 3)),
    *_calls("sum_wide", ([2**40, -1, 2**41], 3)),
    *_calls("ramp", (4,)),
    *_calls("scale", ([1.0, -2.0, 0.5], 3, 0.25)),
    *_calls("negate_bools", ([True, False, True], 3)),
    *_calls("sum_shorts", ([-300, 5, 9], 6)),
    *_calls("evens", (4,)),
    *_calls("blob", (6,)),
    *_calls("checksum", (b"\x00\x01\xff\x80", 4)),
    *_calls("fill", (5, 253)),
    *_calls("reverse", (b"ab\x00cd", 5)),
    *_calls("bytes_up", ([0, 254, 9], 3)),
    *_calls("trace", ([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 0.5]],)),
    *_calls("transpose", ([[1.5, -2.5]],)),
    *_calls("grid_sum", ([1, 2, 3, 4, 5, 6], 2, 3)),
    *_calls("grid_fill", (2, 3)),
]

POINTERS: list[Row] = [
    *_calls("echo_address", (0x1234,), (None,)),
    *_calls("is_null", (5,), (None,)),
    *_calls("ratio", (3.0, 2.0), (None, 2.0), (1.0, None)),
    *_calls("swap_addresses", ([0x10], [None]), ([0x10], [0x20])),
    *_calls("maybe_twice", (21,), (None,)),
    *_calls("first_byte", (b"\x07\x08",), (None,)),
    ("inner_shared", (), "inner"),
    *_calls("inner_kind", ("<inner>",), (INNER,)),
    *_calls("deep", ([[5]],)),
]

MEMORY: list[Row] = [
    *_calls("memory_text", (3,), (-1,)),
    *_calls("memory_wide", (0,), (1,)),
    *_calls("memory_text_out", (5,)),
    *_calls("memory_blocks", ()),
    ("memory_numbers", (4,), "numbers"),
    *_calls("memory_sum", ("<numbers>", 4)),
    *_calls("memory_free", ("<numbers>",)),
    *_calls("memory_blocks", ()),
    *_calls("memory_free", (None,)),
]

STRUCTS: list[Row] = [
    *_calls("mixed_make", (3,), (-100,)),
    *_calls("mixed_sum", (MIXED,)),
    *_calls("mixed_bump", (MIXED,)),
    *_calls("outer_bump", (OUTER,)),
    *_calls("outer_sum", (OUTER,)),
    *_calls("number_bump", ({"whole": 0x41424344},), ({"bytes": [1, 2, 3, 4]},), ({"wide": 1.5},)),
    *_calls("variant_bump", ({"tag": 0, "whole": 6},), ({"tag": 1, "real": 0.25},), ({"tag": 2, "low": -3},)),
    *_calls("bits_bump", (BITS,), ({"tail": 255},)),
    *_calls("flags_turn", ({"ready": 1, "busy": 1, "level": 15},)),
    *_calls("packed1_bump", (PACKED,)),
    *_calls("packed2_bump", (PACKED,)),
    *_calls("packed4_bump", (PACKED | {"c": 2**40, "d": -128},)),
    *_calls("packed_bits_bump", (PACKED_BITS,)),
    *_calls("aligned_bump", ({"a": 5, "b": -5},)),
    *_calls("gap_bump", ({"a": 1, "b": 2, "c": 3},)),
    *_calls("register_split", (0xFEDCBA98,)),
    *_calls("flexible_sum", (b"\x02\x00\x00\x00\x05\x00\xff\xff", 8)),
    *_calls("flexible_total", ({"count": 3, "values": [5, -1, 300]},)),
    *_calls("flexible_make", (4,)),
    *_calls("flexible_bump", ({"count": 3, "values": [5, -1, 300]},)),
    *_calls("buffer_sum", ({"count": 3, "values": [5, 6, 7], "name": "a"},), ({"count": 0},)),
    *_calls("buffer_scale", ({"count": 2, "values": [5, 6], "name": None}, 3)),
    *_calls("node_sum", ({"value": 3},)),
    *_calls("inners_sum", ([INNER, {"kind": 2, "values": [0, 0, 5]}], 2)),
    *_calls("inners_bump", ([INNER, INNER], 2)),
    *_calls("inners_make", (3,)),
]

BY_VALUE: list[Row] = [
    *((f"sum_of_{size}", (1000, _bytes(size), 7), "") for size in (1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24)),
    *((f"make_{size}", (size,), "") for size in (1, 2, 3, 4, 5, 8, 12, 16, 24)),
    *_calls("pair_turn", ({"x": 3, "y": -4},)),
    *_calls("complex_product", ({"re": 1.0, "im": 2.0}, {"re": 0.5, "im": -1.0})),
    *_calls("point2_middle", ({"x": 0.0, "y": 1.0}, {"x": 3.0, "y": -4.0})),
    *_calls("point3_scale", ({"x": 1.0, "y": 2.0, "z": 3.0}, 0.5)),
    *_calls("tagged_mix", (1, {"tag": 2, "value": 0.5}, 0.25, {"x": 3, "y": -1}, 2**33)),
    *_calls("small_bump", ({"whole": 0x00010000},), ({"parts": [5, 6]},)),
    *_calls("number_next", ({"wide": 2.0},)),
    *_calls("large_turn", ({"values": [1.0, 2.0, 3.0]},)),
    *_calls("large_length", (100, {"text": "twelve bytes"})),
    *_calls("bits_next", (BITS,)),
    *_calls("bits_sum", (BITS, 10000)),
    *_calls("flags_next", ({"busy": 1, "level": 3},)),
    *_calls("packed1_next", (PACKED,)),
    *_calls("packed_bits_next", (PACKED_BITS,)),
    *_calls("register_of", (0x12345678,)),
    *_calls("register_high", ({"low": 9, "high": 7},), ({"all": 0xFF},)),
    *_calls("variant_next", ({"tag": 1, "real": 0.5, "number": {"whole": 3}},)),
    *_calls("lift_call", ({"at": 0, "who": 7}, 9)),
    *_calls("label_length", (LABEL,)),
]

CALLBACKS: list[Row] = [
    *_calls("apply", (back.less, 7, 5)),
    *_calls("fold", ([5, 3, 2], 3, back.less)),
    *_calls("visit", (4, back.add_up, 0x10), (2, back.add_up, None)),
    *_calls("integrate", (back.parabola, 0.0, 3.0, 8)),
    *_calls("repeat", (back.triple, -5, 25)),
    *_calls("with_structs", (back.pair_sum, 7)),
    *_calls("walk", (back.no_sink, 3)),
    *_calls("tell", (back.lengths,)),
    *_calls("sort", ([3, 9, -2, 5], 4, back.descending)),
    *_calls("in_blocks", (back.block_sum, 4)),
    *_calls("count_if", (back.is_odd_one, 6)),
    *_calls("map_levels", (back.level_down,)),
    *_calls("blend", (back.weighted, 0.5, 3.0)),
    *_calls("turn_twice", (back.quarter_turn, {"re": 0.5, "im": -2.0})),
    *_calls("maybe_apply", (back.less, 5), (None, 5)),
    ("adder", (), "adder"),
    *_calls("apply", ("<adder>", 40, 2)),
    *_calls("ask", (back.doubled, 3)),
    *_calls("longest_name", (back.name_of, 3)),
    *_calls("sum_made", (back.cube, 4)),
    *_calls("read_number", (back.parts,)),
    *_calls("fast_back", (back.fast_sum, 4)),
    *_calls("fast_made", (back.fast_point, 3)),
    *_calls("this_back", (back.this_step, 3)),
    *_calls("run_hooks", ({"count": 3, "combine": back.less, "inner": {"visit": back.add_up}},)),
    *_calls("run_hooks", ({"count": 2, "combine": "<adder>"},)),
    *_calls("set_handler", ("<adder>",)),
    *_calls("fire_handler", (4,)),
    *_calls("set_handler", (None,)),
    *_calls("fire_handler", (4,)),
]

HANDLES: list[Row] = [
    ("counter_open", (5,), "counter"),
    *_calls("counter_add", ("<counter>", 37)),
    ("counter_open_ex", (-5,), ""),
    ("counter_open_ex", (1,), "second"),
    *_calls("counter_add", ("<second>", -3)),
    *_calls("counters_open", ()),
    *_calls("counter_close", ("<second>",), ("<counter>",)),
    *_calls("counters_open", ()),
    *_calls("counter_none", ()),
    *_calls("table_of", ()),
    ("memory_numbers", (3,), "table"),
    *_calls("table_at", ("<table>", 2)),
    *_calls("memory_free", ("<table>",)),
]

VARIABLE: list[Row] = [
    *_calls("sum_all", (0,), (3, 5, -6, 70000)),
    *_calls("sum_doubles", (2, 0.5, 1.25)),
    *_calls("print_to", (40, "no. %d, %s, %.3f", -5, "größe", 0.5), (5, "%d", 1234567)),
    *_calls("mixed_arguments", ("idqs", 5, 0.25, 2**40, "four"), ("",)),
]

CONVENTIONS: list[Row] = [
    *_calls("fast_none", ()),
    *_calls("fast_one", (14,)),
    *_calls("fast_two", (3, 10)),
    *_calls("fast_four", (1, -2, 3, -4)),
    *_calls("fast_mixed", (0.5, -3, 4000000000, 2**33)),
    *_calls("fast_text", ("größe",)),
    *_calls("fast_point3", (0.5, 2, -3)),
    *_calls("fast_struct", (1, 2, {"x": 3, "y": 4}, {"x": 0.5, "y": 6.0}, 7)),
    *_calls("fast_pair", (-3, 4)),
    *_calls("this_value", (INNER,)),
    *_calls("this_add", (INNER, 5, -6)),
    *_calls("this_scale", (INNER, 0.25)),
    *_calls("this_wide", (INNER, 2**33, -7)),
    *_calls("plain_name", (6, -7)),
    *_calls("under_name", (8,)),
    *_calls("first_name", (1,)),
    *_calls("second_name", (2,)),
    *_calls("ordinal_40", (40,)),
    *_calls("ordinal_41", (1.5,)),
]

THEMES: dict[str, list[Row]] = {
    "whole numbers": WHOLE_NUMBERS,
    "Windows' names": WINDOWS_NAMES,
    "BSTRs": BSTRS,
    "floating point": FLOATS,
    "enums": ENUMS,
    "text": TEXT,
    "arrays": ARRAYS,
    "pointers": POINTERS,
    "memory of the DLL's": MEMORY,
    "structs": STRUCTS,
    "structs by value": BY_VALUE,
    "callbacks": CALLBACKS,
    "handles": HANDLES,
    "variable arguments": VARIABLE,
    "conventions and names": CONVENTIONS,
}
ROWS: list[Row] = [row for rows in THEMES.values() for row in rows]


def make_calls(function: Callable[[str], Callable[..., Any]], rows: Sequence[Row]) -> list[list[Any]]:
    """What each row's call gives, as a list of its values; `function` finds the callable for a name."""
    kept: dict[str, Any] = {}
    found: list[list[Any]] = []
    for name, arguments, keep in rows:
        given = [_with_kept(each, kept) for each in arguments]
        value = function(name)(*given)
        values = list(value) if isinstance(value, tuple) else [] if value is None else [value]
        if keep:
            kept[f"<{keep}>"] = values[-1]
        found.append([plain(each) for each in values])
    return found


def _with_kept(value: Any, kept: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: _with_kept(each, kept) for name, each in value.items()}
    return kept[value] if isinstance(value, str) and value in kept else value


def plain(value: Any) -> Any:
    """The value without classes of the wrapper's own, which a file of results could not be read without."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def of_classes(function: Callable[..., Any]) -> Callable[..., Any]:
    """A method of a wrapper that gives callbacks values with classes, for callbacks that want plain ones."""

    def call(*arguments: Any) -> Any:
        return function(*(_plainly(each) if callable(each) else each for each in arguments))

    return call


def _plainly(callback: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *seen: callback(*map(plain, seen))
