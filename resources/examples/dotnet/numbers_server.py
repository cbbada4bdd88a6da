"""The 32-bit side: a class of .NET through pythonnet, which the 32-bit host brings along."""

import os
from pathlib import Path

from probe32 import Server32
from probe32.errors import LoadError

ASSEMBLY = Path(os.environ["WINDIR"], "Microsoft.NET", "Framework", "v4.0.30319", "System.Numerics.dll")


class NumbersServer(Server32):
    def __init__(self, host, port):
        if not ASSEMBLY.is_file():
            raise LoadError(
                f"The .NET Framework 4 is not installed: there is no {ASSEMBLY}",
                hint="Install it; Windows has it among its optional features.",
            )
        super().__init__(ASSEMBLY, "net", host, port)

    def power(self, base, exponent):
        integer = self.lib.System.Numerics.BigInteger
        return integer.Pow(integer(base), exponent).ToString()
