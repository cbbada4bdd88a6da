#include <string.h>

#include "everything.h"

static int weighed(const unsigned char *data, int size) {
    int sum = 0;
    for (int i = 0; i < size; i++) sum += (i + 1) * data[i];
    return sum;
}

#define SUM_OF(size) \
    int sum_of_##size(int before, Bytes##size bytes, int after) { return before + weighed(bytes.data, size) - after; }
SUM_OF(1)
SUM_OF(2)
SUM_OF(3)
SUM_OF(4)
SUM_OF(5)
SUM_OF(6)
SUM_OF(7)
SUM_OF(8)
SUM_OF(12)
SUM_OF(16)
SUM_OF(24)

#define MAKE(size)                                                                      \
    Bytes##size make_##size(int start) {                                                \
        Bytes##size made;                                                               \
        for (int i = 0; i < size; i++) made.data[i] = (unsigned char)(start + 16 * i); \
        return made;                                                                    \
    }
MAKE(1)
MAKE(2)
MAKE(3)
MAKE(4)
MAKE(5)
MAKE(8)
MAKE(12)
MAKE(16)
MAKE(24)

Pair __stdcall pair_turn(Pair pair) {
    Pair made = {(short)-pair.y, pair.x};
    return made;
}

Complex __stdcall complex_product(Complex a, Complex b) {
    Complex made = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    return made;
}

Point2 point2_middle(Point2 a, Point2 b) {
    Point2 made = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    return made;
}

Point3 __stdcall point3_scale(Point3 point, double factor) {
    Point3 made = {point.x * factor, point.y * factor, point.z * factor};
    return made;
}

double tagged_mix(char a, Tagged b, float c, Pair d, long long e) {
    return a + b.tag * 2 + b.value * 4 + c * 8 + d.x * 16 + d.y * 32 + (double)e * 64;
}

Small small_bump(Small value) {
    value.parts[0]++;
    value.parts[1]--;
    return value;
}

Number __stdcall number_next(Number value) {
    value.wide += 0.5;
    return value;
}

Large large_turn(Large value) {
    double kept = value.values[0];
    value.values[0] = value.values[2];
    value.values[2] = kept;
    return value;
}

int large_length(int before, Large value) { return before + (int)strlen(value.text); }

Bits bits_next(Bits bits) {
    bits_bump(&bits);
    return bits;
}

int __stdcall bits_sum(Bits bits, int more) {
    return bits.low + bits.middle + bits.sign + bits.little + bits.rest + bits.tail + bits.end + more;
}

Flags flags_next(Flags flags) {
    flags_turn(&flags);
    return flags;
}

Packed1 __stdcall packed1_next(Packed1 packed) {
    packed1_bump(&packed);
    return packed;
}

PackedBits packed_bits_next(PackedBits packed) {
    packed_bits_bump(&packed);
    return packed;
}

Register register_of(unsigned int all) {
    Register made = {all};
    return made;
}

unsigned int __stdcall register_high(Register value) { return value.high * 100 + value.low; }

Variant variant_next(Variant variant) {
    variant_bump(&variant);
    return variant;
}

Lift lift_call(Lift lift, Level to) {
    lift.moving = lift.at != to;
    lift.at = to;
    return lift;
}

int label_length(Label label) { return label_measure(&label); }
