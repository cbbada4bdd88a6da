"""Texts in another language: extracted from the source, translated, compiled, shown."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication

from probe32.resources import resource
from probe32_app.translating import ENGLISH, SYSTEM, install_translator, languages, tr, tr_count

LRELEASE = Path(sys.executable).with_name("pyside6-lrelease")


@pytest.fixture(scope="module")
def extract() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("extract", resource("translations", "extract.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["extract"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["extract"]


@pytest.fixture
def translate(qapp: QApplication, tmp_path: Path, extract: ModuleType) -> Iterator[Callable[..., None]]:
    """Speaks German from now on, with these translations of (text, form for one)."""
    installed = []

    def speak(found: dict[tuple[str, str], str]) -> None:
        tree = ElementTree.fromstring(extract.template([extract.Text(*each) for each in found]).encode())
        tree.set("language", "de")
        for message in tree.iter("message"):
            forms = found[message.findtext("source", ""), message.findtext("comment", "")].split("|")
            target = message.find("translation")
            assert target is not None
            del target.attrib["type"]
            del target[:]
            for form in forms if message.get("numerus") else ():
                ElementTree.SubElement(target, "numerusform").text = form
            target.text = None if len(target) else forms[0]
        (tmp_path / "probe32_de.ts").write_bytes(ElementTree.tostring(tree))
        subprocess.run([LRELEASE, "-silent", tmp_path / "probe32_de.ts"], check=True)
        installed.append(install_translator(qapp, [tmp_path], "de"))

    yield speak
    for each in installed:
        assert each is not None
        qapp.removeTranslator(each)
        each.deleteLater()


def test_texts_are_found_in_the_source(extract: ModuleType) -> None:
    source = 'tr("Call {name}").format(name=1)\ntr_count("one", "{count}", 2)\nA = marked("Dark")\ntr(A)\nother("no")'
    assert sorted(extract.texts(source)) == [
        extract.Text("Call {name}"),
        extract.Text("Dark"),
        extract.Text("{count}", "one"),
    ]


@pytest.mark.parametrize("source", ['tr(f"Call {name}")', 'tr("a" + b)', 'tr_count(one, "{count}", 2)'])
def test_a_text_that_cannot_be_found_is_refused(extract: ModuleType, source: str) -> None:
    with pytest.raises(ValueError, match="line 1: a text to translate must be a literal"):
        list(extract.texts(source))


def test_texts_appear_in_the_language(translate: Callable[..., None]) -> None:
    assert tr_count("one export", "{count} exports", 1) == "one export"
    assert tr_count("one export", "{count} exports", 0) == "{count} exports"
    translate({("Call <it>", ""): "Ruf es", ("{count} exports", "one export"): "ein Export|{count} Exporte"})
    assert tr("Call <it>") == "Ruf es"
    assert tr("What nobody translated") == "What nobody translated"
    assert tr_count("one export", "{count} exports", 1) == "ein Export"
    assert tr_count("one export", "{count} exports", 2) == "{count} Exporte"


def test_languages_are_what_lies_there(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "probe32_de.qm").write_bytes(b"no translation")
    assert languages([tmp_path, tmp_path / "missing"]) == [ENGLISH, "de"]
    assert install_translator(qapp, [tmp_path], ENGLISH) is None
    assert install_translator(qapp, [tmp_path], "fr") is None
    assert install_translator(qapp, [tmp_path], "de") is None
    assert install_translator(qapp, [], SYSTEM) is None
