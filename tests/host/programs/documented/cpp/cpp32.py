from __future__ import annotations

import ctypes
import math
from pathlib import Path

from msl.loadlib import Server32


class Point(ctypes.Structure):
    _fields_ = (("x", ctypes.c_double), ("y", ctypes.c_double))


class FourPoints(ctypes.Structure):
    """Of a fixed size: it travels."""

    _fields_ = (("points", Point * 4),)

    def __init__(self, point1, point2, point3, point4) -> None:
        super().__init__()
        self.points = (Point * 4)(point1, point2, point3, point4)


class NPoints(ctypes.Structure):
    """Holds a pointer: it has to be made in the process of the library."""

    _fields_ = (("n", ctypes.c_int), ("points", ctypes.POINTER(Point)))


class Cpp32(Server32):
    def __init__(self, host: str, port: int) -> None:
        # Without an extension: the platform's own is added.
        super().__init__(Path(__file__).parent / "cpp_lib32", "cdll", host, port)

    def add(self, a: int, b: int) -> int:
        self.lib.add.restype = ctypes.c_int32
        self.lib.add.argtypes = [ctypes.c_int32, ctypes.c_int32]
        return self.lib.add(a, b)

    def subtract(self, a: float, b: float) -> float:
        self.lib.subtract.restype = ctypes.c_float
        self.lib.subtract.argtypes = [ctypes.c_float, ctypes.c_float]
        return self.lib.subtract(a, b)

    def add_or_subtract(self, a: float, b: float, *, do_addition: bool) -> float:
        self.lib.add_or_subtract.restype = ctypes.c_double
        self.lib.add_or_subtract.argtypes = [ctypes.c_double, ctypes.c_double, ctypes.c_bool]
        return self.lib.add_or_subtract(a, b, do_addition)

    def scalar_multiply(self, a: float, xin) -> list[float]:
        pointer = ctypes.POINTER(ctypes.c_double)
        self.lib.scalar_multiply.restype = None
        self.lib.scalar_multiply.argtypes = [ctypes.c_double, pointer, ctypes.c_int32, pointer]
        n = len(xin)
        result = (ctypes.c_double * n)()
        self.lib.scalar_multiply(a, (ctypes.c_double * n)(*xin), n, result)
        return list(result)

    def reverse_string_v1(self, original: str) -> str:
        """The memory of the result is Python's."""
        self.lib.reverse_string_v1.restype = None
        self.lib.reverse_string_v1.argtypes = [ctypes.c_char_p, ctypes.c_int32, ctypes.c_char_p]
        result = ctypes.create_string_buffer(len(original))
        self.lib.reverse_string_v1(original.encode(), len(original), result)
        return result.raw.decode()

    def reverse_string_v2(self, original: str) -> str:
        """The memory of the result is the library's."""
        self.lib.reverse_string_v2.restype = ctypes.c_char_p
        self.lib.reverse_string_v2.argtypes = [ctypes.c_char_p, ctypes.c_int32]
        result = self.lib.reverse_string_v2(original.encode(), len(original))
        return ctypes.string_at(result, len(original)).decode()

    def distance_4_points(self, four_points: FourPoints) -> float:
        self.lib.distance_4_points.restype = ctypes.c_double
        return self.lib.distance_4_points(four_points)

    def circumference(self, radius: float, n: int) -> float:
        self.lib.distance_n_points.restype = ctypes.c_double
        self.lib.distance_n_points.argtypes = [NPoints]
        step = 2 * math.pi / n if n else 0
        corners = [Point(radius * math.cos(i * step), radius * math.sin(i * step)) for i in range(n)]
        return self.lib.distance_n_points(NPoints(n, (Point * n)(*corners)))
