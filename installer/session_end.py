"""Run by an installed Python: a window with work that is not saved is told that the session ends, as Windows tells it.

Arguments: a folder for settings, and a DLL. Ends with 0 when the window has closed by itself; what it has kept is for
`verifying.py` to look at.
"""

from __future__ import annotations

import asyncio
import ctypes
import sys
import threading
from pathlib import Path

from probe32_app.__main__ import make_application
from probe32_app.loop import open_loop
from probe32_app.settings import Settings
from probe32_app.windows import Windows

QUERY_END_SESSION, END_SESSION = 0x11, 0x16
CLOSE_APP = 1
"""ENDSESSION_CLOSEAPP: what Restart Manager says (Microsoft, "Guidelines for Applications")."""


async def work(windows: Windows, dll: Path) -> None:
    """Open the DLL, begin a signature, and be told."""
    running = asyncio.ensure_future(windows.run(dll))
    await asyncio.sleep(0)
    parts = windows.all[0]
    while parts.session.library is None or parts.tasks.names:
        await asyncio.sleep(0.1)
    exports, signature = parts.window.workspace.exports, parts.window.workspace.signature
    exports.select(next(each.ordinal for each in parts.session.library.exports if each.name == "add"))
    signature.editor.setPlainText("int add(int a, int b);")
    window = int(parts.window.winId())
    threading.Thread(target=_tell, args=(window,), daemon=True).start()
    await running


def _tell(window: int) -> None:
    if sys.platform == "win32":
        send, handle = ctypes.windll.user32.SendMessageW, ctypes.c_void_p(window)
        sys.stdout.write(f"it may end: {bool(send(handle, QUERY_END_SESSION, 0, CLOSE_APP))}\n")
        sys.stdout.flush()
        send(handle, END_SESSION, 1, CLOSE_APP)


application = make_application()
loop = open_loop(application)
loop.run_until_complete(work(Windows(application, loop, Settings(Path(sys.argv[1]))), Path(sys.argv[2])))
loop.close()
