"""What another release of its DLL means for a project: which signatures, and so which wrappers, are affected."""

from __future__ import annotations

from dataclasses import dataclass

from ..drift import PATIENCE, Drift, Side, compare
from ..errors import UnknownExportError
from ..pe.facts import Image
from ..pe.lookup import find_export
from .document import Project, ProjectFunction

_TOLD = 3
_ONLY_THE_HASH = (
    "The project does not say what its DLL exported, only its hash: save it with the old DLL to have that remembered."
)


@dataclass(frozen=True)
class Affected:
    """A signature that may no longer fit, by its export; `gone`: the DLL has no such export. `reason` is a sentence."""

    export: str
    prototype: str
    reason: str
    gone: bool = False


@dataclass(frozen=True)
class Comparison:
    """What changed, and whom it concerns.

    `drift` is how the DLLs differ; `affected` are the signatures that this concerns, out of so many `signatures`.
    """

    drift: Drift
    affected: tuple[Affected, ...]
    signatures: int

    @property
    def summary(self) -> str:
        """One or two sentences: "2 of your 14 signatures are affected: sp_read now takes …; sp_old is gone."."""
        if not self.affected:
            known = (
                "No signature is affected" if not self.drift.not_compared else "No signature is known to be affected"
            )
            return f"{known}; {self._counts()}."
        verb = "is" if len(self.affected) == 1 else "are"
        reasons = "; ".join(each.reason.rstrip(".") for each in self.affected[:_TOLD])
        more = len(self.untold)
        return (
            f"{len(self.affected)} of your {self.signatures} signatures {verb} affected: "
            f"{reasons}{f'; and {more} more' if more else ''}."
        )

    @property
    def untold(self) -> tuple[Affected, ...]:
        """Those that `summary` only counts."""
        return self.affected[_TOLD:]

    def _counts(self) -> str:
        drift = self.drift
        if drift == Drift(not_compared=drift.not_compared):
            return "no difference in the exports is known" if drift.not_compared else "the exports are the same"
        added = "1 export" if len(drift.added) == 1 else f"{len(drift.added)} exports"
        return f"{added} added, {len(drift.removed)} removed, {len(drift.changed)} changed"


def compare_project(project: Project, image: Image, patience: float | None = PATIENCE) -> Comparison:
    """Compare what `project` remembers with a file, `image`; nothing differs when it is the same file.

    `patience` is how many seconds reading the code may take; None takes as long as it needs.
    Of a project without recorded exports only the exports that are gone are known.
    """
    if project.dll.sha256 and project.dll.sha256.lower() == image.sha256:
        return Comparison(Drift(), (), len(project.functions))
    if project.dll.exports is None:
        drift = Drift(not_compared=(_ONLY_THE_HASH,))
    else:
        signed = {each.export for each in project.functions}
        drift = compare(Side.of_facts(project.dll.exports), Side.of_image(image), patience, signed)
    look = _Look(drift, image)
    found = [affected for each in project.functions if (affected := look.affected(each))]
    return Comparison(drift, tuple(found), len(project.functions))


class _Look:
    """Finds the changes that concern a signature."""

    def __init__(self, drift: Drift, image: Image) -> None:
        self._image = image
        self._changed = {name: each for each in drift.changed for name in (each.old.symbol, f"#{each.old.ordinal}")}
        self._removed = {name for each in drift.removed for name in (each.symbol, f"#{each.ordinal}")}
        self._names = {name for each in image.exports for name in (each.name, each.undecorated, each.plain_name)}
        self._ordinals = {each.ordinal for each in image.exports}

    def affected(self, function: ProjectFunction) -> Affected | None:
        """What to tell of a signature; None when nothing that matters to it has changed."""
        # Whoever calls by name does not notice another ordinal, nor the other way round.
        harmless = "ordinal" if isinstance(function.symbol, str) else "name"
        changed = self._changed.get(function.export)
        words = [each.words for each in changed.differences if each.what != harmless] if changed else []
        gone = not self._exists(function.symbol)
        if not words and (gone or function.export in self._removed):
            words = ["is gone"]
        reason = f"{function.export} {' and '.join(words)}."
        return Affected(function.export, function.prototype, reason, gone) if words else None

    def _exists(self, symbol: str | int) -> bool:
        if isinstance(symbol, int):
            return symbol in self._ordinals
        if symbol not in self._names:
            return False
        try:
            find_export(self._image, symbol)
        except UnknownExportError:  # several differ in their decoration only
            return False
        return True
