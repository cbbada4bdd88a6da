/* sample.dll: a pretended instrument driver. What each function does stands in sample.h; how to build it, in build.py. */

#define SAMPLE_BUILD
#include "sample.h"

/* The few system functions that are needed, declared here so that no header of the compiler's can change the result. */
__declspec(dllimport) void WINAPI SetLastError(unsigned long code);
__declspec(dllimport) void WINAPI Sleep(unsigned long milliseconds);
__declspec(dllimport) void WINAPI ExitProcess(unsigned code);
__declspec(dllimport) double __cdecl sqrt(double value);
__declspec(dllimport) int __cdecl puts(const char *text);
__declspec(dllimport) int __cdecl fflush(void *stream);

/* Microsoft's layout of structs; the header promises these sizes. */
_Static_assert(sizeof(Point) == 16 && sizeof(Range) == 8 && sizeof(SpInfo) == 56, "struct layout");
_Static_assert(sizeof(wchar_t) == 2 && sizeof(Detector) == 4 && sizeof(long) == 4, "scalar sizes");

int spectra_read = 0;

BOOL WINAPI DllMain(void *module, unsigned long reason, void *reserved)
{
    (void)module, (void)reason, (void)reserved;
    return 1;
}

static BOOL failed(unsigned long code)
{
    SetLastError(code);
    return 0;
}

/* ---- Numbers of every width ---- */

int __cdecl version(void) { return SAMPLE_VERSION; }

int __cdecl add(int a, int b) { return (int)((unsigned)a + (unsigned)b); }

signed char __cdecl add_int8(signed char a, signed char b) { return (signed char)(a + b); }

unsigned char __cdecl add_uint8(unsigned char a, unsigned char b) { return (unsigned char)(a + b); }

short __cdecl add_int16(short a, short b) { return (short)(a + b); }

unsigned short __cdecl add_uint16(unsigned short a, unsigned short b) { return (unsigned short)(a + b); }

long __cdecl add_int32(long a, long b) { return (long)((unsigned long)a + (unsigned long)b); }

unsigned long __cdecl add_uint32(unsigned long a, unsigned long b) { return a + b; }

long long __cdecl add_int64(long long a, long long b)
{
    return (long long)((unsigned long long)a + (unsigned long long)b);
}

unsigned long long __cdecl add_uint64(unsigned long long a, unsigned long long b) { return a + b; }

float __cdecl add_float(float a, float b) { return a + b; }

double __cdecl add_double(double a, double b) { return a + b; }

double WINAPI add_mixed(signed char a, unsigned short b, int c, long long d, float e, double f)
{
    return a + b + (double)c + (double)d + e + f;
}

BOOL __cdecl is_even(int value) { return !(value & 1); }

int __cdecl count_calls(void)
{
    static int calls = 0;
    return ++calls;
}

/* ---- Calling conventions and decorated names ---- */

int WINAPI subtract(int a, int b) { return (int)((unsigned)a - (unsigned)b); }

int WINAPI multiply(int a, int b) { return (int)((unsigned)a * (unsigned)b); }

double WINAPI hypotenuse(double a, double b) { return sqrt(a * a + b * b); }

