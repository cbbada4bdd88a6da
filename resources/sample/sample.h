/*
 * sample.h - the interface of sample.dll, the 32-bit library that comes with Probe32.
 *
 * It plays the part of an instrument maker's driver: some elementary functions, then a make-believe grating
 * spectrometer that looks at a sodium lamp. Every way of passing a value that Probe32 knows occurs at least once.
 *
 * The header needs no other file. It suits Microsoft's compiler, MinGW and clang (C and C++).
 * Link with sample.lib, or load sample.dll at run time.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

/* ---- Macros ---------------------------------------------------------------------------------------------------- */

#if defined(SAMPLE_BUILD)
#define SAMPLE_API /* sample.def names what is exported */
#else
#define SAMPLE_API __declspec(dllimport)
#endif

#ifndef WINAPI
#define WINAPI __stdcall
#endif
#ifndef CALLBACK
#define CALLBACK __stdcall
#endif

/* Microsoft's annotations (SAL) say which way memory travels. They mean nothing to other compilers. */
#ifndef _In_
#define _In_
#endif
#ifndef _In_z_
#define _In_z_
#endif
#ifndef _In_opt_
#define _In_opt_
#endif
#ifndef _In_reads_
#define _In_reads_(count)
#endif
#ifndef _In_reads_bytes_
#define _In_reads_bytes_(size)
#endif
#ifndef _Out_
#define _Out_
#endif
#ifndef _Out_writes_
#define _Out_writes_(count)
#endif
#ifndef _Out_writes_bytes_
#define _Out_writes_bytes_(size)
#endif
#ifndef _Inout_
#define _Inout_
#endif
#ifndef _Inout_updates_
#define _Inout_updates_(count)
#endif
#ifndef _Outptr_
#define _Outptr_
#endif
#ifndef _Ret_z_
#define _Ret_z_
#endif

/* ---- Types ----------------------------------------------------------------------------------------------------- */

#if !defined(__cplusplus) && !defined(_WCHAR_T_DEFINED)
typedef unsigned short wchar_t;
#endif

typedef int BOOL; /* 0: failed, and GetLastError() says why; anything else: done */

#define SAMPLE_VERSION 10203   /* 1.2.3 */
#define SP_PIXELS 512          /* detector elements of the spectrometer */
#define SP_SERIAL_LENGTH 16    /* bytes of a serial number with its final zero */
#define SP_MIN_TIME_MS 0.1     /* shortest integration time in milliseconds */
#define SP_MAX_TIME_MS 10000.0 /* longest integration time in milliseconds */

/* Values of GetLastError() after a failure; Windows' own numbers. */
#define SP_ERROR_NOT_FOUND 2u         /* ERROR_FILE_NOT_FOUND: no such instrument */
#define SP_ERROR_BAD_HANDLE 6u        /* ERROR_INVALID_HANDLE */
#define SP_ERROR_BAD_PARAMETER 87u    /* ERROR_INVALID_PARAMETER */
#define SP_ERROR_SMALL_BUFFER 122u    /* ERROR_INSUFFICIENT_BUFFER */
#define SP_ERROR_BUSY 170u            /* ERROR_BUSY: every instrument is open already */
#define SP_ERROR_CANCELLED 1223u      /* ERROR_CANCELLED: the callback asked to stop */

/* 16 bytes: too large for registers, so the caller passes a hidden address for the result. */
typedef struct Point {
    double x;
    double y;
} Point;

/* 8 bytes: a function returns it in the registers EDX:EAX. */
typedef struct Range {
    int first;
    int last;
} Range;

typedef enum Detector {
    DETECTOR_SILICON = 1,
    DETECTOR_INGAAS = 2,
    DETECTOR_PHOTOMULTIPLIER = 4
} Detector;

/* 56 bytes: a double is aligned to 8, so the compiler leaves gaps before `shortest` and at the end. */
typedef struct SpInfo {
    char serial[SP_SERIAL_LENGTH];
    Detector detector;
    unsigned short firmware; /* major * 256 + minor */
    unsigned char shutter;   /* 1: open */
    double shortest;         /* nm */
    double longest;          /* nm */
    Range pixels;            /* first and last that see light */
    float temperature;       /* of the detector, degrees Celsius */
} SpInfo;

