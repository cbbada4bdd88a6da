"""Who signed an image (Authenticode), and whether the file is still the one that was signed.

Whether the certificate is to be trusted is for Windows to say, which has the list of authorities and of revocations:
nothing of that is looked at here, and neither is the arithmetic of the signature checked.

Source: Microsoft, "Windows Authenticode Portable Executable Signature Format"; RFC 2315 and 5652 (PKCS #7, CMS),
RFC 3161 (time stamps).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from asn1crypto import algos, cms, core, parser, tsp, x509  # type: ignore[import-untyped]

from .authenticode import ALGORITHMS, CertificateTable, authenticode_digest, certificate_table
from .container import Container
from .memory import printable

_NESTED = "microsoft_nested_signature"
_RFC_3161 = "microsoft_time_stamp_token"
_OPUS = "1.3.6.1.4.1.311.2.1.12"
_MOST = 16
"""Signatures of one file that are read, nested ones included; real files have two."""
_MOST_CERTIFICATES = 64
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Certificate:
    """Who it is about and who issued it, as `CN=..., O=...`; `serial` and `thumbprint` (SHA-1) in hexadecimal.

    Both times are ISO 8601 in UTC.
    """

    name: str
    subject: str
    issuer: str
    serial: str
    not_before: str
    not_after: str
    thumbprint: str


@dataclass(frozen=True)
class TimeStamp:
    """When an authority saw the signature: `time` in ISO 8601; `kind` is `RFC 3161`, or `Authenticode` if it is old."""

    time: str
    authority: str
    kind: str


@dataclass(frozen=True)
class Signature:
    """One signature. `signer` is None when its certificate is not in the file.

    `intact`: the file's own digest is the signed one, `file_digest` being the former and `digest` the latter; None when
    the former could not be computed. `program` is what the signer calls it. `nested`: it stands within another one,
    for systems that know its algorithm. `certificates` are those that came along. `problem` says what could not be
    read: all of it where there is no `digest`.
    """

    signer: Certificate | None = None
    algorithm: str = ""
    digest: str = ""
    file_digest: str = ""
    intact: bool | None = None
    timestamp: TimeStamp | None = None
    program: str = ""
    nested: bool = False
    certificates: tuple[Certificate, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Signing:
    """The signatures embedded in a file, the outer ones first; `problem` is one of the table that holds them."""

    signatures: tuple[Signature, ...] = ()
    problem: str = ""


class _DigestInfo(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", algos.DigestAlgorithm), ("digest", core.OctetString)]  # noqa: RUF012 - asn1crypto's way


class _IndirectData(core.Sequence):  # type: ignore[misc]
    _fields = [("data", core.Any), ("message_digest", _DigestInfo)]  # noqa: RUF012


def read_signing(container: Container) -> Signing:
    """Every signature of the image, 16 at most. One that cannot be read has a `problem`; nothing is raised."""
    table: CertificateTable = certificate_table(container)
    found: list[Signature] = []
    waiting = [(each, False) for each in table.messages]
    digests: dict[str, str] = {}
    while waiting and len(found) < _MOST:
        message, nested = waiting.pop(0)
        signature, inner = _signature(message)
        found.append(replace(_compared(container, signature, digests), nested=nested))
        waiting += [(each, True) for each in inner]
    problem = table.problem
    if waiting:
        problem = f"It has more than {_MOST} signatures; the others were not read."
    return Signing(tuple(found), problem)


def _compared(container: Container, signature: Signature, digests: dict[str, str]) -> Signature:
    algorithm = signature.algorithm
    if algorithm in ALGORITHMS and algorithm not in digests:
        digests[algorithm] = (authenticode_digest(container, algorithm) or b"").hex()
    own = digests.get(algorithm, "")
    if not own or not signature.digest:
        return signature
    return replace(signature, file_digest=own, intact=own == signature.digest and signature.intact is not False)


def _signature(message: bytes) -> tuple[Signature, list[bytes]]:
    """A PKCS #7 message, and those nested in it. Anything that is wrong with it ends in `problem`."""
    try:
        return _read(message)
    except Exception as error:  # asn1crypto lets ValueError, TypeError, KeyError, RecursionError and others out
        _log.debug("A signature could not be read", exc_info=True)
        reason = printable(str(error).partition("\n")[0])[:200]
        return Signature(problem=f"It could not be read: {reason or type(error).__name__}."), []


def _read(message: bytes) -> tuple[Signature, list[bytes]]:
    signed = cms.ContentInfo.load(message)["content"]
    indirect = _IndirectData.load(_content(signed))
    signer = signed["signer_infos"][0]
    certificates = _certificates(signed)
    held = indirect["message_digest"]
    algorithm = str(held["algorithm"]["algorithm"].native)
    unsigned = dict(_attributes(signer["unsigned_attrs"]))
    attributes = dict(_attributes(signer["signed_attrs"]))
    timestamp, problem = _read_timestamp(unsigned, certificates)
    signature = Signature(
        signer=_signer(signer, certificates),
        algorithm=algorithm,
        digest=bytes(held["digest"].native).hex(),
        intact=None if _digest_fits(signer, attributes, indirect) else False,
        timestamp=timestamp,
        program=_program(attributes),
        certificates=tuple(_certificate(each) for each in certificates),
        problem=problem,
    )
    return signature, [each.dump() for each in unsigned.get(_NESTED, ())]


