"""What a project declares, read once for all that is written about it: headers, lists, references, notebooks."""

from __future__ import annotations

from dataclasses import dataclass

from ..abi.render import prototype
from ..abi.signatures import Signature
from ..headers import Declarations
from ..project.document import Project, ProjectFunction
from .model import declared_types, parsed


@dataclass(frozen=True)
class Described:
    """A function: what the project has of it, and its signature with the comment."""

    function: ProjectFunction
    signature: Signature

    @property
    def name(self) -> str:
        """Its name in C."""
        return self.signature.name

    @property
    def export(self) -> str:
        """Its name in the export table, or `#3`."""
        return self.function.export

    @property
    def prototype(self) -> str:
        """Its declaration on one line."""
        return prototype(self.signature)


@dataclass(frozen=True)
class Description:
    """A project's functions by name, and the types and constants that they build on."""

    project: Project
    functions: tuple[Described, ...]
    types: Declarations


def describe(project: Project) -> Description:
    """Read a project's declarations. `DeclarationError`: one of them is no C."""
    types = declared_types(project)
    found = [Described(*each) for each in parsed(project)]
    return Description(
        project, tuple(sorted(found, key=lambda each: (each.name.lower(), each.name, each.export))), types
    )


def made_for(project: Project) -> str:
    """The DLL in words: `sample.dll 1.2.3 (SHA-256 47f4…)`."""
    dll = project.dll
    known = f" (SHA-256 {dll.sha256})" if dll.sha256 else ""
    return f"{dll.name} {dll.version}".strip() + known
