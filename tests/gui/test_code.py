"""The Code tab: the instructions of the chosen export, and why there are none."""

from __future__ import annotations

from pathlib import Path

from person import Person

from probe32_app.widgets.highlight import _LEXERS, spans_by_line


def test_the_code_of_a_function_and_the_reasons_for_its_convention(at_sample: Person) -> None:
    at_sample.choose("multiply")
    at_sample.press("Ctrl+D")
    at_sample.wait_idle()
    code = at_sample.work.code
    assert code.isVisible()
    assert code.view.hasFocus()
    assert code.view.isReadOnly()
    assert "ret 8" in code.view.toPlainText()
    assert "; removes 8 bytes of arguments" in code.view.toPlainText()
    first, *reasons = code.evidence.text().splitlines()
    assert first == "__stdcall, high confidence"
    assert any("removes 8 bytes" in each for each in reasons)


def test_the_code_follows_the_choice(at_sample: Person) -> None:
    at_sample.choose("multiply")
    at_sample.press("Ctrl+D")
    at_sample.wait_idle()
    at_sample.choose("wait_forever")
    at_sample.wait_idle()
    assert "KERNEL32.dll!Sleep" in at_sample.work.code.view.toPlainText()
    at_sample.choose("spectra_read")
    at_sample.wait_idle()
    assert not at_sample.work.code.view.isVisible()
    assert at_sample.work.code.message.text() == "It is data, not a function: there is no code."


def test_forwarders_say_where_their_code_is(at_sample: Person) -> None:
    at_sample.actions.show_code.trigger()
    at_sample.work.exports.filter.setText("forward")
    at_sample.work.exports.select_first()
    at_sample.wait_idle()
    said = at_sample.work.code.message.text()
    assert said.startswith("Its code is in another DLL: it is forwarded to ")
    assert "RVA 0x" in said
    assert said.lower().endswith(".dll.")


def test_another_dll_brings_its_own_code(at_sample: Person, tmp_path: Path, sample_dll: Path) -> None:
    at_sample.choose("add")
    at_sample.press("Ctrl+D")
    at_sample.wait_idle()
    copy = tmp_path / "other.dll"
    copy.write_bytes(sample_dll.read_bytes())
    at_sample.open(copy)
    assert at_sample.parts.session.export is not None
    assert at_sample.work.code.view.toPlainText().startswith(f"; {at_sample.parts.session.export.symbol}\n")


def test_a_listing_is_coloured() -> None:
    text = "; f@4\n100016F4  ff 15 60 50 00 10        call dword ptr [0x10005060] ; KERNEL32.dll!Sleep"
    title, line = spans_by_line(_LEXERS["assembler"](stripnl=False, ensurenl=False), text)
    assert title == [(0, 5, "code_comment")]
    assert [(text.splitlines()[1][at : at + length], token) for at, length, token in line] == [
        ("100016F4", "code_function"),
        ("call", "code_keyword"),
        ("0x10005060", "code_number"),
        ("; KERNEL32.dll!Sleep", "code_comment"),
    ]
