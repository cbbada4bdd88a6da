"""What is known of a DLL's file as one JSON document."""

from __future__ import annotations

from dataclasses import asdict

from .pe import Details


def info_document(details: Details) -> dict[str, object]:
    """Everything; the keys of parts are the attributes of their classes in `pe`. `ImageError`: see `pe.read_image`."""
    image = details.image
    assembly = details.assembly
    parts: dict[str, object] = {
        "path": str(image.path),
        "machine": image.machine,
        "bitness": image.bitness,
        "subsystem": image.subsystem,
        "timestamp": image.timestamp,
        "version": image.version,
        "imports": [{"dll": each.dll, "delay": each.delay, "names": list(each.names)} for each in image.imports],
        "dotnet": image.dotnet,
        "com": image.com,
        "sha256": image.sha256,
        "size": details.size,
        "image_base": details.image_base,
        "entry_point": details.entry_point,
        "exports": len(image.exports),
        "sections": [asdict(each) for each in details.sections],
        "overlay": asdict(details.overlay) if details.overlay else None,
        "security": asdict(details.security),
        "hashes": asdict(details.hashes),
        "toolchain": asdict(details.toolchain),
        "manifests": [asdict(each) for each in details.manifests],
        "signing": {"embedded": bool(details.signing.signatures), **asdict(details.signing)},
        "assembly": asdict(assembly) if assembly else None,
        "type_libraries": [asdict(each) for each in details.type_libraries],
    }
    return {**parts, "notes": list(details.notes)}
