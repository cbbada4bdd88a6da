// The C++ library that msl-loadlib's documentation talks to, for its programs and for yours: numbers, arrays, text and
// structures by value. Built by build.py into cpp_lib32.dll, without a C++ runtime.

#define EXPORT extern "C" __declspec(dllexport)

extern "C" void *malloc(unsigned int size);  // of Windows' own msvcrt.dll

struct Point {
    double x;
    double y;
};

struct FourPoints {
    Point points[4];
};

struct NPoints {
    int n;
    Point *points;
};

static double distance(const Point &from, const Point &to)
{
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    return __builtin_sqrt(dx * dx + dy * dy);
}

// The length of the closed line through all points.
static double length(const Point *points, int n)
{
    double sum = n > 1 ? distance(points[n - 1], points[0]) : 0.0;
    for (int i = 1; i < n; ++i)
        sum += distance(points[i - 1], points[i]);
    return sum;
}

EXPORT int add(int a, int b)
{
    return a + b;
}

EXPORT float subtract(float a, float b)
{
    return a - b;
}

EXPORT double add_or_subtract(double a, double b, bool do_addition)
{
    return do_addition ? a + b : a - b;
}

EXPORT void scalar_multiply(double a, const double *xin, int n, double *xout)
{
    for (int i = 0; i < n; ++i)
        xout[i] = a * xin[i];
}

// The caller owns both buffers; neither ends in a NUL.
EXPORT void reverse_string_v1(const char *original, int n, char *reversed)
{
    for (int i = 0; i < n; ++i)
        reversed[i] = original[n - 1 - i];
}

// The library allocates the result and the caller never frees it, as in the documentation; it ends in a NUL here.
EXPORT char *reverse_string_v2(const char *original, int n)
{
    char *reversed = static_cast<char *>(malloc(n + 1));
    reverse_string_v1(original, n, reversed);
    reversed[n] = '\0';
    return reversed;
}

EXPORT double distance_4_points(FourPoints p)
{
    return length(p.points, 4);
}

EXPORT double distance_n_points(NPoints p)
{
    return length(p.points, p.n);
}

extern "C" int __stdcall DllMain(void *, unsigned long, void *)
{
    return 1;
}
