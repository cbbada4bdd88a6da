"""Which class of a module is the server."""

from __future__ import annotations

from types import ModuleType

from probe32 import Server32
from probe32.host.startup import server_class


def module_with(**classes: str) -> ModuleType:
    """A module named `mine`, with subclasses by their names, each with the name of the module that defines it."""
    module = ModuleType("mine")
    for name, home in classes.items():
        setattr(module, name, type(name, (Server32,), {"__module__": home}))
    return module


def test_the_alphabetically_first_one() -> None:
    found = server_class(module_with(Beta="mine", Alpha="mine"))
    assert found
    assert found.__name__ == "Alpha"


def test_a_base_class_from_elsewhere_is_not_meant() -> None:
    found = server_class(module_with(Base="elsewhere", Camera="mine"))
    assert found
    assert found.__name__ == "Camera"


def test_one_that_is_only_imported_will_do() -> None:
    found = server_class(module_with(Base="elsewhere"))
    assert found
    assert found.__name__ == "Base"


def test_none() -> None:
    module = module_with()
    module.Server32 = Server32  # type: ignore[attr-defined]
    assert server_class(module) is None
