/* What numbers.f90 looks like from C: every argument is an address. */

/* The arithmetic mean. */
double __cdecl mean(_In_reads_(*n) const double *values, const int *n);

/* The standard deviation of a sample. */
double __cdecl deviation(_In_reads_(*n) const double *values, const int *n);

/* A matrix, column after column, with rows and columns exchanged. */
void __cdecl transposed(_In_reads_(*rows * *columns) const double *matrix, const int *rows, const int *columns,
                        _Out_writes_(*rows * *columns) double *flipped);

/* The real roots of a x^2 + b x + c.
   \param found how many there are, 0 or 2 */
void __cdecl roots(const double *a, const double *b, const double *c, _Out_ double *first, _Out_ double *second,
                   _Out_ int *found);
