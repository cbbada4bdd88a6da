"""What the client asks a new host to be.

It arrives through the inherited pipe: nothing secret, and no text that a shell could mangle, is ever on a command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Configuration:
    """One host's task; plain values only.

    `module` names the module of the server class; `kwargs` are its keyword arguments, as text; `sys_path`,
    `environ_path` and `dll_directories` are folders in the host's own notation. `port` 0 serves over the inherited
    pipes; any other serves TCP at `host`, to a client that proves to know `secret` (hexadecimal). `modules` are
    single modules or packages to find, each with the folder it is in, of which nothing else is found. `files`
    are the client's: what is printed goes to `stdout`, `stderr` and `debug`, `wire.black_box` is `black_box`.
    """

    # No dataclass: importing that module takes a tenth of a host's start. No repr: it would show the secret.
    def __init__(
        self,
        module: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        protocol: int = 5,
        secret: str = "",
        kwargs: Mapping[str, str] | None = None,
        sys_path: Sequence[str] = (),
        environ_path: Sequence[str] = (),
        dll_directories: Sequence[str] = (),
        modules: Sequence[Sequence[str]] = (),
        files: Mapping[str, str] | None = None,
    ) -> None:
        self.module = module
        self.host = host
        self.port = port
        self.protocol = protocol
        self.secret = secret
        self.kwargs = dict(kwargs or {})
        self.sys_path = tuple(sys_path)
        self.environ_path = tuple(environ_path)
        self.dll_directories = tuple(dll_directories)
        self.modules = tuple((name, folder) for name, folder in modules)
        self.files = dict(files or {})

    def values(self) -> dict[str, object]:
        """All of it, as the constructor takes it."""
        return dict(vars(self))
