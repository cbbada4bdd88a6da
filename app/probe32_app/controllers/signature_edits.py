"""Signatures of exports as steps of work: how they are declared, what undo calls that, and where it is shown."""

from __future__ import annotations

from dataclasses import replace

from probe32.abi.render import prototype
from probe32.errors import DeclarationError
from probe32.library import Library
from probe32.library.definitions import Function
from probe32.pe.facts import Export

from ..translating import tr
from .edits import Place, Where


def define_for(library: Library, export: Export, text: str) -> Function:
    """Define the one signature of `export`, which keeps the comment of its header.

    `DeclarationError`: `text` is wrong, or its name is another export's.
    """
    earlier = {name: each.export for name, each in library.functions.items()}
    comment = next((each.signature.comment for each in library.functions.values() if each.export == export), "")
    function = library.define(text, export=symbol_of(export))[0]
    name = function.signature.name
    owner = earlier.get(name, export)
    if owner.ordinal != export.ordinal:
        raise DeclarationError(
            tr("The name '{name}' belongs to the signature of another export, {export}.").format(
                name=name, export=owner.symbol
            ),
            hint=tr("Call it '{name}'.").format(name=export.plain_name),
        )
    for other, its_export in earlier.items():
        if its_export.ordinal == export.ordinal and other != name:
            library.undefine(other)
    if comment and not function.signature.comment:
        commented = replace(function.signature, comment=comment)
        function = library.define(prototype(commented, comments=True), export=symbol_of(export))[0]
    return function


def symbol_of(export: Export) -> str | int:
    """What `Library.define` calls an export by."""
    return export.name if export.name is not None else export.ordinal


def name_of(export: Export) -> str:
    """What people call an export."""
    return export.undecorated or export.symbol


def place_of(export: Export) -> Place:
    """Where edits of an export's signature are shown."""
    return Place(Where.EXPORT, ordinal=export.ordinal)


def step_of_change(export: Export) -> str:
    """What undo calls another signature of an export that had one."""
    return tr("change of {name}'s signature").format(name=name_of(export))


def step_of_new(export: Export) -> str:
    """What undo calls the first signature of an export."""
    return tr("new signature of {name}").format(name=name_of(export))