/* A spectrometer that is open. What is inside is the driver's own business. */
typedef struct Spectrometer Spectrometer;
typedef Spectrometer *SP_HANDLE;

/* Less than 0: a goes first; 0: equal; more than 0: b goes first. `user` is what the caller gave along. */
typedef int(__cdecl *CompareFunction)(int a, int b, void *user);

/* The function to integrate, at x. */
typedef double(CALLBACK *Integrand)(double x, void *user);

/* Hears how far a measurement is, in percent. Return 0 to stop it. */
typedef BOOL(CALLBACK *ProgressFunction)(int percent, _In_z_ const char *stage, void *user);

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Data ------------------------------------------------------------------------------------------------------ */

/* How many spectra were read since the library was loaded. */
extern SAMPLE_API int spectra_read;

/* ---- Numbers of every width ------------------------------------------------------------------------------------ */

/* The version of this library: 10000 * major + 100 * minor + patch. */
SAMPLE_API int __cdecl version(void);

/* a + b, which wraps around at 32 bits. */
SAMPLE_API int __cdecl add(int a, int b);

SAMPLE_API signed char __cdecl add_int8(signed char a, signed char b);
SAMPLE_API unsigned char __cdecl add_uint8(unsigned char a, unsigned char b);
SAMPLE_API short __cdecl add_int16(short a, short b);
SAMPLE_API unsigned short __cdecl add_uint16(unsigned short a, unsigned short b);
SAMPLE_API long __cdecl add_int32(long a, long b);
SAMPLE_API unsigned long __cdecl add_uint32(unsigned long a, unsigned long b);
SAMPLE_API long long __cdecl add_int64(long long a, long long b);
SAMPLE_API unsigned long long __cdecl add_uint64(unsigned long long a, unsigned long long b);
SAMPLE_API float __cdecl add_float(float a, float b);
SAMPLE_API double __cdecl add_double(double a, double b);

/* The sum of one argument of each kind: wrong as soon as one of them is passed in the wrong place. */
SAMPLE_API double WINAPI add_mixed(signed char a, unsigned short b, int c, long long d, float e, double f);

/* 1 if the value is even, else 0. */
SAMPLE_API BOOL __cdecl is_even(int value);

/* How often this function was called since the library was loaded, this time included. */
SAMPLE_API int __cdecl count_calls(void);

/* ---- Calling conventions and decorated names ------------------------------------------------------------------- */

/* a - b. __stdcall, exported without decoration, as Windows' own libraries are. */
SAMPLE_API int WINAPI subtract(int a, int b);

/* a * b. Exported as "multiply@8": MinGW's way to decorate __stdcall. */
SAMPLE_API int WINAPI multiply(int a, int b);

/* The long side of a right triangle. Exported as "_hypotenuse@16": Microsoft's way to decorate __stdcall. */
SAMPLE_API double WINAPI hypotenuse(double a, double b);

/* The greatest common divisor. __fastcall takes its arguments in registers; exported as "@common_divisor@8". */
SAMPLE_API unsigned __fastcall common_divisor(unsigned a, unsigned b);

/* Twice the value. Exported by the ordinal 100 only, as makers do with what they would rather not explain. */
SAMPLE_API int __cdecl twice(int value);

/* Milliseconds since the system started. A forwarder: the code is KERNEL32.GetTickCount. */
SAMPLE_API unsigned long WINAPI tick_count(void);

/* Waits. A forwarder: the code is KERNEL32.Sleep. */
SAMPLE_API void WINAPI wait_ms(unsigned long milliseconds);

/* ---- Text ------------------------------------------------------------------------------------------------------ */

/* What this library calls itself. The text stays valid; don't free it. */
SAMPLE_API _Ret_z_ const char *__cdecl product_name(void);

