// LAPACK without anything around it: the routines that the library calls, on a copy made in memory that is there already.
// A row-major matrix is for LAPACK its transpose, here as there.

#include "CContenders.h"

#include <lapacke.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    double *matrix, *second, *third, *work;
    lapack_int *integers;
} memory;

static memory make(size_t n, size_t work, size_t integers) {
    memory m = {malloc(sizeof(double) * n * n), malloc(sizeof(double) * n * n), malloc(sizeof(double) * n * n),
                malloc(sizeof(double) * (work + 1)), malloc(sizeof(lapack_int) * (integers + 1))};
    if (!m.matrix || !m.second || !m.third || !m.work || !m.integers) abort();
    return m;
}

static void release(memory m) { free(m.matrix), free(m.second), free(m.third), free(m.work), free(m.integers); }

static void diagonal(int n, const double *matrix, double *values) {
    for (size_t i = 0; i < (size_t)n; i++) values[i] = matrix[i * (size_t)n + i];
}

#define COPY() memcpy(m.matrix, a, sizeof(double) * (size_t)n * (size_t)n)

int contenders_getrf(long repetitions, int n, const double *a, double *values) {
    memory m = make((size_t)n, 0, (size_t)n);
    int info = 0;
    for (long i = 0; i < repetitions && info == 0; i++) {
        COPY();
        info = LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, m.matrix, n, m.integers);
    }
    diagonal(n, m.matrix, values);
    release(m);
    return info;
}

int contenders_potrf(long repetitions, int n, const double *a, double *values) {
    memory m = make((size_t)n, 0, 0);
    int info = 0;
    for (long i = 0; i < repetitions && info == 0; i++) {
        COPY();
        info = LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'U', n, m.matrix, n);
    }
    diagonal(n, m.matrix, values);
    release(m);
    return info;
}

int contenders_gelqf(long repetitions, int n, const double *a, double *values) {
    double needed = 0, other = 0, unused = 0;
    LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, n, n, &unused, n, &unused, &needed, -1);
    LAPACKE_dorglq_work(LAPACK_COL_MAJOR, n, n, n, &unused, n, &unused, &other, -1);
    const lapack_int size = (lapack_int)(needed > other ? needed : other);
    memory m = make((size_t)n, (size_t)size + (size_t)n, 0);
    double *tau = m.work + size;
    int info = 0;
    for (long i = 0; i < repetitions && info == 0; i++) {
        COPY();
        info = LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, n, n, m.matrix, n, tau, m.work, size);
        memcpy(m.second, m.matrix, sizeof(double) * (size_t)n * (size_t)n);
        if (info == 0) info = LAPACKE_dorglq_work(LAPACK_COL_MAJOR, n, n, n, m.second, n, tau, m.work, size);
    }
    diagonal(n, m.matrix, values);
    release(m);
    return info;
}

int contenders_gesdd(long repetitions, int n, const double *a, double *values) {
    double needed = 0, unused = 0;
    lapack_int integer = 0;
    LAPACKE_dgesdd_work(LAPACK_COL_MAJOR, 'S', n, n, &unused, n, &unused, &unused, n, &unused, n, &needed, -1, &integer);
    const lapack_int size = (lapack_int)needed;
    memory m = make((size_t)n, (size_t)size, 8 * (size_t)n);
    int info = 0;
    for (long i = 0; i < repetitions && info == 0; i++) {
        COPY();
        info = LAPACKE_dgesdd_work(LAPACK_COL_MAJOR, 'S', n, n, m.matrix, n, values, m.second, n, m.third, n, m.work, size,
                                   m.integers);
    }
    release(m);
    return info;
}

int contenders_syevd(long repetitions, int n, const double *a, double *values) {
    double needed = 0, unused = 0;
    lapack_int integers = 0;
    LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'V', 'U', n, &unused, n, &unused, &needed, -1, &integers, -1);
    memory m = make((size_t)n, (size_t)needed, (size_t)integers);
    int info = 0;
    for (long i = 0; i < repetitions && info == 0; i++) {
        COPY();
        info = LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'V', 'U', n, m.matrix, n, values, m.work, (lapack_int)needed,
                                   m.integers, integers);
    }
    release(m);
    return info;
}
