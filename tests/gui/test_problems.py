"""The list of everything that is wrong: what stands there, and where a click leads."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from person import Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from probe32_app.models.problems import Problem
from probe32_app.views.problems_panel import ProblemsPanel


def shown(panel: ProblemsPanel) -> dict[str, Problem]:
    """What is listed, by where it is."""
    model = panel.table.model()
    found = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return {each.where: each for each in found}


def click(panel: ProblemsPanel, where: str) -> None:
    row = list(shown(panel)).index(where)
    place = panel.table.visualRect(panel.table.model().index(row, 1)).topLeft() + QPoint(4, 4)
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_signatures_arguments_and_the_last_call(at_sample: Person) -> None:
    person = at_sample
    panel = person.panel("problems", ProblemsPanel)
    assert shown(panel) == {}
    person.choose("multiply@8")
    person.type_prototype("int __cdecl multiply(int a, int b);")
    person.choose("mean")
    person.type_prototype("double mean(const dou")
    person.choose("add")
    person.type_prototype("int add(int a, int b);")
    person.fill(a="many", b="2")
    person.wait(lambda: set(shown(panel)) == {"multiply", "mean", "add, a"})
    assert "8 bytes" in shown(panel)["multiply"].what
    click(panel, "mean")
    assert person.parts.session.export is not None
    assert person.parts.session.export.plain_name == "mean"
    assert person.work.signature.editor.hasFocus()
    click(panel, "add, a")
    field = person.work.call.field("a")
    assert field is not None
    person.wait(field.editor.hasFocus)
    field.set_text("1")
    person.wait(lambda: set(shown(panel)) == {"multiply", "mean"})
    person.choose("multiply@8")
    person.call(a="6", b="7")
    person.wait(lambda: any("it is likely __stdcall" in each.what for each in problems(panel)))
    person.type_prototype("int __stdcall multiply(int a, int b);")
    person.wait(lambda: set(shown(panel)) == {"mean"})
    click(panel, "mean")
    person.type_prototype("double mean(const double *values, int count);")
    person.wait(lambda: shown(panel) == {})


def problems(panel: ProblemsPanel) -> list[Problem]:
    model = panel.table.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def test_files_that_change_and_a_host_that_dies(person: Person, deaths_dll: Path, tmp_path: Path) -> None:
    dll = tmp_path / "mine.dll"
    shutil.copy(deaths_dll, dll)
    person.open(dll)
    person.paste("void exit_process(unsigned status); int divide(int number, int by);")
    project = tmp_path / "mine.probe32"
    person.actions.save.trigger()
    person.choose_file(project)
    panel = person.panel("problems", ProblemsPanel)
    person.choose("divide")
    person.call(number="84", by="2")
    assert person.result == "42"
    # the DLL is deleted, and another one comes
    dll.unlink()
    person.wait(lambda: "mine.dll" in shown(panel))
    assert "deleted" in shown(panel)["mine.dll"].what
    assert "Put it back" in person.message
    person.call(number="84", by="4")  # what is loaded goes on
    assert person.result == "21"
    dll.write_bytes(deaths_dll.read_bytes() + b"another")
    person.wait(lambda: "Another file" in shown(panel)["mine.dll"].what)
    shutil.copy(deaths_dll, dll)
    person.wait(lambda: "mine.dll" not in shown(panel))
    # another program writes the project
    project.write_text(project.read_text().replace('"notes": ""', '"notes": "theirs"'))
    person.wait(lambda: "mine.probe32" in shown(panel))
    assert "saving asks" in shown(panel)["mine.probe32"].fix
    # the host dies
    person.choose("exit_process")
    person.call(status="3")
    person.wait(lambda: "32-bit host" in shown(panel))
    person.window.trouble.clear()
    click(panel, "32-bit host")
    assert person.window.trouble.isVisible()
    person.choose("divide")
    person.call()
    person.wait(lambda: "32-bit host" not in shown(panel))


def test_what_a_dll_needs_and_lacks(person: Person, tmp_path: Path) -> None:
    sources, compiler = Path(__file__).parent.parent / "dlls", ["i686-w64-mingw32-gcc", "-shared", "-static-libgcc"]
    (tmp_path / "elsewhere").mkdir()
    absent = tmp_path / "elsewhere" / "absent.dll"
    subprocess.run([*compiler, "-o", absent, sources / "absent.c"], check=True)
    subprocess.run([*compiler, "-o", tmp_path / "needy.dll", sources / "needy.c", absent], check=True)
    person.open(tmp_path / "needy.dll")
    panel = person.panel("problems", ProblemsPanel)
    person.wait(lambda: "absent.dll" in shown(panel))
    assert shown(panel)["absent.dll"].fix