def _content(signed: Any) -> bytes:
    """What is signed, without the explicit tag around it."""
    content: bytes = parser.parse(signed["encap_content_info"]["content"].dump())[4]
    return content


def _digest_fits(signer: Any, attributes: dict[str, Any], indirect: Any) -> bool:
    """Whether the signature is about this very content: its own digest stands among the signed attributes."""
    values = attributes.get("message_digest")
    algorithm = str(signer["digest_algorithm"]["algorithm"].native)
    if not values or algorithm not in ALGORITHMS:
        return False
    # The digest covers the content without the tag and the length of its outer sequence.
    return bool(hashlib.new(algorithm, indirect.contents).digest() == bytes(values[0].native))


def _attributes(attributes: Any) -> Iterator[tuple[str, Any]]:
    for each in attributes if isinstance(attributes, core.SetOf) else ():
        yield each["type"].native, each["values"]


def _certificates(signed: Any) -> list[Any]:
    found = signed["certificates"]
    known = [each.chosen for each in found] if isinstance(found, core.SetOf) else []
    return [each for each in known if isinstance(each, x509.Certificate)][:_MOST_CERTIFICATES]


def _signer(signer: Any, certificates: list[Any]) -> Certificate | None:
    found = _owner(signer, certificates)
    return _certificate(found) if found is not None else None


def _owner(signer: Any, certificates: list[Any]) -> Any | None:
    """The certificate that a signer names by issuer and serial number."""
    identity = signer["sid"].chosen
    if not isinstance(identity, cms.IssuerAndSerialNumber):
        return None
    issuer, number = identity["issuer"].dump(), identity["serial_number"].native
    return next((each for each in certificates if each.serial_number == number and each.issuer.dump() == issuer), None)


def _certificate(found: Any) -> Certificate:
    subject, validity = found.subject, found["tbs_certificate"]["validity"]
    return Certificate(
        name=_common_name(subject),
        subject=_spelled(subject),
        issuer=_spelled(found.issuer),
        serial=f"{found.serial_number:X}",
        not_before=_time(validity["not_before"].native),
        not_after=_time(validity["not_after"].native),
        thumbprint=found.sha1.hex(),
    )


_SHORT = {
    "common_name": "CN", "organization_name": "O", "organizational_unit_name": "OU", "country_name": "C",
    "locality_name": "L", "state_or_province_name": "S", "email_address": "E", "serial_number": "SERIALNUMBER",
    "domain_component": "DC", "street_address": "STREET", "postal_code": "PostalCode",
}  # fmt: skip


def _spelled(name: Any) -> str:
    parts = ((each["type"].native, each["value"].native) for relative in name.chosen for each in relative)
    return printable(", ".join(f"{_SHORT.get(kind, kind)}={value}" for kind, value in parts))


def _common_name(name: Any) -> str:
    known = {each["type"].native: each["value"].native for relative in name.chosen for each in relative}
    words = known.get("common_name") or known.get("organization_name") or _spelled(name)
    return printable(str(words))


def _read_timestamp(unsigned: dict[str, Any], certificates: list[Any]) -> tuple[TimeStamp | None, str]:
    """The time stamp, or why there is none although it should be there: who signed is known all the same."""
    try:
        return _timestamp(unsigned, certificates), ""
    except Exception:  # as in _signature
        _log.debug("A time stamp could not be read", exc_info=True)
        return None, "Its time stamp could not be read."


def _timestamp(unsigned: dict[str, Any], certificates: list[Any]) -> TimeStamp | None:
    if _RFC_3161 in unsigned:
        signed = cms.ContentInfo.load(unsigned[_RFC_3161][0].dump())["content"]
        token = tsp.TSTInfo.load(parser.parse(_content(signed))[4])  # in an OCTET STRING
        owner = _owner(signed["signer_infos"][0], _certificates(signed) + certificates)
        authority = _common_name(owner.subject) if owner is not None else ""
        return TimeStamp(_time(token["gen_time"].native), authority, "RFC 3161")
    if "counter_signature" in unsigned:
        signer = unsigned["counter_signature"][0]
        times = dict(_attributes(signer["signed_attrs"])).get("signing_time")
        owner = _owner(signer, certificates)
        if times:
            authority = _common_name(owner.subject) if owner is not None else ""
            return TimeStamp(_time(times[0].native), authority, "Authenticode")
    return None


def _program(attributes: dict[str, Any]) -> str:
    """The description that the signer gave: SpcSpOpusInfo, tag 0, in it a UTF-16 (0) or an ASCII string (1)."""
    if _OPUS not in attributes:
        return ""
    content = parser.parse(attributes[_OPUS][0].dump())[4]
    if content[:1] != b"\xa0":
        return ""
    _, _, tag, _, text, _ = parser.parse(parser.parse(content, strict=False)[4])
    return printable(text.decode("latin-1" if tag else "utf-16-be", "replace"))


def _time(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
