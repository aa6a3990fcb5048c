// The limits of the machine: operations a second in registers, bytes a second from memory.

#include "CContenders.h"

#include "targets.h"

#define LOOPS(SUFFIX, TARGET, BYTES)                                                                                     \
    typedef float floats_##SUFFIX __attribute__((vector_size(BYTES)));                                                   \
    typedef double doubles_##SUFFIX __attribute__((vector_size(BYTES), aligned(8)));                                     \
    FMA_LOOP(fma_float_##SUFFIX, TARGET, floats_##SUFFIX, float)                                                         \
    FMA_LOOP(fma_double_##SUFFIX, TARGET, doubles_##SUFFIX, double)                                                      \
    TARGET static void triad_##SUFFIX(size_t count, double *restrict a, const double *restrict b,                        \
                                      const double *restrict c) {                                                        \
        const size_t lanes = sizeof(doubles_##SUFFIX) / sizeof(double);                                                  \
        for (size_t i = 0; i + lanes <= count; i += lanes)                                                               \
            *(doubles_##SUFFIX *)(a + i) =                                                                               \
                *(const doubles_##SUFFIX *)(b + i) + 3.0 * *(const doubles_##SUFFIX *)(c + i);                           \
    }                                                                                                                    \
    TARGET static double read_##SUFFIX(size_t count, const double *a) {                                                  \
        const size_t lanes = sizeof(doubles_##SUFFIX) / sizeof(double);                                                  \
        doubles_##SUFFIX s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};                                                         \
        for (size_t i = 0; i + 4 * lanes <= count; i += 4 * lanes) {                                                     \
            s0 += *(const doubles_##SUFFIX *)(a + i);                                                                    \
            s1 += *(const doubles_##SUFFIX *)(a + i + lanes);                                                            \
            s2 += *(const doubles_##SUFFIX *)(a + i + 2 * lanes);                                                        \
            s3 += *(const doubles_##SUFFIX *)(a + i + 3 * lanes);                                                        \
        }                                                                                                                \
        s0 += s1 + s2 + s3;                                                                                              \
        double sum = 0;                                                                                                  \
        for (size_t i = 0; i < lanes; i++) sum += s0[i];                                                                 \
        return sum;                                                                                                      \
    }

// Twelve chains hide a latency of four to six cycles on two units. The factor below one keeps the numbers finite; it is
// read from memory that the compiler cannot see through, as the result is stored to.
#define FMA_LOOP(NAME, TARGET, VECTOR, SCALAR)                                                                           \
    TARGET static double NAME(long repetitions) {                                                                        \
        static volatile SCALAR source = (SCALAR)0.999, sink;                                                             \
        const VECTOR factor = source - (VECTOR){0}, term = 1 - factor;                                                   \
        VECTOR a = term, b = a + a, c = b + a, d = c + a, e = d + a, f = e + a;                                          \
        VECTOR g = f + a, h = g + a, i = h + a, j = i + a, k = j + a, l = k + a;                                         \
        for (long n = 0; n < repetitions; n++) {                                                                         \
            a = __builtin_elementwise_fma(a, factor, term), b = __builtin_elementwise_fma(b, factor, term);              \
            c = __builtin_elementwise_fma(c, factor, term), d = __builtin_elementwise_fma(d, factor, term);              \
            e = __builtin_elementwise_fma(e, factor, term), f = __builtin_elementwise_fma(f, factor, term);              \
            g = __builtin_elementwise_fma(g, factor, term), h = __builtin_elementwise_fma(h, factor, term);              \
            i = __builtin_elementwise_fma(i, factor, term), j = __builtin_elementwise_fma(j, factor, term);              \
            k = __builtin_elementwise_fma(k, factor, term), l = __builtin_elementwise_fma(l, factor, term);              \
        }                                                                                                                \
        a += b + c + d + e + f + g + h + i + j + k + l;                                                                  \
        sink = a[0];                                                                                                     \
        (void)sink;                                                                                                      \
        return 2.0 * 12 * (sizeof(VECTOR) / sizeof(SCALAR)) * (double)repetitions;                                       \
    }

LOOPS(baseline, , 16)
#if CONTENDERS_X86
LOOPS(avx2, AVX2, 32)
LOOPS(avx512, AVX512, 64)
#endif

const char *contenders_instruction_set(void) {
#if CONTENDERS_X86
    return contenders_has_avx512() ? "AVX-512" : contenders_has_avx2() ? "AVX2 and FMA" : "SSE2";
#else
    return "128-bit vectors";
#endif
}

double contenders_fma_float(long repetitions) { return DISPATCH(fma_float)(repetitions); }

double contenders_fma_double(long repetitions) { return DISPATCH(fma_double)(repetitions); }

void contenders_triad(long repetitions, size_t count, double *a, const double *b, const double *c) {
    for (long i = 0; i < repetitions; i++) DISPATCH(triad)(count, a, b, c);
}

double contenders_read(long repetitions, size_t count, const double *a) {
    double sum = 0;
    for (long i = 0; i < repetitions; i++) sum += DISPATCH(read)(count, a);
    return sum;
}
