// C++ inside, C outside: nothing of a class crosses the border but its address.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <new>
#include <vector>

#define _In_reads_(count)
#define _Out_
#define _Out_writes_(size)
#include "shapes.h"

struct Shape {
    std::vector<Point> corners;
};

#define EXPORT extern "C" __declspec(dllexport)

EXPORT SHAPE shape_create() { return new (std::nothrow) Shape; }
EXPORT void shape_destroy(SHAPE shape) { delete shape; }

EXPORT int shape_add(SHAPE shape, const Point *corners, int count) {
    shape->corners.insert(shape->corners.end(), corners, corners + count);
    return static_cast<int>(shape->corners.size());
}

EXPORT double shape_area(SHAPE shape) {
    const auto &c = shape->corners;
    if (c.size() < 3) return -1;
    double twice = 0;
    for (size_t i = 0; i < c.size(); ++i) {
        const Point &a = c[i], &b = c[(i + 1) % c.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::fabs(twice) / 2;
}

EXPORT int shape_box(SHAPE shape, Point *low, Point *high) {
    *low = *high = shape->corners.empty() ? Point{0, 0} : shape->corners.front();
    for (const Point &each : shape->corners) {
        *low = {std::min(low->x, each.x), std::min(low->y, each.y)};
        *high = {std::max(high->x, each.x), std::max(high->y, each.y)};
    }
    return static_cast<int>(shape->corners.size());
}

EXPORT int shape_describe(SHAPE shape, char *text, int size) {
    return std::snprintf(text, size, "a shape with %u corners", static_cast<unsigned>(shape->corners.size()));
}
