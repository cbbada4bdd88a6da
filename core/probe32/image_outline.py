"""What is known of a DLL's file, in words and in groups: what `probe32 info` prints and the window shows as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .pe import Details
from .pe.com_types import ComType, TypeLibrary
from .pe.dotnet import Assembly, ClrType
from .pe.manifest import Manifest
from .pe.signatures import Certificate, Signature, Signing
from .pe.toolchain import Toolchain

TRUST = "Whether the certificate is trusted is for Windows to say."


@dataclass(frozen=True)
class Fact:
    """A line: what it is about, and what is known. `facts` belong below it; `text` is long, such as a manifest.

    `many`: the facts below are a list that may have thousands of lines.
    """

    name: str
    value: str = ""
    facts: tuple[Fact, ...] = ()
    text: str = ""
    many: bool = False


def outline(details: Details) -> tuple[Fact, ...]:
    """The groups, in the order in which people ask. `ImageError`: see `pe.read_image`."""
    signing = details.signing
    found = [
        Fact("File", facts=tuple(_file(details))),
        Fact("Signature", signed_by(signing), tuple(_signature(each) for each in signing.signatures)),
        Fact("Image", facts=tuple(_image(details))),
        Fact("Safety", facts=tuple(_safety(details))),
        Fact("Made with", made_with(details.toolchain), tuple(_tools(details.toolchain))),
        Fact("Hashes", facts=tuple(_hashes(details))),
        Fact("Manifest", "" if details.manifests else "none", tuple(_manifest(each) for each in details.manifests)),
        _dotnet(details),
        _com(details),
        Fact("Imports", _counted(len(details.image.imports), "DLL"), tuple(_imports(details)), many=True),
    ]
    if details.notes:
        found.append(Fact("Left out", facts=tuple(Fact("note", each) for each in details.notes)))
    return tuple(found)


def signed_by(signing: Signing) -> str:
    """The signature in one sentence or two."""
    if not signing.signatures:
        return signing.problem or "No embedded signature: not signed, or signed in a catalog of Windows'."
    first = signing.signatures[0]
    if not first.digest:
        return f"There is a signature, and it is damaged. {first.problem}"
    who = first.signer.name if first.signer else "somebody whose certificate is not in the file"
    if first.intact is False:
        return f"Signed by {who}, and changed afterwards: the signature does not fit the file."
    if first.intact is None:
        return f"Signed by {who}; whether the file was changed afterwards could not be computed."
    problem = f" {signing.problem}" if signing.problem else ""
    return f"Signed by {who}, unchanged since.{problem} {TRUST}"


def made_with(tools: Toolchain) -> str:
    """The compiler in a few words."""
    return ", ".join(dict.fromkeys(each.product for each in tools.hints)) or "nothing that is known says so"


def _file(details: Details) -> Iterator[Fact]:
    image = details.image
    kinds = [word for word, applies in ((".NET", image.dotnet), ("COM", image.com)) if applies]
    yield Fact("path", str(image.path))
    yield Fact("size", f"{details.size:,} bytes")
    yield Fact("kind", ", ".join(kinds) or "native")
    yield Fact("exports", str(len(image.exports)))
    for name, value in image.version.items():
        yield Fact(name, value)


def _signature(found: Signature) -> Fact:
    name = "nested signature" if found.nested else "signature"
    if not found.digest:
        return Fact(name, found.problem)
    facts = [*(_certified(found.signer) if found.signer else ())]
    if found.program:
        facts.append(Fact("program", found.program))
    facts.append(Fact("digest", f"{found.algorithm} {found.digest}"))
    if found.intact is False:
        facts.append(Fact("digest of the file", found.file_digest))
    state = {True: "the file is unchanged", False: "the file was changed", None: "could not be compared"}[found.intact]
    facts.append(Fact("state", state))
    stamp = found.timestamp
    stamped = f"{stamp.time}, {stamp.authority} ({stamp.kind})" if stamp else found.problem or "none"
    facts.append(Fact("time stamp", stamped))
    others = [each for each in found.certificates if each != found.signer]
    chain = tuple(Fact(each.name, "", tuple(_certified(each))) for each in others)
    facts.append(Fact("further certificates", str(len(chain)), chain))
    return Fact(name, found.signer.name if found.signer else "", tuple(facts))


def _certified(found: Certificate) -> Iterator[Fact]:
    yield Fact("subject", found.subject)
    yield Fact("issuer", found.issuer)
    yield Fact("serial number", found.serial)
    yield Fact("valid", f"{found.not_before} to {found.not_after}")
    yield Fact("thumbprint (SHA-1)", found.thumbprint)


def _image(details: Details) -> Iterator[Fact]:
    image = details.image
    yield Fact("machine", f"{image.machine}, {image.bitness} bit")
    yield Fact("subsystem", image.subsystem)
    yield Fact("linked", image.timestamp or "unknown")
    yield Fact("image base", f"{details.image_base:#010x}")
    yield Fact("entry point", f"RVA {details.entry_point:#x}" if details.entry_point else "none")
    rows = [
        Fact(
            each.name,
            f"RVA {each.rva:#x}, {each.size:,} bytes, {each.size_in_file:,} in the file, {each.rights}"
            + ("" if each.entropy is None else f", entropy {each.entropy:.2f}"),
        )
        for each in details.sections
    ]
    yield Fact("sections", str(len(rows)), tuple(rows))
    if details.overlay:
        yield Fact("overlay", f"{details.overlay.size:,} bytes from {details.overlay.offset:#x} on")


def _safety(details: Details) -> Iterator[Fact]:
    found = details.security
    rows = [
        ("ASLR", found.aslr, "it may be moved in memory"),
        ("DEP", found.dep, "its data cannot be run"),
        ("Control Flow Guard", found.cfg, "its indirect calls are checked"),
        ("stack cookie", found.cookie, "functions notice overruns of their stack"),
    ]
    if found.safe_seh is not None:
        rows.append(("SafeSEH", found.safe_seh, "only listed exception handlers run"))
    for name, applies, meaning in rows:
        yield Fact(name, f"yes: {meaning}" if applies else "no")
    if found.force_integrity:
        yield Fact("forced integrity", "yes: Windows loads it only with a good signature")


def _tools(found: Toolchain) -> Iterator[Fact]:
    yield Fact("linker", found.linker)
    for hint in found.hints:
        yield Fact(hint.product, hint.reason)
    yield Fact("runtimes", "\n".join(found.runtimes) or "none that is known")
    if found.idents:
        yield Fact("compilers say", "\n".join(found.idents))
    if found.rich:
        rows = tuple(Fact(each.product, f"build {each.build}, {_counted(each.count, 'object')}") for each in found.rich)
        yield Fact("Rich header", _counted(len(rows), "tool"), rows)
    if found.debug.pdb:
        yield Fact("program database", found.debug.pdb)
        yield Fact("its identity", found.debug.pdb_id)
    if found.debug.entries:
        words = [f"{each.type}{f' ({each.timestamp})' if each.timestamp else ''}" for each in found.debug.entries]
        yield Fact("debug data", "\n".join(words))
    yield Fact("reproducible", "yes: time stamps are hashes" if found.debug.reproducible else "not marked so")


def _hashes(details: Details) -> Iterator[Fact]:
    found = details.hashes
    rows = (
        ("MD5", found.md5),
        ("SHA-1", found.sha1),
        ("SHA-256", found.sha256),
        ("imphash", found.imphash or "none: no imports"),
        ("Authenticode (SHA-256)", found.authenticode or "none: it could not be signed as it is"),
    )
    for name, value in rows:
        yield Fact(name, value)


def _manifest(found: Manifest) -> Fact:
    facts = [Fact("problem", found.problem)] if found.problem else []
    if found.identity:
        facts.append(Fact("identity", str(found.identity)))
    facts += [Fact("needs", str(each)) for each in found.dependencies]
    if found.level:
        facts.append(Fact("level", found.level + (", with access to other programs' windows" * found.ui_access)))
    if found.dpi:
        facts.append(Fact("DPI awareness", found.dpi))
    facts += [Fact(name, value) for name, value in found.settings]
    rows = (("tested on", found.systems), ("files", found.files), ("COM classes", found.classes))
    facts += [Fact(name, ", ".join(values)) for name, values in rows if values]
    return Fact(f"number {found.number}", f"language {found.language:#06x}", tuple(facts), text=found.text)


def _dotnet(details: Details) -> Fact:
    found = details.assembly
    if found is None:
        damaged = "damaged: its metadata cannot be read" if details.image.dotnet else "no .NET assembly"
        return Fact(".NET", damaged)
    return Fact(".NET", str(found.name or "a module without a name"), tuple(_assembly(found)))


def _assembly(found: Assembly) -> Iterator[Fact]:
    yield Fact("runtime", found.runtime)
    yield Fact("built for", found.framework or "not said")
    yield Fact("runs on", found.platform)
    yield Fact("code", "managed only" if found.pure else "managed and native")
    yield Fact("strong name", "yes" if found.strong_name else "no")
    references = tuple(Fact(each.name, str(each)) for each in found.references)
    yield Fact("references", _counted(len(references), "assembly", "assemblies"), references)
    yield Fact("types", str(len(found.types)), tuple(map(_clr_type, found.types)), many=True)


def _clr_type(found: ClrType) -> Fact:
    members = [Fact(each.name, each.declaration + (f"  → {each.native}" * bool(each.native))) for each in found.methods]
    members += [Fact("field" if found.kind != "enum" else "value", each) for each in found.fields]
    base = f" : {found.base}" if found.base else ""
    return Fact(found.name, f"{found.visibility} {found.kind}{base}", tuple(members), many=True)


def _com(details: Details) -> Fact:
    libraries = details.type_libraries
    if not libraries:
        words = "it can be registered, and describes no types" if details.image.com else "no type library"
        return Fact("COM", words)
    value = _counted(len(libraries), "type library", "type libraries")
    return Fact("COM", value, tuple(map(_library, libraries)))


def _library(found: TypeLibrary) -> Fact:
    facts = [Fact("problem", found.problem)] if found.problem else []
    facts += [Fact("GUID", found.guid), Fact("version", found.version)] if found.guid else []
    facts += [Fact("description", found.help)] if found.help else []
    facts.append(Fact("types", str(len(found.types)), tuple(map(_com_type, found.types)), many=True))
    return Fact(found.name or f"number {found.number}", f"resource {found.number}", tuple(facts))


def _com_type(found: ComType) -> Fact:
    kind = f"dual {found.kind}" if found.dual and found.kind != "coclass" else found.kind
    facts = [Fact("GUID", found.guid)] if found.guid else []
    facts += [Fact("is" if found.kind != "coclass" else "implements", each) for each in found.bases]
    facts += [
        Fact(each.name, f"{each.declaration}  {'' if each.kind == 'method' else each.kind + ', '}id {each.id}")
        for each in found.methods
    ]
    words = {"enum": "value", "alias": "stands for", "struct": "field", "union": "field"}.get(found.kind, "property")
    facts += [Fact(words, each) for each in found.members]
    return Fact(found.name, f"{kind}{f': {found.help}' if found.help else ''}", tuple(facts), many=True)


def _imports(details: Details) -> Iterator[Fact]:
    for each in details.image.imports:
        value = _counted(len(each.names), "function") + (", at the first call" * each.delay)
        yield Fact(each.dll, value, tuple(Fact(name) for name in each.names), many=True)


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
