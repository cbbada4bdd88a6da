"""FORTRAN from 64-bit Python: numbers are given as numbers, although the function takes their addresses."""

from numbers_dll import NumbersDllClient

values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]

with NumbersDllClient() as dll:
    print("mean", dll.mean(values, len(values)))
    print("deviation", round(dll.deviation(values, len(values)), 6))
    print("transposed", dll.transposed([1, 2, 3, 4, 5, 6], 2, 3))
    print(dll.roots(1, -3, 2))
