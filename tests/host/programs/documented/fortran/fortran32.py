import ctypes
from ctypes import byref, c_double
from pathlib import Path

from msl.loadlib import Server32


class Fortran32(Server32):
    """Everything goes to FORTRAN by reference."""

    def __init__(self, host, port):
        super().__init__(Path(__file__).parent / "fortran_lib32", "cdll", host, port)

    def _call(self, name, restype, *arguments):
        function = getattr(self.lib, name)
        function.restype = restype
        return function(*map(byref, arguments))

    def sum_8bit(self, a, b):
        return self._call("sum_8bit", ctypes.c_int8, ctypes.c_int8(a), ctypes.c_int8(b))

    def sum_16bit(self, a, b):
        return self._call("sum_16bit", ctypes.c_int16, ctypes.c_int16(a), ctypes.c_int16(b))

    def sum_32bit(self, a, b):
        return self._call("sum_32bit", ctypes.c_int32, ctypes.c_int32(a), ctypes.c_int32(b))

    def sum_64bit(self, a, b):
        return self._call("sum_64bit", ctypes.c_int64, ctypes.c_int64(a), ctypes.c_int64(b))

    def multiply_float32(self, a, b):
        return self._call("multiply_float32", ctypes.c_float, ctypes.c_float(a), ctypes.c_float(b))

    def multiply_float64(self, a, b):
        return self._call("multiply_float64", c_double, c_double(a), c_double(b))

    def is_positive(self, a):
        return self._call("is_positive", ctypes.c_bool, c_double(a))

    def add_or_subtract(self, a, b, *, do_addition):
        arguments = ctypes.c_int32(a), ctypes.c_int32(b), ctypes.c_bool(do_addition)
        return self._call("add_or_subtract", ctypes.c_int32, *arguments)

    def factorial(self, n):
        return self._call("factorial", c_double, ctypes.c_int8(n))

    def standard_deviation(self, data):
        return self._call("standard_deviation", c_double, (c_double * len(data))(*data), ctypes.c_int32(len(data)))

    def besselJ0(self, x):  # noqa: N802 - its name in the documentation
        return self._call("besselj0", c_double, c_double(x))

    def reverse_string(self, original):
        text, n = original.encode(), len(original)
        result = ctypes.create_string_buffer(n)
        self._call("reverse_string", None, ctypes.create_string_buffer(text, n), ctypes.c_int32(n), result)
        return result.raw.decode()

    def add_1d_arrays(self, a1, a2):
        array = c_double * len(a1)
        result = array()
        self._call("add_1d_arrays", None, result, array(*a1), array(*a2), ctypes.c_int32(len(a1)))
        return list(result)

    def matrix_multiply(self, a1, a2):
        def by_columns(matrix):
            columns = zip(*matrix, strict=True)
            return (c_double * (len(matrix) * len(matrix[0])))(*(each for column in columns for each in column))

        r1, c1, r2, c2 = (ctypes.c_int32(len(each)) for each in (a1, a1[0], a2, a2[0]))
        if c1.value != r2.value:
            raise ValueError(f"Cannot multiply a {r1.value}x{c1.value} matrix with a {r2.value}x{c2.value} matrix")
        result = (c_double * r1.value * c2.value)()
        self._call("matrix_multiply", None, result, by_columns(a1), r1, c1, by_columns(a2), r2, c2)
        return [list(row) for row in zip(*result, strict=True)]
