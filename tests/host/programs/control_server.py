"""An ActiveX control of Windows and of Wine: the one that runs scripts."""

import winreg

from probe32 import LoadLibrary, Server32

WM_NULL = 0


class ControlServer(Server32):
    def __init__(self, host, port, **kwargs):
        super().__init__("msvcrt.dll", "cdll", host, port)
        self.messages = []

    def let_windows_need_no_display(self):
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, r"Software\Wine\Drivers") as key:
            winreg.SetValueEx(key, "Graphics", 0, winreg.REG_SZ, "null")

    def evaluate(self, control, text):
        with LoadLibrary(control, "activex", title="A window", width=100, height=50) as library:
            library.lib.Language = "VBScript"
            result = library.lib.Eval(text)
            window = library.application
            seen = library.path, window.hwnd != 0, window.thread_id != 0
        return result, seen, library.application, window.hwnd

    def title_after(self, title):
        with LoadLibrary("MSScriptControl.ScriptControl", "activex") as library:
            window = library.application
            window.set_window_title(title)
            window.set_window_size(320, 200)
            window.show()
            return self._text(window.hwnd)

    def run_until_closed(self):
        with LoadLibrary("MSScriptControl.ScriptControl", "activex") as library:
            window = library.application
            window.add_message_handler(lambda hwnd, message, wparam, lparam: self.messages.append(message))
            window.close()
            window.run()
            return window.hwnd, self.messages

    def browsing(self):
        events = []

        class Sink:
            def BeforeNavigate2(self, this, *args):  # noqa: N802 - the name of the event
                events.append("before")

        with LoadLibrary("Shell.Explorer", "activex") as library:
            window = library.application
            connection = window.handle_events(library.lib, Sink())
            library.lib.Navigate("about:blank")
            window.wait_for_events(0.1)
            heard = len(events)
            window.unhandle_events(connection)
            library.lib.Navigate("about:blank")
            window.wait_for_events(0.1)
        return heard, len(events) - heard

    def host(self, control):
        return LoadLibrary(control, "activex")

    def _text(self, window):
        import ctypes

        text = ctypes.create_unicode_buffer(100)
        ctypes.windll.user32.GetWindowTextW(window, text, len(text))
        return text.value