/* The same in UTF-16, with a proper micro sign in it. */
SAMPLE_API _Ret_z_ const wchar_t *__cdecl product_name_w(void);

/* The number of bytes before the final zero; -1 for null. */
SAMPLE_API int __cdecl text_length(_In_opt_ const char *text);

/* The number of UTF-16 units before the final zero; -1 for null. */
SAMPLE_API int __cdecl text_length_w(_In_opt_ const wchar_t *text);

/*
 * Writes "Hello, <name>!" with its final zero into `buffer` of `size` bytes.
 * Returns the bytes that the text needs with its zero. If that is more than `size`, the text is cut short.
 */
SAMPLE_API int __cdecl greet(_In_z_ const char *name, _Out_writes_(size) char *buffer, int size);

/* The same in UTF-16; `size` counts wchar_t. */
SAMPLE_API int __cdecl greet_w(_In_z_ const wchar_t *name, _Out_writes_(size) wchar_t *buffer, int size);

/* Turns the letters a to z into capitals, in place. */
SAMPLE_API void WINAPI capitals(_Inout_updates_(size) char *text, int size);

/* ---- Outputs and buffers --------------------------------------------------------------------------------------- */

/* Fails with SP_ERROR_BAD_PARAMETER when `denominator` is 0; then the outputs are 0. */
SAMPLE_API BOOL __cdecl divide(int numerator, int denominator, _Out_ int *quotient, _Out_ int *remainder);

/* Adds 1 to what `value` points at. */
SAMPLE_API void __cdecl increment(_Inout_ int *value);

/* Exclusive-or of all bytes. */
SAMPLE_API unsigned char __cdecl checksum(_In_reads_bytes_(size) const void *data, unsigned size);

/* Fills the buffer with first, first + 1, first + 2, ... and wraps around at 256. */
SAMPLE_API void __cdecl fill_bytes(_Out_writes_(size) unsigned char *buffer, unsigned size, unsigned char first);

/* ---- Structs --------------------------------------------------------------------------------------------------- */

/* How far apart two points are. */
SAMPLE_API double __cdecl distance(_In_ const Point *a, _In_ const Point *b);

/* The point half-way between two others. */
SAMPLE_API void WINAPI middle(_In_ const Point *a, _In_ const Point *b, _Out_ Point *result);

/* Moves a point. */
SAMPLE_API void __cdecl shift(_Inout_ Point *point, double dx, double dy);

/* a + b, arguments and result by value. */
SAMPLE_API Point __cdecl add_points(Point a, Point b);

/* The range with `margin` more at both ends, by value. */
SAMPLE_API Range WINAPI widen(Range range, int margin);

/* ---- Arrays ---------------------------------------------------------------------------------------------------- */

/* The arithmetic mean; 0.0 for an empty array. */
SAMPLE_API double __cdecl mean(_In_reads_(count) const double *values, int count);

/* Multiplies every value by `factor`, in place. */
SAMPLE_API void __cdecl scale(_Inout_updates_(count) double *values, int count, double factor);

/* Writes start, start + step, start + 2 * step, ... */
SAMPLE_API void WINAPI ramp(_Out_writes_(count) double *values, int count, double start, double step);

/* The points' centre of gravity; (0, 0) for none. */
SAMPLE_API Point __cdecl centroid(_In_reads_(count) const Point *points, int count);

/* ---- Callbacks ------------------------------------------------------------------------------------------------- */

/* Sorts in place, in the order that `compare` says. Returns how many times it asked. */
SAMPLE_API int __cdecl sort(_Inout_updates_(count) int *values, int count, CompareFunction compare, void *user);

/* The integral of `function` between two limits by the midpoint rule. */
SAMPLE_API double WINAPI integrate(Integrand function, void *user, double from, double to, int steps);

/* ---- The spectrometer ------------------------------------------------------------------------------------------ */

/* The name of a kind of detector; null for an unknown kind. */
SAMPLE_API const char *__cdecl detector_name(Detector detector);

/*
 * Opens the spectrometer at an address, "SIM::0" to "SIM::3", with an integration time of 10 ms and the shutter open.
 * Null, with SP_ERROR_NOT_FOUND or SP_ERROR_BUSY, when that does not work.
 */
