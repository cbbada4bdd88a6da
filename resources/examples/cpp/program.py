"""Objects of C++ from 64-bit Python, through the wrapper that `shapes.h` gave."""

from shapes import Point, ShapesClient

with ShapesClient() as dll, dll.shape_create() as shape:
    print(dll.shape_add(shape, [Point(0, 0), Point(4, 0), Point(4, 3)]), "corners")
    print("area", dll.shape_area(shape))
    print(dll.shape_describe(shape).text)
    print(dll.shape_box(shape).high)
