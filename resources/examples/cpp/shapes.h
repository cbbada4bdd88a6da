/* What shapes.cpp exports: C++ behind a C interface, with objects as handles. */
#ifdef __cplusplus
extern "C" {
#endif

typedef struct Point {
    double x, y;
} Point;

typedef struct Shape Shape;
typedef Shape *SHAPE;

/* An empty shape. Null, with an error, when there is no memory. */
SHAPE __cdecl shape_create(void);

/* Forgets the shape. */
void __cdecl shape_destroy(SHAPE shape);

/* Adds corners at the end. Returns how many there are now. */
int __cdecl shape_add(SHAPE shape, _In_reads_(count) const Point *corners, int count);

/* Its area. Negative, which is an error, when it has fewer than three corners. */
double __cdecl shape_area(SHAPE shape);

/* The smallest box around it.
   \param low its lower left corner
   \param high its upper right corner
   \return how many corners it looked at */
int __cdecl shape_box(SHAPE shape, _Out_ Point *low, _Out_ Point *high);

/* What it is, in words. Returns how many characters that takes. */
int __cdecl shape_describe(SHAPE shape, _Out_writes_(size) char *text, int size);

#ifdef __cplusplus
}
#endif
