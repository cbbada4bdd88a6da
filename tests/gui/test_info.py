"""The Info panel: what the file of the open DLL tells, read when somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from made_images import with_resource
from person import Person
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from probe32.image_outline import Fact
from probe32_app.models.info_tree import FACT_ROLE, InfoTreeModel, as_text, counted, matching
from probe32_app.views.info_panel import InfoPanel

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "images"
FACTS = (
    Fact("File", facts=(Fact("size", "10 bytes"), Fact("kind", "native"))),
    Fact("Manifest", "", (Fact("number 2", "", (Fact("level", "asInvoker"),), text="<a>\n</a>"),)),
)


def _panel(person: Person) -> InfoPanel:
    return next(iter(person.window.findChildren(InfoPanel)))


def _look(person: Person) -> InfoPanel:
    person.actions.show_info.trigger()
    person.wait_idle()
    return _panel(person)


def _find(panel: InfoPanel, text: str) -> list[str]:
    """Search as a person does, and read the values of all rows that are shown."""
    panel.search.setFocus()
    panel.search.clear()
    QTest.keyClicks(panel.search, text)
    panel.flush()
    return [value for index in _rows(panel.model) if (value := str(index.siblingAtColumn(1).data()))]


def _rows(model: InfoTreeModel, parent: QModelIndex | None = None) -> list[QModelIndex]:
    above = parent or QModelIndex()
    below = [model.index(row, 0, above) for row in range(model.rowCount(above))]
    return [row for each in below for row in (each, *_rows(model, each))]


def test_read_when_somebody_looks_searched_and_copied(at_sample: Person, sample_dll: Path) -> None:
    panel = _panel(at_sample)
    assert panel.model.facts == ()
    assert _look(at_sample).headline.text().startswith("No embedded signature: not signed, or signed in a catalog")
    assert [each.name for each in panel.model.facts][:4] == ["File", "Signature", "Image", "Safety"]
    _find(panel, "image base")
    panel.tree.setCurrentIndex(next(each for each in _rows(panel.model) if each.data() == "image base"))
    panel.tree.setFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "image base\t0x10000000"
    panel.search.clear()
    panel.flush()
    QTest.mouseClick(panel.copy_all, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert f"    path: {sample_dll}\n" in text
    assert "\nHashes\n    MD5: " in text


def test_who_signed_it_and_the_next_dll(person: Person, tmp_path: Path) -> None:
    person.open(FIXTURES / "signed.dll")
    panel = _look(person)
    assert panel.headline.text().startswith("Signed by Example Instruments, unchanged since.")
    assert "C=DE, O=Example Instruments GmbH, CN=Example Instruments" in _find(panel, "subject instruments")
    changed = tmp_path / "changed.dll"
    content = bytearray((FIXTURES / "signed.dll").read_bytes())
    content[0x400] ^= 1
    changed.write_bytes(content)
    person.open(changed)
    assert "changed afterwards" in panel.headline.text()
    person.actions.close_library.trigger()
    person.wait_idle()
    assert panel.message.text() == "Open a DLL to see what its file tells."


def test_types_of_dotnet_and_of_com_and_the_text_of_a_manifest(person: Person, tmp_path: Path) -> None:
    person.open(FIXTURES / "instrument.dll")
    assert "public static uint Ticks()  → kernel32.dll!GetTickCount" in _find(_look(person), "gettickcount")
    library = with_resource("TYPELIB", 1, (FIXTURES / "instrument.tlb").read_bytes())
    (tmp_path / "com.dll").write_bytes(library.content())
    person.open(tmp_path / "com.dll")
    assert "HRESULT Name([out, retval] BSTR *Name)  get, id 2" in _find(_panel(person), "name retval")
    text = '<assembly>\n  <assemblyIdentity name="Example" version="1.0.0.0"/>\n</assembly>'
    (tmp_path / "told.dll").write_bytes(with_resource(24, 2, text.encode()).content())
    person.open(tmp_path / "told.dll")
    panel = _panel(person)
    panel.search.clear()
    panel.flush()
    assert not panel.text.isVisible()
    index = next(each for each in _rows(panel.model) if each.data() == "number 2")
    panel.tree.setCurrentIndex(index)
    assert panel.text.isVisible()
    assert panel.text.toPlainText() == text


def test_a_search_keeps_what_is_around_it() -> None:
    (found,) = matching(FACTS, "ASINVOKER level")
    assert (found.name, [each.name for each in found.facts]) == ("Manifest", ["number 2"])
    assert matching(FACTS, "file")[0].facts == FACTS[0].facts
    assert matching(FACTS, "nothing") == ()
    assert counted(FACTS) == 6


def test_the_tree_as_text() -> None:
    manifest = "    number 2\n        <a>\n        </a>\n        level: asInvoker\n"
    assert as_text(FACTS) == f"File\n    size: 10 bytes\n    kind: native\nManifest\n{manifest}"


def test_the_model_is_sound(qtmodeltester: Callable[..., None]) -> None:
    model = InfoTreeModel()
    model.set_facts(FACTS)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    deepest = _rows(model)[-1]
    assert deepest.data(FACT_ROLE) == Fact("level", "asInvoker")
    assert deepest.parent().data() == "number 2"
