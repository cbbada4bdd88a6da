from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msl.loadlib import Client64

if TYPE_CHECKING:
    from cpp32 import FourPoints


class Cpp64(Client64):
    def __init__(self) -> None:
        super().__init__("cpp32", append_sys_path=Path(__file__).parent)

    def add(self, a: int, b: int) -> int:
        return self.request32("add", a, b)

    def subtract(self, a: float, b: float) -> float:
        return self.request32("subtract", a, b)

    def add_or_subtract(self, a: float, b: float, *, do_addition: bool) -> float:
        return self.request32("add_or_subtract", a, b, do_addition=do_addition)

    def scalar_multiply(self, a: float, xin) -> list[float]:
        return self.request32("scalar_multiply", a, xin)

    def reverse_string_v1(self, original: str) -> str:
        return self.request32("reverse_string_v1", original)

    def reverse_string_v2(self, original: str) -> str:
        return self.request32("reverse_string_v2", original)

    def distance_4_points(self, points: FourPoints) -> float:
        return self.request32("distance_4_points", points)

    def circumference(self, radius: float, n: int) -> float:
        return self.request32("circumference", radius, n)
