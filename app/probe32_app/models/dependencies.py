"""What a row of the tree of dependencies says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from probe32.doctor import Diagnosis, Node

from ..translating import marked, tr

_SOUND = ("ok", "windows", "seen", "api set")

_STATES = {
    "ok": "",
    "windows": marked("a part of Windows"),
    "api set": marked("a name that Windows replaces"),
    "seen": marked("shown above"),
    "missing": marked("not found"),
    "bitness": marked("wrong bitness"),
    "image": marked("no whole DLL"),
    "function": marked("functions missing"),
    "export": marked("not found"),
    "program": marked("no DLL"),
}


def is_sound(node: Node) -> bool:
    """Whether nothing is wrong with this DLL at this place."""
    return node.status in _SOUND and not node.problems


def is_troubled(node: Node) -> bool:
    """Whether something is wrong with this DLL or below it."""
    return not is_sound(node) or any(is_troubled(each) for each in node.needs)


def severity(node: Node) -> str:
    """`error` where it keeps the DLL from loading, `warning` where something else is wrong, `muted`, or ""."""
    if any(each.grave for each in node.problems):
        return "error"
    if not is_sound(node):
        return "warning"
    return "" if node.status == "ok" else "muted"


def state_text(node: Node) -> str:
    """A few words: how it comes in, and what is wrong with it."""
    edge = tr("delay-loaded") if node.delay else tr("forwarded to") if node.forward else ""
    state = _STATES.get(node.status, node.status)
    lacking = tr("{count} functions missing").format(count=len(node.absent)) if len(node.absent) > 1 else ""
    return ", ".join(filter(None, (edge, lacking if node.status == "function" and lacking else state and tr(state))))


def tip(node: Node) -> str:
    """All that is known of it, a line each."""
    lines = [
        node.dll,
        state_text(node),
        node.version,
        str(node.path) if node.path else "",
        node.why and tr("Found: {why}").format(why=node.why),
    ]
    lines += [tr("{bits}-bit").format(bits=node.bitness)] if node.bitness else []
    lines += [each.message for each in node.problems]
    return "\n".join(filter(None, lines))


def verdict(found: Diagnosis) -> str:
    """Whether the DLL loads, in a sentence."""
    if found.loads and not found.loads_here:
        return tr("Windows loads it; this system does not.")
    if found.loads:
        fine = not found.problems
        return tr("Windows loads it.") if fine else tr("Windows loads it, with reservations.")
    if found.loads_here:
        return tr("Windows does not load it; this system does all the same.")
    return tr("Windows does not load it.")


def tree_text(nodes: Sequence[Node], *, troubled: bool = False, indent: str = "") -> Iterator[str]:
    """The tree as lines; `troubled`: only the way to what is wrong."""
    for each in nodes:
        if not troubled or is_troubled(each):
            words = (each.dll, each.version, state_text(each), str(each.path) if each.path else "")
            yield indent + "  ".join(filter(None, words))
            yield from tree_text(each.needs, troubled=troubled, indent=indent + "  ")


def node_text(node: Node) -> str:
    """One DLL with its problems, for the clipboard."""
    lines = [*tree_text([Node(**{**vars(node), "needs": []})]), node.why]
    for each in node.problems:
        lines += [each.message, each.fix]
    return "\n".join(filter(None, [*lines, *(f"  {name}" for name in node.taken)]))
