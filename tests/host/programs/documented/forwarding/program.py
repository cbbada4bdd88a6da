from msl.loadlib import Client64
from msl.loadlib.exceptions import Server32Error


class LinearAlgebra(Client64):
    def __init__(self):
        super().__init__("linear_algebra_32.py")

    def __getattr__(self, name):
        def send(*args, **kwargs):
            return self.request32(name, *args, **kwargs)

        return send


algebra = LinearAlgebra()
print(algebra.determinant([[1, 2], [3, 4]]))
print(algebra.solve([[2, 0], [0, 4]], [1, 1]))
print(algebra.cross_product([1, 0, 0], [0, 1, 0]))
print(algebra.stdev([2, 4, 4, 4, 5, 5, 7, 9]), round(algebra.stdev([1, 2, 3, 4], as_population=False), 6))
print(algebra.restart(), algebra.batch(3))

for name, arguments in (("eigenvalues", ([[1]],)), ("determinant", ()), ("solve", ([[0, 0], [0, 0]], [1, 1]))):
    try:
        getattr(algebra, name)(*arguments)
    except Server32Error as error:
        print(error.name, "|", error.value)
algebra.shutdown_server32()
