// Operations on vectors, and on a matrix and vectors, for one type T: for sizes at which a call of the BLAS costs more than it
// computes. Included by implementation.h after kernels.h.

#define V NAME(vector)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))

// A quarter of 64 bytes, a half of 32: what the sums of a vector's lanes come down to first.
typedef T NAME(short_vector) __attribute__((vector_size(16)));
#define SHORT NAME(short_vector)
#define SHUFFLE(A, B, ...) __builtin_shufflevector(A, B, __VA_ARGS__)

INLINE SHORT NAME(folded)(V v) {
#if VM_BYTES == 64
    typedef T half __attribute__((vector_size(32)));
    half h[2];
    memcpy(h, &v, 64);
    h[0] += h[1];
    v = (V){0};
    memcpy(&v, h, 32);
#endif
#if VM_BYTES >= 32
    SHORT q[2];
    memcpy(q, &v, 32);
    return q[0] + q[1];
#else
    return v;
#endif
}

// The sum of a vector's lanes, in pairs.
INLINE T NAME(total)(V v) {
    SHORT q = NAME(folded)(v);
#if IS_F32
    return (q[0] + q[2]) + (q[1] + q[3]);
#else
    return q[0] + q[1];
#endif
}

// The same of four vectors at a time, stored as numbers of y are: times alpha, plus beta·y.
INLINE void NAME(store_totals)(V v[4], T alpha, T beta, T *y) {
    SHORT q[4];
#pragma clang loop unroll(full)
    for (long i = 0; i < 4; i++) q[i] = NAME(folded)(v[i]);
#if IS_F32
    SHORT a = SHUFFLE(q[0], q[1], 0, 1, 4, 5) + SHUFFLE(q[0], q[1], 2, 3, 6, 7);
    SHORT b = SHUFFLE(q[2], q[3], 0, 1, 4, 5) + SHUFFLE(q[2], q[3], 2, 3, 6, 7);
    SHORT totals[1] = {SHUFFLE(a, b, 0, 2, 4, 6) + SHUFFLE(a, b, 1, 3, 5, 7)};
#else
    SHORT totals[2] = {SHUFFLE(q[0], q[1], 0, 2) + SHUFFLE(q[0], q[1], 1, 3),
                       SHUFFLE(q[2], q[3], 0, 2) + SHUFFLE(q[2], q[3], 1, 3)};
#endif
#pragma clang loop unroll(full)
    for (long i = 0; i < 4 * (long)sizeof(T) / 16; i++, y += 16 / sizeof(T)) {
        SHORT value = alpha * totals[i], old;
        if (beta != 0) {
            memcpy(&old, y, 16);
            value += beta * old;
        }
        memcpy(y, &value, 16);
    }
}

static T NAME(dot)(long n, const T *x, const T *y) {
    V a = {0}, b = {0};
    long i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        a += NAME(load)(x + i) * NAME(load)(y + i);
        b += NAME(load)(x + i + LANES) * NAME(load)(y + i + LANES);
    }
    if (i + LANES <= n) {
        a += NAME(load)(x + i) * NAME(load)(y + i);
        i += LANES;
    }
    if (i < n) b += NAME(load_part)(x + i, n - i) * NAME(load_part)(y + i, n - i);
    return NAME(total)(a + b);
}

// y += alpha·x. What is left of a vector is added by halves, quarters and so on, not under a mask: a masked store cannot be
// forwarded to the load of a next call for the same y.
INLINE void NAME(add_row)(long n, T alpha, const T *x, T *y) {
    long i = 0;
    for (; i + LANES <= n; i += LANES) NAME(store)(y + i, NAME(load)(y + i) + alpha * NAME(load)(x + i));
#define PIECE(BYTES)                                                                                                    \
    if (VM_BYTES > BYTES && i + BYTES / (long)sizeof(T) <= n) {                                                         \
        typedef T piece __attribute__((vector_size(BYTES)));                                                            \
        piece u, v;                                                                                                     \
        memcpy(&u, x + i, BYTES);                                                                                       \
        memcpy(&v, y + i, BYTES);                                                                                       \
        v += alpha * u;                                                                                                 \
        memcpy(y + i, &v, BYTES);                                                                                       \
        i += BYTES / (long)sizeof(T);                                                                                   \
    }
    PIECE(32)
    PIECE(16)
    PIECE(8)
#undef PIECE
    if (i < n) y[i] += alpha * x[i];
}

