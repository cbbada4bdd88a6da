"""The tree of what the open DLL needs: what is found where, what is wrong, and what a person does about it."""

from __future__ import annotations

from pathlib import Path

import broken_dlls as broken
import pytest
from person import Person
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from probe32_app.views.dependencies_panel import DependenciesPanel


def look(person: Person) -> DependenciesPanel:
    """Turn to the dock, and wait until it knows."""
    person.window.docks.show("dependencies")
    person.wait(lambda: person.window.docks.visible("dependencies"))
    person.wait(lambda: person.work.dependencies.tree.topLevelItemCount() > 0)
    return person.work.dependencies


def rows(item: QTreeWidgetItem) -> list[list[str]]:
    """DLL and state of all that is below an item, opened as a person opens it."""
    item.setExpanded(True)
    found = []
    for row in range(item.childCount()):
        child = item.child(row)
        found += [[child.text(0), child.text(1)], *rows(child)]
    return found


def choose(tree: QTreeWidget, name: str) -> QTreeWidgetItem:
    (item, *_) = tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    tree.setCurrentItem(item)
    return item


def functions(panel: DependenciesPanel) -> list[tuple[str, str]]:
    items = [panel.functions.topLevelItem(row) for row in range(panel.functions.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def test_a_sound_dll(at_sample: Person) -> None:
    panel = look(at_sample)
    assert panel.verdict.text() == "Windows loads it."
    assert not panel.only_problems.isEnabled()
    top = panel.tree.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "sample.dll"
    assert ["KERNEL32.dll", "a part of Windows"] in rows(top)
    item = choose(panel.tree, "KERNEL32.dll")
    assert item.text(2), "it has a version"
    assert item.text(3).lower().endswith("kernel32.dll")
    assert "Windows" in panel.message.text(), "why it is this one"
    assert ("Sleep", "") in functions(panel)
    assert [state for name, state in rows(top) if state.startswith("forwarded to")]


@pytest.fixture
def needy(tmp_path: Path) -> Path:
    """A DLL that needs one with a function too few and one that is not beside it but nearby."""
    folder = tmp_path / "app"
    (folder / "runtime").mkdir(parents=True)
    broken.dll(folder / "half.dll")
    broken.dll(folder / "runtime" / "absent.dll")
    libraries = [broken.imported(folder, "half.dll", "seven", "eight"), broken.imported(folder, "absent.dll", "nine")]
    text = """
    __declspec(dllimport) int seven(void); __declspec(dllimport) int eight(void); __declspec(dllimport) int nine(void);
    __declspec(dllexport) int all(void) { return seven() + eight() + nine(); }
    """
    broken.dll(folder / "runtime" / "absent.dll", "__declspec(dllexport) int nine(void) { return 9; }")
    return broken.dll(folder / "needy.dll", text, *libraries)


def test_what_is_wrong_and_the_folder_that_mends_it(person: Person, needy: Path) -> None:
    person.open(needy)
    panel = look(person)
    assert "Windows does not load it" in panel.verdict.text()
    choose(panel.tree, "half.dll")
    assert "needs eight of half.dll" in panel.message.text()
    assert functions(panel) == [("eight", "missing"), ("seven", "")]
    assert not panel.add_folder.isVisible()
    item = choose(panel.tree, "absent.dll")
    assert item.text(1) == "not found"
    assert "needy.dll needs absent.dll, which is not found." in panel.message.text()
    assert panel.add_folder.isVisible()
    QTest.mouseClick(panel.add_folder, Qt.MouseButton.LeftButton)
    person.wait_idle()
    item = choose(panel.tree, "absent.dll")
    assert (item.text(1), item.text(3)) == ("", str(needy.parent / "runtime" / "absent.dll"))
    assert "a folder that was added" in panel.message.text()
    person.actions.undo.trigger()
    person.wait_idle()
    assert choose(panel.tree, "absent.dll").text(1) == "not found"


def test_problems_only_and_copying(person: Person, needy: Path) -> None:
    person.open(needy)
    panel = look(person)
    panel.only_problems.click()
    top = panel.tree.topLevelItem(0)
    assert top is not None
    assert sorted(rows(top)) == [["absent.dll", "not found"], ["half.dll", "functions missing"]]
    choose(panel.tree, "half.dll")
    panel.tree.setFocus()
    person.press("Ctrl+C")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("half.dll  functions missing  ")
    assert "needs eight of half.dll" in copied
    next(each for each in panel.tree.actions() if "tree" in each.text()).trigger()
    assert [line.split()[0] for line in QGuiApplication.clipboard().text().splitlines()] == [
        "needy.dll",
        "absent.dll",
        "half.dll",
    ]


def test_a_double_click_opens_the_dll(person: Person, needy: Path) -> None:
    person.open(needy)
    panel = look(person)
    choose(panel.tree, "half.dll")
    panel.tree.setFocus()
    person.press("Return")
    person.wait_idle()
    assert person.parts.session.library is not None
    assert person.parts.session.library.path == needy.with_name("half.dll")
    person.wait(lambda: panel.tree.topLevelItem(0) is not None)
    top = panel.tree.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "half.dll", "the tree is that of what is open"


def test_nothing_is_examined_before_it_is_looked_at(at_sample: Person) -> None:
    assert at_sample.work.dependencies.tree.topLevelItemCount() == 0
