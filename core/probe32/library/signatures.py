"""What is known of a DLL's functions: its exports, their code, and the C declarations that a person gave."""

from __future__ import annotations

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from .. import headers, pe
from ..abi.declare import declare_constants, declare_types, declared, needed_types
from ..abi.pointers import RemotePointer
from ..abi.render import prototype
from ..abi.signatures import Parameter, Signature
from ..abi.types import Type
from ..contradictions import settled
from ..errors import DeclarationError
from ..header_preview import HeaderPreview, Taken, preview
from ..kept_evidence import keep, open_evidence
from ..pe.facts import ConventionGuess, Export, ExportKind, Image
from ..pe.progress import ignored
from ..reconciliation import Reconciliation, reconcile
from ..suggestion import Suggestion, name_among, suggest
from .definitions import Definitions, Function
from .known_types import KnownTypes, key_of
from .redeclaration import Redeclaration, title_of, users
from .renaming import check_name, renamed, renamed_in

_TOLD = 3
_NO_EXPORT = Export(-1, None, 0, ExportKind.FUNCTION)
_DECLARES_TYPES = re.compile(r"\b(struct|union|enum|typedef)\b")


class LibrarySignatures(ABC):
    """The part of `Library` that deals with declarations; no host is needed for it.

    What was declared is one value, which is replaced and never changed: another thread may be reading it.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        image: Image | None = None,
        on_progress: pe.OnProgress = ignored,
    ) -> None:
        self.image: Image = image or pe.read_image(path, on_progress)
        """The facts of the DLL's file."""
        self._declared = Definitions.of({}, {}, {})
        self._written = self._declared, ""
        self._known = KnownTypes({}, {})
        self._code = open_evidence(self.image)

    @property
    def path(self) -> Path:
        """The DLL's file."""
        return self.image.path

    @property
    def exports(self) -> tuple[Export, ...]:
        """Everything that the DLL exports, by ordinal."""
        return self.image.exports

    @property
    def functions(self) -> Mapping[str, Function]:
        """The functions that have a signature, by the signature's name, in the order they got it."""
        return self._declared.functions

    @property
    def types(self) -> Mapping[str, Type]:
        """The structs, enums and typedefs that were declared, by name."""
        return self._declared.types

    @property
    def source(self) -> str:
        """C text that declares `types`, and the constants that came with them."""
        now, (before, text) = self._declared, self._written
        if (before.types, before.constants) != (now.types, now.constants):
            text = declare_types(now.types) + declare_constants(now.constants)
        self._written = now, text
        return text

    def evidence(self, export: Export) -> ConventionGuess:
        """The likely convention of an export, by its name and its code together, with the reasons.

        The code is read when it is first asked for, which takes a millisecond or ten, and then remembered.
        `Export.convention` is what the name alone tells.
        """
        return self._code.guess(export)

    def keep_evidence(self) -> None:
        """Keep what the code has told in the user's cache folder, for the next time that this DLL is opened.

        `close` does so too. Nothing is raised where that is not possible.
        """
        keep(self._code)

    def disassembly(self, export: Export) -> pe.Disassembly:
        """The instructions of the function `export` along its paths; `missing` says why there are none.

        The longest, of 3,000 instructions, take a few tenths of a second. Nothing is raised for data,
        for forwarders, for other processors than x86, and when the file has gone.
        """
        return self._code.disassemble(export, self.exports)

    def suggest(self, export: Export) -> Suggestion:
        """A prototype to begin with: for a C++ export its own, in C; else what its name and code tell.

        Give it to `define` with `export=`, for a C++ export's own name is no C identifier, and overloads share theirs.
        """
        return suggest(export, self.evidence(export), name_among(export, self.exports))

    def define(self, text: str, *, export: str | int | None = None, address: int | None = None) -> list[Function]:
        """Take C declarations: prototypes of exports, structs, enums, typedefs, several at once.

        A prototype belongs to the export of its name, decorated or not; `ordinal_7` belongs to ordinal 7; `export`
        names another one, for a text with one prototype. Where the text states no convention, the export's name and
        code decide if they leave no doubt. A type declared anew replaces the earlier one, also within the types and
        signatures that are made of it. All or nothing: on an error nothing has changed.

        `address` is where a function is that is no export, as a call gave it; it is called by the prototype's name, as
        long as the host that runs now does.

        `DeclarationError`: the text can't be understood; it points at the place. Or something made of a type makes no
        sense with the new one; it is named. `UnknownExportError`: there is no such export. `StalePointerError`: the
        address is from a host that has ended. `AddressError`: no host runs, so there are no addresses.
        """
        change = self._redeclaration_of(text)
        found = headers.require(text, prelude=self._prelude(text, change))
        if (export is not None or address is not None) and len(found.functions) != 1:
            place = f"the export {export!r}" if address is None else "an address"
            raise DeclarationError(
                f"{len(found.functions)} prototypes were given for {place}.", hint="Give exactly one."
            )
        if address is None:
            made = [self._bound(each, each.name if export is None else export) for each in found.functions]
        else:
            pointer = self._pointer(address)
            made = [Function(each, _NO_EXPORT, pointer) for each in found.functions]
        types, signatures = change.reread(text, [each.name for each in found.functions]) if change else ({}, {})
        self._declared = self._declared.taking({**dict(found.types()), **types}, found.macros, made, signatures)
        return made

    def include(
        self,
        path: str | os.PathLike[str],
        include_dirs: Sequence[str | os.PathLike[str]] = (),
        defines: Mapping[str, str] | None = None,
        *,
        only: Collection[str] | None = None,
        language: str = "",
    ) -> headers.Declarations:
        """Take everything from a C or C++ header that the DLL exports, and all its types; return all that it declares.

        `path` is the header; `include_dirs` are folders for its `#include`, besides its own, `defines` are macros with
        their values, and `language` is as for `preview`.
        `only` names what is wanted of it; types that it needs come along. What can't be understood is left out and
        listed in `problems` of the result. `FileError`: it can't be read. `DeclarationError`: see `take`.
        """
        read = self.preview(path, include_dirs, defines, language=language)
        self.take(read, only)
        return read.declarations

    def preview(
        self,
        path: str | os.PathLike[str],
        include_dirs: Sequence[str | os.PathLike[str]] = (),
        defines: Mapping[str, str] | None = None,
        *,
        language: str = "",
        on_wait: headers.OnWait = headers.ignored,
    ) -> HeaderPreview:
        """What `include` would bring and change, and how the header agrees with the DLL; nothing changes.

        `path`, `include_dirs` and `defines` are those of `include`.
        `language` is `c` or `c++`; without it the file's ending tells, or whether it makes more sense as C++.
        `on_wait` is called, some twenty times a second, while another process reads a long header; what it raises ends
        that. `FileError`: it can't be read.
        """
        found = headers.parse_file(
            path, include_dirs=include_dirs, defines=defines or {}, language=language, on_wait=on_wait
        )
        return self._previewed(Path(path), found)

    def preview_text(self, text: str, on_wait: headers.OnWait = headers.ignored) -> HeaderPreview:
        """As `preview`, for C `text`, which may use what was declared before; its path is `pasted text`.

        `on_wait` and what is raised are as there.
        """
        change = self._redeclaration_of(text)
        return self._previewed(
            Path("pasted text"),
            headers.parse(
                text,
                prelude=self._prelude(text, change),
                filename="pasted text",
                on_wait=on_wait,
            ),
        )

    def _previewed(self, path: Path, found: headers.Declarations) -> HeaderPreview:
        now = self._declared
        signatures = {name: each.signature for name, each in now.functions.items()}
        return preview(path, found, self.reconcile(found), signatures, Taken((), now.types, now.constants))

    def reconcile(self, found: headers.Declarations) -> Reconciliation:
        """Compare the declarations in `found` with what the DLL exports: names, conventions, bytes of arguments."""
        return reconcile(found, self.image, self.evidence)

    def take(self, preview: HeaderPreview, only: Collection[str] | None = None) -> list[Function]:
        """Take a header that `preview` has read, or what `only` names of it; return the functions that came.

        Types that the chosen functions and types need come along. Mismatched functions come as the header has them.

        `DeclarationError`: something made of an earlier type makes no sense with the header's; nothing has changed.
        """
        taken = preview.chosen(only)
        made = [Function(each.signature, each.export) for each in taken.matches]
        types, signatures = self._reread_for(taken)
        self._declared = self._declared.taking({**taken.types, **types}, taken.constants, made, signatures)
        return made

    def undefine(self, name: str) -> None:
        """Forget the signature `name`, if there is one."""
        left = {key: each for key, each in self.functions.items() if key != name}
        self._declared = replace(self._declared, functions=MappingProxyType(left))

    def type_users(self, name: str) -> list[str]:
        """What is made of the type `name`, in words: `struct SpInfo`, `sp_get_info`."""
        return users(name, self._known_types, (each.signature for each in self.functions.values()))

    def undefine_type(self, name: str) -> None:
        """Forget the type `name`. `DeclarationError`: there is none, or something is made of it, which is named."""
        self._known_type(name)
        if made := self.type_users(name):
            raise DeclarationError(
                f"{name} is used by {', '.join(made[:_TOLD])}{f' and {len(made) - _TOLD} more' * (len(made) > _TOLD)}.",
                hint="Change these first.",
            )
        left = {key: each for key, each in self.types.items() if key != name}
        self._declared = replace(self._declared, types=MappingProxyType(left))

    def rename_type(self, name: str, new: str) -> None:
        """Give the type `name` another name, in everything that is made of it too.

        `DeclarationError`: there is no such type, or `new` can't be its name; nothing has changed.
        """
        self._known_type(name)
        if new in self.types:
            raise DeclarationError(f"There is a type {new} already.", hint="Choose another name.")
        types = {new if each == name else each: renamed(of, name, new) for each, of in self.types.items()}
        check_name(new, types)
        signatures = {key: renamed_in(each.signature, name, new) for key, each in self.functions.items()}
        self._declared = replace(self._declared, types=MappingProxyType(types)).taking({}, {}, (), signatures)

    @property
    def definitions(self) -> Definitions:
        """Everything that was declared so far, as a value; `restore` brings it back."""
        return self._declared

    def restore(self, definitions: Definitions) -> None:
        """Declare exactly what `definitions`, which came from this library, says. A call under way is not touched."""
        self._declared = definitions

    def function(self, name: str) -> Function:
        """The function with the signature `name`, or of the export `name` or `#ordinal`.

        `UnknownExportError`: there is no such export. `DeclarationError`: it has no signature, or it can't be called.
        """
        found = self.functions.get(name)
        if found is None:
            export = pe.find_export(self.image, name)
            found = next((each for each in self.functions.values() if each.export == export), None)
            if found is None:
                raise DeclarationError(
                    f"{export.symbol} of {self.path.name} has no signature yet.",
                    hint=f'Define one first, such as "int {export.plain_name}(int a);".',
                )
        if problems := found.signature.problems():
            hint = "\n".join([*problems[1:], f"It is declared as {prototype(found.signature)}"])
            raise DeclarationError(problems[0], hint=hint)
        return found

    def parameter(self, text: str) -> Parameter:
        """The parameter that C text such as `const wchar_t *` declares; it may use the types declared so far.

        `DeclarationError`: the text is no type of a parameter.
        """
        hint = 'Give the type of one argument, such as "const wchar_t *".'
        try:
            found = headers.parse_prototype(f"void value({text});", prelude=self._prelude(text)).parameters
        except DeclarationError as error:
            raise DeclarationError(f"{text!r} is no type of an argument. {error.message}", hint=hint) from None
        if len(found) != 1:
            raise DeclarationError(f"{text!r} is no type of an argument.", hint=hint)
        return found[0]

    @abstractmethod
    def _pointer(self, address: int) -> RemotePointer:
        """An address in the host that runs now."""

    @property
    def _known_types(self) -> KnownTypes:
        """What is declared now; worked out again only for what has changed."""
        now, known = self._declared, self._known
        if (known.types, known.constants) != (now.types, now.constants):
            known = self._known = KnownTypes(now.types, now.constants, known)
        return known

    def _prelude(self, text: str, change: Redeclaration | None = None) -> str:
        """C text of all that is known and that `text` may use."""
        return change.prelude(text) if change else self._known_types.text_for(text)

    def _redeclaration_of(self, text: str) -> Redeclaration | None:
        """What becomes of the types when `text` is taken; None when it declares none."""
        anew = headers.declared_names(text) if _DECLARES_TYPES.search(text) else {}
        return self._redeclaration(anew) if anew else None

    def _redeclaration(self, anew: Mapping[str, str]) -> Redeclaration:
        return Redeclaration(self._known_types, [each.signature for each in self.functions.values()], anew)

    def _reread_for(self, taken: Taken) -> tuple[dict[str, Type], dict[str, Signature]]:
        """What the types of a header change in what was declared before."""
        if not self.types and not self.functions:
            return {}, {}
        before = {key_of(each): each for each in needed_types(self.types.values())}
        fresh = needed_types(taken.types.values())
        other = [each for each in fresh if before.get(key_of(each)) != each]
        text = "".join(map(declared, other))
        change = self._redeclaration({key_of(each): title_of(each).split()[0] for each in other})
        return change.reread(text, [each.name for each in taken.matches])

    def _known_type(self, name: str) -> None:
        if name not in self.types:
            raise DeclarationError(f"{self.path.name} has no type {name!r}.", hint="Library.types lists them.")

    def _bound(self, signature: Signature, symbol: str | int) -> Function:
        export = pe.find_export(self.image, symbol)
        if export.kind is ExportKind.DATA:
            raise DeclarationError(f"{export.symbol} of {self.path.name} is data, not a function.")
        return Function(signature if signature.stated else settled(signature, self.evidence(export)), export)