static void NAME(axpy)(long n, T alpha, const T *x, T *y) { NAME(add_row)(n, alpha, x, y); }

// a (m×n) += alpha·x·yᵀ
static void NAME(ger)(long m, long n, T alpha, const T *x, const T *y, T *a, long stride) {
    for (long i = 0; i < m; i++, a += stride) NAME(add_row)(n, alpha * x[i], y, a);
}

// Of `rows` rows, 1 or 4, the inner products with x.
INLINE void NAME(inner_products)(long rows, long n, const T *a, long stride, const T *x, T alpha, T beta, T *y) {
    V sum[4] = {{0}, {0}, {0}, {0}};
    long j = 0;
    for (; j + LANES <= n; j += LANES) {
        V v = NAME(load)(x + j);
#pragma clang loop unroll(full)
        for (long i = 0; i < rows; i++) sum[i] += NAME(load)(a + i * stride + j) * v;
    }
    if (j < n) {
        V v = NAME(load_part)(x + j, n - j);
#pragma clang loop unroll(full)
        for (long i = 0; i < rows; i++) sum[i] += NAME(load_part)(a + i * stride + j, n - j) * v;
    }
    // Two numbers in 16 bytes gain nothing from narrower vectors.
    if (rows == 4 && (IS_F32 || VM_BYTES == 64)) {
        NAME(store_totals)(sum, alpha, beta, y);
        return;
    }
#pragma clang loop unroll(full)
    for (long i = 0; i < rows; i++) {
        T value = alpha * NAME(total)(sum[i]);
        y[i] = beta == 0 ? value : value + beta * y[i];
    }
}

// Of one vector of columns, or a part of it, the sum of the rows times x.
INLINE void NAME(column_products)(
    int is_part, long count, long m, const T *a, long stride, const T *x, T alpha, T beta, T *y) {
#define LOAD(p) (is_part ? NAME(load_part)(p, count) : NAME(load)(p))
    V sum[4] = {{0}, {0}, {0}, {0}};
    long i = 0;
    for (; i + 4 <= m; i += 4, a += 4 * stride)
#pragma clang loop unroll(full)
        for (long k = 0; k < 4; k++) sum[k] += x[i + k] * LOAD(a + k * stride);
    for (; i < m; i++, a += stride) sum[0] += x[i] * LOAD(a);
    V value = alpha * ((sum[0] + sum[1]) + (sum[2] + sum[3]));
    if (beta != 0) value += beta * LOAD(y);
    if (is_part)
        NAME(store_part)(y, value, count);
    else
        NAME(store)(y, value);
#undef LOAD
}

// y = alpha·op(a)·x + beta·y, a being m×n
static void NAME(gemv)(int across, long m, long n, T alpha, const T *a, long stride, const T *x, T beta, T *y) {
    if (across) {
        long j = 0;
        for (; j + LANES <= n; j += LANES) NAME(column_products)(0, LANES, m, a + j, stride, x, alpha, beta, y + j);
        if (j < n) NAME(column_products)(1, n - j, m, a + j, stride, x, alpha, beta, y + j);
        return;
    }
    long i = 0;
    for (; i + 4 <= m; i += 4) NAME(inner_products)(4, n, a + i * stride, stride, x, alpha, beta, y + i);
    for (; i < m; i++) NAME(inner_products)(1, n, a + i * stride, stride, x, alpha, beta, y + i);
}

#undef V
#undef SHORT
#undef SHUFFLE
#undef LANES
#undef INLINE
