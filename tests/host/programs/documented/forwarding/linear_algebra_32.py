from msl.loadlib import Server32


class LinearAlgebra32(Server32):
    def __init__(self, host, port):
        super().__init__("my_lib.dll", "cdll", host, port)

    def determinant(self, matrix):
        (a, b), (c, d) = matrix
        return a * d - b * c

    def solve(self, matrix, vector):
        (a, b), (c, d) = matrix
        p, q = vector
        whole = self.determinant(matrix)
        return [(p * d - b * q) / whole, (a * q - p * c) / whole]

    def cross_product(self, vector1, vector2):
        (a, b, c), (x, y, z) = vector1, vector2
        return [b * z - c * y, c * x - a * z, a * y - b * x]

    def stdev(self, data, as_population=True):
        mean = sum(data) / len(data)
        return (sum((each - mean) ** 2 for each in data) / (len(data) - (not as_population))) ** 0.5

    def restart(self):
        return "the server's own"

    def batch(self, n):
        return [n] * n
