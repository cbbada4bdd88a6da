from array import array

from cpp32 import FourPoints  # the server's module is imported on this side too
from cpp64 import Cpp64

cpp = Cpp64()
print("Cpp64" in repr(cpp), "cpp_lib32.dll" in repr(cpp))
print(cpp.add(3, 14), cpp.subtract(43.2, 3.2))
print(cpp.add_or_subtract(1.0, 2.0, do_addition=True), cpp.add_or_subtract(1.0, 2.0, do_addition=False))
values = [float(each) for each in range(10)]
print(cpp.scalar_multiply(2.0, values))
print([round(each, 6) for each in cpp.scalar_multiply(3.1, array("d", values))])
print(cpp.reverse_string_v1("hello world!"), cpp.reverse_string_v2("uncertainty"))
print(cpp.distance_4_points(FourPoints((0, 0), (0, 1), (1, 1), (1, 0))))
for i in range(16):
    print(f"{cpp.circumference(0.5, 2**i):.9f}")
stdout, stderr = cpp.shutdown_server32()
