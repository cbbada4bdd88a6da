"""ActiveX controls in windows, in a Wine prefix of their own: whether windows need a display is set for a whole one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("sets up Wine", allow_module_level=True)

from probe32 import Client64, Server32Error
from probe32.launch import stop_wine_server

SERVER = Path(__file__).parent / "programs" / "control_server.py"
SCRIPTS = "MSScriptControl.ScriptControl"


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """A new prefix and no display."""
    folder = tmp_path_factory.mktemp("activex") / "wine"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBE32_WINEPREFIX", str(folder))
        patch.delenv("DISPLAY", raising=False)
        patch.delenv("WAYLAND_DISPLAY", raising=False)
        yield patch
        stop_wine_server()
        shutil.rmtree(folder)  # 1.3 GB


@pytest.fixture(scope="module")
def no_display(prefix: pytest.MonkeyPatch) -> str:
    """What is told where windows can't be made; afterwards Wine makes them without a display."""
    with Client64(SERVER, timeout=60) as client:
        with pytest.raises(Server32Error) as caught:
            client.request32("host", SCRIPTS)
        client.request32("let_windows_need_no_display")
    stop_wine_server()
    return caught.value.value


@pytest.fixture(scope="module")
def controls(no_display: str) -> Iterator[Client64]:
    client = Client64(SERVER, timeout=60)
    yield client
    _, stderr = client.shutdown_server32()
    assert stderr.read() == b""


def test_a_window_needs_a_display(no_display: str) -> None:
    assert no_display == "An ActiveX control needs a window, and there is no display to make one on."


@pytest.mark.parametrize("name", [SCRIPTS, "{0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC}"])
def test_a_control_works_in_its_window_until_cleanup(controls: Client64, name: str) -> None:
    result, seen, application, window = controls.request32("evaluate", name, "6 * 7")
    assert (result, seen) == (42, (name, True, True))
    assert (application, window) == (None, 0)


def test_the_window_is_shown_with_its_title(controls: Client64) -> None:
    assert controls.request32("title_after", "grüße") == "grüße"


def test_a_closed_window_ends_its_message_loop(controls: Client64) -> None:
    window, messages = controls.request32("run_until_closed")
    assert window == 0
    assert 0x0010 in messages  # WM_CLOSE


def test_events_are_heard_until_they_are_unhandled(controls: Client64) -> None:
    heard, afterwards = controls.request32("browsing")
    assert heard >= 1
    assert afterwards == 0


def test_a_com_object_that_is_no_control_is_told(controls: Client64) -> None:
    with pytest.raises(Server32Error, match=r"could not be hosted in a window \(HRESULT 0x80004005\)"):
        controls.request32("host", "Scripting.FileSystemObject")


def test_a_control_that_is_not_registered_is_told(controls: Client64) -> None:
    with pytest.raises(Server32Error, match=r"Cannot find 'No\.Control' for libtype='activex'"):
        controls.request32("host", "No.Control")
