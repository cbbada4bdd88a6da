"""A class of .NET from 64-bit Python; a clear word where there is no .NET."""

import sys

from probe32 import Client64
from probe32.errors import Probe32Error


class NumbersClient(Client64):
    def __init__(self):
        super().__init__("numbers_server")

    def power(self, base, exponent):
        return self.request32("power", base, exponent)


try:
    with NumbersClient() as numbers:
        print(numbers.power(7, 77))
except Probe32Error as error:
    sys.exit(f"{error}\n{error.hint}".strip())
