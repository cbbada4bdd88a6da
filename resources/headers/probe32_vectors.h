/* The compilers' vector types. Probe32 cannot pass them; headers that mention them are read all the same. */
#ifndef PROBE32_VECTORS_H
#define PROBE32_VECTORS_H

typedef int __m64 __attribute__((vector_size(8)));
typedef float __m128 __attribute__((vector_size(16)));
typedef double __m128d __attribute__((vector_size(16)));
typedef long long __m128i __attribute__((vector_size(16)));
typedef float __m256 __attribute__((vector_size(32)));
typedef double __m256d __attribute__((vector_size(32)));
typedef long long __m256i __attribute__((vector_size(32)));

#endif
