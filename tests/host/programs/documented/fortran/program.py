from pathlib import Path

from msl.loadlib import Client64, Server32Error


class Fortran64(Client64):
    def __init__(self):
        super().__init__("fortran32", append_sys_path=Path(__file__).parent)

    def __getattr__(self, name):
        return lambda *args, **kwargs: self.request32(name, *args, **kwargs)


f = Fortran64()
print(f.sum_8bit(-50, 110), f.sum_16bit(2**15 - 1, -1), f.sum_32bit(123456788, 1), f.sum_64bit(2**63, -(2**62)))
print(f.multiply_float32(2.0, 3.0), f"{f.multiply_float64(1e30, 2e3):.6e}")
print(f.is_positive(1.0), f.is_positive(-0.1))
print(f.add_or_subtract(1000, 2000, do_addition=True), f.add_or_subtract(1000, 2000, do_addition=False))
print(f.factorial(0), f"{f.factorial(127):.12e}", f"{f.besselJ0(8.6):.12f}")
print(f"{f.standard_deviation([float(val) for val in range(1, 10)]):.12f}")
print(f.add_1d_arrays([1.0, 2.0, 3.0], [0.5, 1.0, 1.5]))
print(f.matrix_multiply([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]))
print(f.reverse_string("hello world!"))
try:
    f.matrix_multiply([[1, 2]], [[1, 2]])
except Server32Error as error:
    print(error.name, error.value)
stdout, stderr = f.shutdown_server32()
