"""What the client asks a new host to be.

It arrives as JSON through the inherited pipe: nothing secret, and no text that a shell could mangle, is ever on a
command line.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Configuration:
    """One host's task.

    `module` names the module of the server class; `kwargs` are its keyword arguments, as text; `sys_path`,
    `environ_path` and `dll_directories` are folders in the host's own notation. `port` 0 serves over the inherited
    pipes; any other serves TCP at `host`, to a client that proves to know `secret` (hexadecimal). `modules` are
    single modules or packages to find, each with the folder it is in, of which nothing else is found. `files`
    are the client's: what is printed goes to `stdout`, `stderr` and `debug`, `wire.black_box` is `black_box`.
    """

    module: str
    host: str = "127.0.0.1"
    port: int = 0
    protocol: int = 5
    secret: str = field(default="", repr=False)
    kwargs: dict[str, str] = field(default_factory=dict)
    sys_path: tuple[str, ...] = ()
    environ_path: tuple[str, ...] = ()
    dll_directories: tuple[str, ...] = ()
    modules: tuple[tuple[str, str], ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, text: bytes) -> Configuration:
        """Read what `to_dict` gave."""
        values = json.loads(text)
        for name in ("sys_path", "environ_path", "dll_directories"):
            values[name] = tuple(values[name])
        values["modules"] = tuple((name, folder) for name, folder in values["modules"])
        return cls(**values)
