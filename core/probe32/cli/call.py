"""`probe32 call DLL PROTOTYPE [ARG…]`: one call in the 32-bit host."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace

from ..abi.calls import CallResult
from ..abi.signatures import Signature
from ..abi.text import format_duration, format_output, format_value, parse_argument, to_json
from ..abi.types import FunctionType, Type, Void, pointed, resolve
from ..abi.values import check_arguments
from ..abi.varargs import parse_extra, with_extra
from ..call_text import call_document
from ..client.output import Output
from ..contradictions import contradictions
from ..errors import DeclarationError
from ..last_errors import describe_last_error
from ..library import Library
from ..library.definitions import Function
from ..recorded_callback import RecordedCallback
from . import console, session
from .parsing import Parser, add_encoding_option, add_header_options, add_search_option, seconds

_EPILOG = """\
PROTOTYPE is one C declaration, such as "int __stdcall add(int a, int b);", or the name of a function that --header
declares. ARG: a number (decimal or 0x...), text, true, false, null, @FILE or hex:01FF for bytes, JSON for arrays and
structs; one for each parameter that is no pure output. For a callback: a Python lambda, or a number that it returns;
with "record" before it, or alone, the arguments of its calls are shown. Where the prototype ends in ..., more may
follow: numbers, text, and (type)value for any other type, such as "(wchar_t *)text". Write -- before arguments that
begin with a minus and are no numbers.
"""


def add_parser(commands: argparse._SubParsersAction[Parser]) -> Parser:
    """Add the command to the command line."""
    parser = commands.add_parser("call", help="call a function", epilog=_EPILOG, allow_abbrev=False)
    parser.add_argument("dll", metavar="DLL")
    parser.add_argument("prototype", metavar="PROTOTYPE")
    parser.add_argument("arguments", metavar="ARG", nargs="*", default=[])
    parser.add_argument("--export", metavar="NAME|#ORDINAL", help="the export, where the prototype's name is another")
    add_header_options(parser)
    add_encoding_option(parser)
    add_search_option(parser)
    parser.add_argument("--timeout", metavar="S", type=seconds, help="give up after so many seconds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Make the call and print what it gave."""
    with session.open_library(options) as library:
        function = _function(library, options)
        values = _values(library, function.signature, options.arguments)
        signature, given = with_extra(function.signature, values, library.parameter)
        done = library.call(signature.name, *values, timeout=options.timeout)
        if not done.warnings:
            done = replace(done, warnings=_suspicions(library, function))
        printed = library.output
    recorded = _recorded(signature, given)
    if options.json:
        console.show_json(call_document(signature.name, done) | ({"recorded": to_json(recorded)} if recorded else {}))
    else:
        console.show_pairs([*_pairs(signature, done), *_heard(signature, recorded), *_printed(printed)])
        for each in done.warnings:
            console.show_warning(each)
    return 0


def _suspicions(library: Library, function: Function) -> tuple[str, ...]:
    """What the code has against a signature that the call itself did not show, such as a `__cdecl` argument too few."""
    return tuple(contradictions(function.signature, library.evidence(function.export)))


def _function(library: Library, options: argparse.Namespace) -> Function:
    text = options.prototype.strip()
    if text.isidentifier() or re.fullmatch(r"#\d+", text):
        return library.function(text)
    defined = library.define(text, export=options.export)
    if len(defined) != 1:
        raise DeclarationError(
            f"PROTOTYPE declares {len(defined)} functions.",
            hint='Give one, such as "int add(int a, int b);". Types that it needs may stand before it.',
        )
    return defined[0]


def _values(library: Library, signature: Signature, texts: list[str]) -> list[object]:
    count = len(signature.inputs)
    if len(texts) < count or (len(texts) > count and not signature.variadic):
        check_arguments(signature, texts)  # says which are wanted
    values = [parse_argument(each, text) for each, text in zip(signature.inputs, texts, strict=False)]
    return values + [parse_extra(text, library.parameter, parse_argument) for text in texts[count:]]


def _pairs(signature: Signature, done: CallResult) -> list[tuple[str, str]]:
    void = isinstance(resolve(signature.result), Void)
    pairs = [("result", "(void)" if void else format_value(signature.result, done.result))]
    for each in signature.outputs:
        pairs.append((each.name, format_output(each, done.outputs.get(each.name))))
    if done.last_error:
        pairs.append(("last error", describe_last_error(done.last_error)))
    return [*pairs, ("duration", format_duration(done.duration_us))]


def _recorded(signature: Signature, values: Sequence[object]) -> dict[str, list[tuple[object, ...]]]:
    """The calls of the callbacks that record them, by the parameters that they were given for."""
    given = zip(signature.inputs, values, strict=True)
    return {each.name: value.calls for each, value in given if isinstance(value, RecordedCallback)}


def _heard(signature: Signature, recorded: dict[str, list[tuple[object, ...]]]) -> list[tuple[str, str]]:
    """The arguments of each recorded call, a line each."""
    types = {each.name: pointed(each.type) for each in signature.inputs}
    return [(name, _arguments(types[name], args)) for name, calls in recorded.items() for args in calls]


def _arguments(of: Type | None, args: tuple[object, ...]) -> str:
    parameters = of.parameters if isinstance(of, FunctionType) else ()
    inputs = [each for each in parameters if each.given]
    shown = [f"{each.name} {format_value(each.type, value)}" for each, value in zip(inputs, args, strict=True)]
    return f"({', '.join(shown)})"


def _printed(pieces: Sequence[Output]) -> list[tuple[str, str]]:
    """What the DLL has printed, line by line, by stream."""
    return [(each.stream, line) for each in pieces for line in each.text.splitlines()]