SAMPLE_API SP_HANDLE WINAPI sp_open(_In_z_ const char *address);

/* Closes it. The handle is void from then on. Fails with SP_ERROR_BAD_HANDLE. */
SAMPLE_API BOOL WINAPI sp_close(SP_HANDLE handle);

/* What is known about the instrument. Fails with SP_ERROR_BAD_HANDLE. */
SAMPLE_API BOOL WINAPI sp_get_info(SP_HANDLE handle, _Out_ SpInfo *info);

/* The serial number as text. Fails with SP_ERROR_SMALL_BUFFER when `size` is less than SP_SERIAL_LENGTH. */
SAMPLE_API BOOL WINAPI sp_get_serial(SP_HANDLE handle, _Out_writes_(size) char *serial, int size);

/* Milliseconds, SP_MIN_TIME_MS to SP_MAX_TIME_MS; otherwise it fails with SP_ERROR_BAD_PARAMETER. */
SAMPLE_API BOOL WINAPI sp_set_integration_time(SP_HANDLE handle, double milliseconds);

/* Milliseconds. */
SAMPLE_API BOOL WINAPI sp_get_integration_time(SP_HANDLE handle, _Out_ double *milliseconds);

/* The detector that looks at the light, one of the enum. */
SAMPLE_API Detector WINAPI sp_get_detector(SP_HANDLE handle);
SAMPLE_API BOOL WINAPI sp_set_detector(SP_HANDLE handle, Detector detector);

/*
 * Reads `count` (1 to SP_PIXELS) neighbouring pixels: wavelengths in nm and counts, which grow with the integration time.
 * Expect the two yellow lines of sodium, at 588.995 nm and 589.592 nm. Every reading counts in `spectra_read`.
 */
SAMPLE_API BOOL WINAPI sp_read_spectrum(SP_HANDLE handle, _Out_writes_(count) double *wavelengths,
                                        _Out_writes_(count) double *counts, int count);

/* The same counts as they come from the converter: 16-bit numbers, little-endian, `size` bytes of them. */
SAMPLE_API BOOL WINAPI sp_read_raw(SP_HANDLE handle, _Out_writes_bytes_(size) void *buffer, int size);

/* Reads `count` spectra, one after another, and reports to `progress` (null: to nobody). Returns how many were read. */
SAMPLE_API int WINAPI sp_average(SP_HANDLE handle, int count, ProgressFunction progress, void *user,
                                 _Out_ double *brightest);

/* Says in words what a value of GetLastError() means. The text belongs to the library. */
SAMPLE_API BOOL WINAPI sp_describe_error(unsigned long code, _Outptr_ const char **text);

#ifdef __cplusplus
} /* this one has a C++ name, "?pixel_wavelength@@YANH@Z", which tells the types of its arguments too */
#endif

/* The wavelength that a pixel sees, in nm. */
SAMPLE_API double __cdecl pixel_wavelength(int pixel);

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Things that go wrong -------------------------------------------------------------------------------------- */

/* Sets the last error to `code` and returns 0. */
SAMPLE_API BOOL WINAPI fail_with(unsigned long code);

/* Writes to the address 0: an access violation. */
SAMPLE_API void __cdecl write_to_null(void);

/* numerator / denominator without a look at the denominator. */
SAMPLE_API int __cdecl divide_unchecked(int numerator, int denominator);

/* Calls itself until the stack is full (unless `depth` is less than 0). */
SAMPLE_API int __cdecl overflow_stack(int depth);

/* Never returns. */
SAMPLE_API void __cdecl wait_forever(void);

/* Ends the process that called it, as a driver without manners does. */
SAMPLE_API void __cdecl end_process(unsigned code);

/* Prints a line through the C runtime. Returns a number less than 0 when that failed. */
SAMPLE_API int __cdecl print_line(_In_z_ const char *text);

#ifdef __cplusplus
}
#endif

#endif /* SAMPLE_H */
