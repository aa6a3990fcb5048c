// OpenBLAS without anything around it, and another BLAS beside it.

#include "CContenders.h"

#include <cblas.h>

static CBLAS_TRANSPOSE flag(int transposed) { return transposed ? CblasTrans : CblasNoTrans; }

#define ROUTINES(P, T)                                                                                                   \
    void contenders_##P##gemm_by(contenders_cblas_##P##gemm *gemm, long repetitions, int transA, int transB, int m,      \
                                 int n, int k, const T *a, int lda, const T *b, int ldb, T *c, int ldc) {                \
        const CBLAS_TRANSPOSE fa = flag(transA), fb = flag(transB);                                                      \
        for (long i = 0; i < repetitions; i++)                                                                           \
            gemm(CblasRowMajor, (int)fa, (int)fb, m, n, k, 1, a, lda, b, ldb, 0, c, ldc);                                \
    }                                                                                                                    \
    void contenders_##P##gemm(long repetitions, int transA, int transB, int m, int n, int k, const T *a, int lda,        \
                              const T *b, int ldb, T *c, int ldc) {                                                      \
        const CBLAS_TRANSPOSE fa = flag(transA), fb = flag(transB);                                                      \
        for (long i = 0; i < repetitions; i++)                                                                           \
            cblas_##P##gemm(CblasRowMajor, fa, fb, m, n, k, 1, a, lda, b, ldb, 0, c, ldc);                               \
    }                                                                                                                    \
    void contenders_##P##gemm_stack(long repetitions, int count, int n, const T *a, const T *b, T *c) {                  \
        const long step = (long)n * n;                                                                                   \
        for (long i = 0; i < repetitions; i++)                                                                           \
            for (long j = 0; j < count; j++)                                                                             \
                cblas_##P##gemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a + j * step, n, b + j * step, n, \
                                0, c + j * step, n);                                                                     \
    }                                                                                                                    \
    void contenders_##P##gemm_stack_by(contenders_cblas_##P##gemm_batch_strided *gemm, long repetitions, int count,      \
                                       int n, const T *a, const T *b, T *c) {                                            \
        const int step = n * n;                                                                                          \
        for (long i = 0; i < repetitions; i++)                                                                           \
            gemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, step, b, n, step, 0, c, n, step, count);   \
    }                                                                                                                    \
    void contenders_##P##gemv(long repetitions, int trans, int m, int n, const T *a, int lda, const T *x, T *y) {        \
        const CBLAS_TRANSPOSE f = flag(trans);                                                                           \
        for (long i = 0; i < repetitions; i++) cblas_##P##gemv(CblasRowMajor, f, m, n, 1, a, lda, x, 1, 0, y, 1);        \
    }                                                                                                                    \
    void contenders_##P##ger(long repetitions, int m, int n, T alpha, const T *x, const T *y, T *a, int lda) {           \
        for (long i = 0; i < repetitions; i++) cblas_##P##ger(CblasRowMajor, m, n, alpha, x, 1, y, 1, a, lda);           \
    }                                                                                                                    \
    T contenders_##P##dot(long repetitions, int n, const T *x, const T *y) {                                             \
        T sum = 0;                                                                                                       \
        for (long i = 0; i < repetitions; i++) sum += cblas_##P##dot(n, x, 1, y, 1);                                     \
        return sum;                                                                                                      \
    }                                                                                                                    \
    void contenders_##P##axpy(long repetitions, int n, T alpha, const T *x, T *y) {                                      \
        for (long i = 0; i < repetitions; i++) cblas_##P##axpy(n, alpha, x, 1, y, 1);                                    \
    }

ROUTINES(s, float)
ROUTINES(d, double)
