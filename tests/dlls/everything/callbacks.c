#include "everything.h"

int apply(Binary function, int a, int b) { return function(a, b); }

int __stdcall fold(const int *values, int count, Binary function) {
    int made = count ? values[0] : 0;
    for (int i = 1; i < count; i++) made = function(made, values[i]);
    return made;
}

int visit(int count, Visitor visitor, void *context) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += visitor(i, context);
    return sum;
}

double __stdcall integrate(Curve curve, double from, double to, int steps) {
    double width = (to - from) / steps, sum = 0;
    for (int i = 0; i < steps; i++) sum += curve(from + (i + 0.5) * width) * width;
    return sum;
}

long long repeat(WideStep step, long long value, int times) {
    while (times--) value = step(value);
    return value;
}

int with_structs(PairSum function, int seed) {
    Pair pair = {(short)seed, (short)-seed};
    Point2 point = {seed + 0.5, seed * 2.0};
    return function(pair, point) + seed;
}

void __stdcall walk(PointSink sink, int count) {
    for (int i = 0; i < count; i++) {
        Point2 point = {i, i * 0.5};
        sink(&point);
    }
}

int tell(TextSink sink) { return sink("told \xc3\xa4", L"wide \x20ac") * 10 + sink(NULL, L""); }

void sort(int *values, int count, Compare compare) {
    for (int i = 1; i < count; i++)
        for (int j = i; j > 0 && compare(&values[j - 1], &values[j]) > 0; j--) {
            int kept = values[j];
            values[j] = values[j - 1];
            values[j - 1] = kept;
        }
}

int in_blocks(Block block, int count) {
    const double values[] = {1, 2, 4, 8, 16, 32};
    int sum = 0;
    for (int i = 1; i <= count; i++) sum += block(values, i);
    return sum;
}

int count_if(Filter filter, int count) {
    int found = 0;
    for (int i = 0; i < count; i++) found += filter((unsigned char)(250 + i), (short)(-i), i % 2 == 0);
    return found;
}

int map_levels(LevelMap map) { return map(LEVEL_BELOW) * 100 + map(LEVEL_FIRST) * 10 + map(LEVEL_TOP); }
float __stdcall blend(Blend function, float a, float b) { return function(a, b) + function(b, a); }
Complex turn_twice(Turn turn, Complex value) { return turn(turn(value)); }
int maybe_apply(Binary function, int otherwise) { return function ? function(otherwise, 1) : otherwise; }
static int sum(int a, int b) { return a + b; }
Binary adder(void) { return sum; }

int ask(Asker asker, int times) {
    int sum = 0, answer = 0;
    double total = 0.5;
    for (int i = 1; i <= times; i++) sum = sum * 10 + asker(i, &answer, &total) + answer;
    return sum + (int)(total * 1000);
}

int __stdcall longest_name(NameOf name, int count) {
    int best = 0;
    for (int i = 0; i < count; i++) {
        int length = text_length(name(i));
        if (length > best) best = length;
    }
    return best;
}

double sum_made(Maker maker, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        Point3 made = maker(i);
        sum += made.x + made.y * 10 + made.z * 100;
    }
    return sum;
}

int read_number(NumberReader reader) {
    Number number = {1234};
    Bits bits = {.low = 5, .sign = -3, .end = 1};
    return reader(number, bits);
}

int __stdcall fast_back(FastSum sum, int times) {
    int made = 0;
    for (int i = 0; i < times; i++) made += sum(0.5 * i, i, (short)-i, 1000 * i);
    return made;
}

double fast_made(FastMaker maker, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        Point3 made = maker(i, -2 * i);
        sum += made.x + made.y * 10 + made.z * 100;
    }
    return sum;
}

int this_back(ThisStep step, int times) {
    int made = 0;
    for (int i = 0; i < times; i++) made += step((void *)(size_t)(16 * i), i, 0.25);
    return made;
}

int __stdcall run_hooks(const Hooks *hooks) {
    int made = 1;
    for (int i = 0; i < hooks->count; i++) {
        made = hooks->combine(made, i);
        if (hooks->inner.visit) made += hooks->inner.visit(i, NULL);
    }
    return made;
}

static Binary kept;

void set_handler(Binary handler) { kept = handler; }
int fire_handler(int value) { return kept ? kept(value, 3) : -1; }