unsigned __fastcall common_divisor(unsigned a, unsigned b)
{
    while (b) {
        unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

int __cdecl twice(int value) { return (int)(2u * (unsigned)value); }

/* ---- Text ---- */

const char *__cdecl product_name(void) { return "Probe32 sample"; }

const wchar_t *__cdecl product_name_w(void) { return (const wchar_t *)L"Probe32 \u00b5-sample"; }

int __cdecl text_length(const char *text)
{
    int length = 0;
    if (!text)
        return -1;
    while (text[length])
        length++;
    return length;
}

int __cdecl text_length_w(const wchar_t *text)
{
    int length = 0;
    if (!text)
        return -1;
    while (text[length])
        length++;
    return length;
}

/* Appends at `used` as far as the buffer goes; returns where the whole text would end. */
static int append(char *buffer, int size, int used, const char *text)
{
    for (; *text; text++, used++)
        if (used < size - 1)
            buffer[used] = *text;
    if (size > 0)
        buffer[used < size ? used : size - 1] = 0;
    return used;
}

static int append_w(wchar_t *buffer, int size, int used, const wchar_t *text)
{
    for (; *text; text++, used++)
        if (used < size - 1)
            buffer[used] = *text;
    if (size > 0)
        buffer[used < size ? used : size - 1] = 0;
    return used;
}

int __cdecl greet(const char *name, char *buffer, int size)
{
    int used = append(buffer, size, 0, "Hello, ");
    used = append(buffer, size, used, name);
    return append(buffer, size, used, "!") + 1;
}

int __cdecl greet_w(const wchar_t *name, wchar_t *buffer, int size)
{
    int used = append_w(buffer, size, 0, (const wchar_t *)L"Hello, ");
    used = append_w(buffer, size, used, name);
    return append_w(buffer, size, used, (const wchar_t *)L"!") + 1;
}

void WINAPI capitals(char *text, int size)
{
    for (int i = 0; i < size && text[i]; i++)
        if (text[i] >= 'a' && text[i] <= 'z')
            text[i] -= 'a' - 'A';
}

/* ---- Outputs and buffers ---- */

BOOL __cdecl divide(int numerator, int denominator, int *quotient, int *remainder)
{
    *quotient = *remainder = 0;
    if (denominator == 0)
        return failed(SP_ERROR_BAD_PARAMETER);
    *quotient = numerator / denominator;
    *remainder = numerator % denominator;
    return 1;
}

void __cdecl increment(int *value) { ++*value; }

unsigned char __cdecl checksum(const void *data, unsigned size)
{
    const unsigned char *bytes = data;
    unsigned char sum = 0;
    while (size--)
        sum ^= *bytes++;
    return sum;
}

void __cdecl fill_bytes(unsigned char *buffer, unsigned size, unsigned char first)
{
    while (size--)
        *buffer++ = first++;
}

/* ---- Structs ---- */

double __cdecl distance(const Point *a, const Point *b) { return hypotenuse(a->x - b->x, a->y - b->y); }

void WINAPI middle(const Point *a, const Point *b, Point *result)
{
    result->x = (a->x + b->x) / 2;
    result->y = (a->y + b->y) / 2;
}

void __cdecl shift(Point *point, double dx, double dy)
{
    point->x += dx;
    point->y += dy;
}

Point __cdecl add_points(Point a, Point b)
{
    Point sum = {a.x + b.x, a.y + b.y};
    return sum;
}

Range WINAPI widen(Range range, int margin)
{
    range.first -= margin;
    range.last += margin;
    return range;
}

/* ---- Arrays ---- */

double __cdecl mean(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += values[i];
    return count > 0 ? sum / count : 0;
}

void __cdecl scale(double *values, int count, double factor)
{
    for (int i = 0; i < count; i++)
        values[i] *= factor;
}

void WINAPI ramp(double *values, int count, double start, double step)
{
    for (int i = 0; i < count; i++)
        values[i] = start + i * step;
}

Point __cdecl centroid(const Point *points, int count)
{
    Point sum = {0, 0};
    for (int i = 0; i < count; i++)
        shift(&sum, points[i].x / count, points[i].y / count);
    return sum;
}

/* ---- Callbacks ---- */

int __cdecl sort(int *values, int count, CompareFunction compare, void *user)
{
    int asked = 0;
    for (int i = 1; i < count; i++) {
        int value = values[i], hole = i;
        while (hole > 0 && (asked++, compare(values[hole - 1], value, user) > 0)) {
            values[hole] = values[hole - 1];
            hole--;
        }
        values[hole] = value;
    }
    return asked;
}

double WINAPI integrate(Integrand function, void *user, double from, double to, int steps)
{
    double width = (to - from) / steps, sum = 0;
    for (int i = 0; i < steps; i++)
        sum += function(from + (i + 0.5) * width, user);
    return sum * width;
}

/* ---- The spectrometer ---- */

#define INSTRUMENTS 4
#define FIRST_NM 580.0 /* wavelength of pixel 0 */
#define STEP_NM 0.035  /* from one pixel to the next */

struct Spectrometer {
    BOOL open;
    double milliseconds;
    Detector detector;
};

static Spectrometer instruments[INSTRUMENTS];

const char *__cdecl detector_name(Detector detector)
{
    switch (detector) {
    case DETECTOR_SILICON:
        return "silicon";
    case DETECTOR_INGAAS:
        return "InGaAs";
    case DETECTOR_PHOTOMULTIPLIER:
        return "photomultiplier";
    }
    return 0;
}

/* Whether it is one of ours and open; sets the last error if not. */
static BOOL usable(SP_HANDLE handle)
{
    for (int i = 0; i < INSTRUMENTS; i++)
        if (handle == &instruments[i] && handle->open)
            return 1;
    return failed(SP_ERROR_BAD_HANDLE);
}

SP_HANDLE WINAPI sp_open(const char *address)
{
    static const char prefix[] = "SIM::";
    int i = 0;
    while (prefix[i] && address[i] == prefix[i])
        i++;
    unsigned number = (unsigned)address[i] - '0';
    if (prefix[i] || number >= INSTRUMENTS || address[i + 1]) {
        SetLastError(SP_ERROR_NOT_FOUND);
        return 0;
    }
    SP_HANDLE handle = &instruments[number];
    if (handle->open) {
        SetLastError(SP_ERROR_BUSY);
        return 0;
    }
    handle->open = 1;
    handle->milliseconds = 10;
    handle->detector = DETECTOR_SILICON;
    return handle;
}

BOOL WINAPI sp_close(SP_HANDLE handle)
{
    if (!usable(handle))
        return 0;
    handle->open = 0;
    return 1;
}

BOOL WINAPI sp_get_info(SP_HANDLE handle, SpInfo *info)
{
    if (!usable(handle))
        return 0;
    sp_get_serial(handle, info->serial, sizeof info->serial);
    info->detector = handle->detector;
    info->firmware = 0x0107;
    info->shutter = 1;
    info->shortest = FIRST_NM;
    info->longest = FIRST_NM + (SP_PIXELS - 1) * STEP_NM;
    info->pixels.first = 0;
    info->pixels.last = SP_PIXELS - 1;
    info->temperature = -20.5f;
    return 1;
}

BOOL WINAPI sp_get_serial(SP_HANDLE handle, char *serial, int size)
{
    char number[] = "0";
    if (!usable(handle))
        return 0;
    if (size < SP_SERIAL_LENGTH)
        return failed(SP_ERROR_SMALL_BUFFER);
    number[0] += (char)(handle - instruments);
    append(serial, size, append(serial, size, 0, "P32-2024-000"), number);
    return 1;
}

BOOL WINAPI sp_set_integration_time(SP_HANDLE handle, double milliseconds)
{
    if (!usable(handle))
        return 0;
    if (!(milliseconds >= SP_MIN_TIME_MS && milliseconds <= SP_MAX_TIME_MS))
        return failed(SP_ERROR_BAD_PARAMETER);
    handle->milliseconds = milliseconds;
    return 1;
}

BOOL WINAPI sp_get_integration_time(SP_HANDLE handle, double *milliseconds)
{
    *milliseconds = 0;
    if (!usable(handle))
        return 0;
    *milliseconds = handle->milliseconds;
    return 1;
}

Detector WINAPI sp_get_detector(SP_HANDLE handle) { return usable(handle) ? handle->detector : (Detector)0; }

BOOL WINAPI sp_set_detector(SP_HANDLE handle, Detector detector)
{
    if (!usable(handle))
        return 0;
    if (!detector_name(detector))
        return failed(SP_ERROR_BAD_PARAMETER);
    handle->detector = detector;
    return 1;
}

double __cdecl pixel_wavelength(int pixel) { return FIRST_NM + pixel * STEP_NM; }

/* A Lorentzian line, 0.1 nm wide, of height 1. */
static double line(double wavelength, double centre)
{
    double away = (wavelength - centre) / 0.05;
    return 1 / (1 + away * away);
}

/* A dark level, and the sodium doublet: the line at the shorter wavelength is twice as strong. */
static double counts_of(const Spectrometer *instrument, int pixel)
{
    double nm = pixel_wavelength(pixel);
    double light = 2 * line(nm, 588.995) + line(nm, 589.592);
    return 50 + 1000 * instrument->milliseconds * light / (double)instrument->detector;
}

BOOL WINAPI sp_read_spectrum(SP_HANDLE handle, double *wavelengths, double *counts, int count)
{
    if (!usable(handle))
        return 0;
    if (count < 1 || count > SP_PIXELS)
        return failed(SP_ERROR_BAD_PARAMETER);
    for (int pixel = 0; pixel < count; pixel++) {
        wavelengths[pixel] = pixel_wavelength(pixel);
        counts[pixel] = counts_of(handle, pixel);
    }
    spectra_read++;
    return 1;
}

BOOL WINAPI sp_read_raw(SP_HANDLE handle, void *buffer, int size)
{
    unsigned short *raw = buffer;
    if (!usable(handle))
        return 0;
    if (size < 2 || size > 2 * SP_PIXELS || size % 2)
        return failed(SP_ERROR_BAD_PARAMETER);
    for (int pixel = 0; pixel < size / 2; pixel++) {
        double counts = counts_of(handle, pixel);
        raw[pixel] = counts < 65535 ? (unsigned short)(int)counts : 65535;
    }
    spectra_read++;
    return 1;
}

static double brightest_of(const Spectrometer *instrument)
{
    double most = 0;
    for (int pixel = 0; pixel < SP_PIXELS; pixel++) {
        double counts = counts_of(instrument, pixel);
        most = counts > most ? counts : most;
    }
    return most;
}

int WINAPI sp_average(SP_HANDLE handle, int count, ProgressFunction progress, void *user, double *brightest)
{
    *brightest = 0;
    if (!usable(handle))
        return 0;
    for (int done = 0; done < count; done++) {
        *brightest = brightest_of(handle);
        spectra_read++;
        if (progress && !progress(100 * (done + 1) / count, "exposing", user)) {
            SetLastError(SP_ERROR_CANCELLED);
            return done + 1;
        }
    }
    return count > 0 ? count : 0;
}

BOOL WINAPI sp_describe_error(unsigned long code, const char **text)
{
    static const struct {
        unsigned long code;
        const char *text;
    } known[] = {
        {SP_ERROR_NOT_FOUND, "no instrument at this address"},
        {SP_ERROR_BAD_HANDLE, "the handle is not that of an open spectrometer"},
        {SP_ERROR_BAD_PARAMETER, "a parameter is out of range"},
        {SP_ERROR_SMALL_BUFFER, "the buffer is too small"},
        {SP_ERROR_BUSY, "the instrument is open already"},
        {SP_ERROR_CANCELLED, "the measurement was stopped"},
    };
    *text = 0;
    for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].code == code)
            *text = known[i].text;
    return *text ? 1 : failed(SP_ERROR_NOT_FOUND);
}

/* ---- Things that go wrong ---- */

BOOL WINAPI fail_with(unsigned long code) { return failed(code); }

void __cdecl write_to_null(void)
{
    int *volatile nowhere = 0;
    *(volatile int *)nowhere = 32;
}

int __cdecl divide_unchecked(int numerator, int denominator) { return numerator / denominator; }

int __cdecl overflow_stack(int depth)
{
    volatile int here[64];
    if (depth < 0)
        return 0;
    here[depth & 63] = depth;
    return overflow_stack(depth + 1) + here[depth & 63];
}

void __cdecl wait_forever(void)
{
    for (;;)
        Sleep(1000);
}

void __cdecl end_process(unsigned code) { ExitProcess(code); }

int __cdecl print_line(const char *text)
{
    int written = puts(text);
    return fflush(0) == 0 ? written : -1;
}
