"""A DLL that LabVIEW has built; a clear word where its run-time engine is missing."""

import sys

from averages import AveragesClient

from probe32.errors import Probe32Error

try:
    with AveragesClient() as dll:
        print(dll.Average([1.0, 2.0, 6.0]))
except Probe32Error as error:
    sys.exit(f"{error}\n{error.hint}")
