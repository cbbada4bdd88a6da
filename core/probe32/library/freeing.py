"""Which function frees what a call returned: an export of the library, or a function of Windows."""

from __future__ import annotations

from collections.abc import Mapping

from .. import pe
from ..abi.calls import Freeing
from ..abi.signatures import Signature
from ..abi.types import Convention
from ..abi.windows import FREEING
from ..errors import DeclarationError, UnknownExportError
from ..pe.facts import Confidence, Image
from .definitions import Function

_PLAIN = (Convention.CDECL, Convention.STDCALL)


def freeing(name: str, image: Image, functions: Mapping[str, Function]) -> Freeing:
    """How the host calls the function `name` with one address.

    `DeclarationError`: there is none, or it is called in another way.
    """
    known = functions.get(name)
    if known is not None:
        signature, export = known.signature, known.export
        if len(signature.parameters) == 1 and signature.convention in _PLAIN and signature.parameters[0].type.size == 4:
            return Freeing(export.key, signature.convention)
        raise DeclarationError(
            f"{name} can't free what a call returns: it takes more than one address, or in a register.",
            hint="Declare the result as void *, and free it with a call.",
        )
    try:
        export = pe.find_export(image, name)
    except UnknownExportError:
        if name in FREEING:
            return Freeing(name, Convention.STDCALL, FREEING[name])
        raise DeclarationError(
            f"_Freed_by_({name}): {image.path.name} exports no such function.",
            hint=f"Name an export of it, or one of {', '.join(FREEING)}.",
        ) from None
    guess = export.convention
    certain = guess.guess if guess.confidence is Confidence.HIGH else None
    return Freeing(export.key, certain or Convention.CDECL)


def freeing_of(signature: Signature, image: Image, functions: Mapping[str, Function]) -> dict[str, Freeing]:
    """The functions that free the texts which `signature` gives, by name. `DeclarationError`: see `freeing`."""
    return {name: freeing(name, image, functions) for name in signature.freeing}
