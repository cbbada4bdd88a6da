// Names as GCC mangles them (Itanium C++ ABI).
#define EXPORT extern __declspec(dllexport)

namespace optics {
struct Lens {
    double focus;
    __declspec(dllexport) double power() const;
};
double Lens::power() const { return 1 / focus; }

EXPORT int pixels;
int pixels = 3;
}

EXPORT int triple(int value);
int triple(int value) { return 3 * value; }

EXPORT int triple(int value, int more);
int triple(int value, int more) { return 3 * value + more; }

EXPORT int __stdcall quadruple(int value);
int __stdcall quadruple(int value) { return 4 * value; }
