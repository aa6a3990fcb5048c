// libxsmm as a peer of the benchmarks: C = A·B of n×n matrices in row-major order, which in its column-major terms is B·A.
//
// scripts/bench makes a shared library of it.
#include <libxsmm.h>

#define STRING(X) #X
#define TEXT(X) STRING(X)

const char *peer_version(void) {
    return TEXT(LIBXSMM_VERSION_MAJOR) "." TEXT(LIBXSMM_VERSION_MINOR) "." TEXT(LIBXSMM_VERSION_UPDATE);
}

#define PRODUCTS(P, T)                                                                                                   \
    void peer_##P##gemm_prepared(long repetitions, int n, const T *a, const T *b, T *c) {                                \
        const T alpha = 1, beta = 0;                                                                                     \
        const int flags = LIBXSMM_GEMM_FLAG_NONE;                                                                        \
        const libxsmm_##P##mmfunction kernel = libxsmm_##P##mmdispatch(n, n, n, &n, &n, &n, &alpha, &beta, &flags, 0);   \
        for (long i = 0; i < repetitions; i++) kernel(b, a, c);                                                          \
    }                                                                                                                    \
    void peer_##P##gemm_stack(long repetitions, int count, int n, const T *a, const T *b, T *c) {                        \
        const T alpha = 1, beta = 0;                                                                                     \
        const int flags = LIBXSMM_GEMM_FLAG_NONE;                                                                        \
        const libxsmm_##P##mmfunction kernel = libxsmm_##P##mmdispatch(n, n, n, &n, &n, &n, &alpha, &beta, &flags, 0);   \
        const long step = (long)n * n;                                                                                   \
        for (long i = 0; i < repetitions; i++)                                                                           \
            for (long j = 0; j < count; j++) kernel(b + j * step, a + j * step, c + j * step);                           \
    }                                                                                                                    \
    void peer_##P##gemm(long repetitions, int n, const T *a, const T *b, T *c) {                                         \
        const T alpha = 1, beta = 0;                                                                                     \
        for (long i = 0; i < repetitions; i++)                                                                           \
            libxsmm_##P##gemm("N", "N", &n, &n, &n, &alpha, b, &n, a, &n, &beta, c, &n);                                 \
    }

PRODUCTS(s, float)
PRODUCTS(d, double)
