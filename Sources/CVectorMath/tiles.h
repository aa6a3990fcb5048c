// Tiles of a matrix product, and the products that consist of a few of them, for one type T. Included before product.h.
//
// A tile of some rows and up to two vectors of columns is summed in registers: a number of `a` broadcast, a vector of `b`. Where
// few columns are left the last vector is half as wide, of which a processor with 64-byte vectors does two at a time.

#define V NAME(vector)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))
#define NEVER_INLINE static __attribute__((noinline))
#define TILE_ROWS (VM_BYTES == 64 ? 12 : VM_BYTES == 32 ? 6 : 4)
#define LONE_ROWS (2 * TILE_ROWS)
#define TILE_COLUMNS (2 * LANES)

// MARK: Half a vector

#define HALF_BYTES (VM_BYTES == 64 ? 32 : 16)
#define HALF_LANES ((long)HALF_WIDTH)
#if VM_BYTES == 64 && IS_F32
#define HALF_WIDTH 8
#elif VM_BYTES == 64 || IS_F32
#define HALF_WIDTH 4
#else
#define HALF_WIDTH 2
#endif
typedef T NAME(half) __attribute__((vector_size(HALF_BYTES)));
#define H NAME(half)

INLINE H NAME(half_load)(const T *p) {
    H v;
    memcpy(&v, p, HALF_BYTES);
    return v;
}

INLINE void NAME(half_store)(T *p, H v) { memcpy(p, &v, HALF_BYTES); }

// The first `count` lanes, or all; the others are zero and not touched in memory.
#if VM_BYTES == 64 && IS_F32
INLINE H NAME(half_load_part)(const T *p, long count) { return (H)_mm256_maskz_loadu_ps((1u << count) - 1, p); }
INLINE void NAME(half_store_part)(T *p, H v, long count) { _mm256_mask_storeu_ps(p, (1u << count) - 1, (__m256)v); }
#elif VM_BYTES == 64
INLINE H NAME(half_load_part)(const T *p, long count) { return (H)_mm256_maskz_loadu_pd((1u << count) - 1, p); }
INLINE void NAME(half_store_part)(T *p, H v, long count) { _mm256_mask_storeu_pd(p, (1u << count) - 1, (__m256d)v); }
#elif VM_BYTES == 32 && IS_F32
INLINE __m128i NAME(half_first)(long count) {
    typedef INTEGER four __attribute__((vector_size(16)));
    return (__m128i)((four){0, 1, 2, 3} < (INTEGER)count);
}
INLINE H NAME(half_load_part)(const T *p, long count) { return (H)_mm_maskload_ps(p, NAME(half_first)(count)); }
INLINE void NAME(half_store_part)(T *p, H v, long count) { _mm_maskstore_ps(p, NAME(half_first)(count), (__m128)v); }
#elif VM_BYTES == 32
INLINE __m128i NAME(half_first)(long count) {
    typedef INTEGER two __attribute__((vector_size(16)));
    return (__m128i)((two){0, 1} < (INTEGER)count);
}
INLINE H NAME(half_load_part)(const T *p, long count) { return (H)_mm_maskload_pd(p, NAME(half_first)(count)); }
INLINE void NAME(half_store_part)(T *p, H v, long count) { _mm_maskstore_pd(p, NAME(half_first)(count), (__m128d)v); }
#else
INLINE H NAME(half_load_part)(const T *p, long count) { return NAME(load_part)(p, count); }
INLINE void NAME(half_store_part)(T *p, H v, long count) { NAME(store_part)(p, v, count); }
#endif

// MARK: One tile

// The columns of a tile: half a vector, one, one and a half, two.
#ifndef SHAPES
#define SHAPES
enum { HALF, ONE, ONE_AND_HALF, TWO };
#endif

// The first vector of `columns` more, by shape. Without wider vectors than the baseline's there is no half.
INLINE int NAME(shape)(long columns) {
#if VM_BYTES == 16
    return columns <= LANES ? ONE : TWO;
#else
    return (int)((columns + HALF_LANES - 1) / HALF_LANES) - 1;
#endif
}

// What a tile does: `width` columns of b and c, all steps of the sum.
struct NAME(job) {
    long inner;
    const T *a;
    long a_rows, a_columns;
    const T *b;
    long b_rows;
    T alpha, beta;
    T *c;
    long stride, width;
};

// Stores the sums of a tile times alpha, plus beta·c.
INLINE void NAME(finish)(
    long height, int shape, int is_edge, long count, const V *left, const V *right, const H *narrow, T alpha, T beta, T *c,
    long stride) {
    const int leads = shape >= ONE_AND_HALF, is_half = shape == HALF || shape == ONE_AND_HALF;
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i++, c += stride) {
        T *end = leads ? c + LANES : c;
        if (leads) {
            V x = alpha * left[i];
            if (beta != 0) x += beta * NAME(load)(c);
            NAME(store)(c, x);
        }
        if (is_half) {
            H z = alpha * narrow[i];
            if (beta != 0) z += beta * (is_edge ? NAME(half_load_part)(end, count) : NAME(half_load)(end));
            if (is_edge)
                NAME(half_store_part)(end, z, count);
            else
                NAME(half_store)(end, z);
        } else {
            V y = alpha * right[i];
            if (beta != 0) y += beta * (is_edge ? NAME(load_part)(end, count) : NAME(load)(end));
            if (is_edge)
                NAME(store_part)(end, y, count);
            else
                NAME(store)(end, y);
        }
    }
}

// A tile of `height` rows and a shape, which are constants after inlining. Of the last vector only what belongs to `width`
// columns is read and written if this is an edge.
INLINE void NAME(tile)(long height, int shape, int is_edge, const struct NAME(job) *job) {
    const int leads = shape >= ONE_AND_HALF, is_half = shape == HALF || shape == ONE_AND_HALF;
    const long before = leads ? LANES : 0, last = is_half ? HALF_LANES : LANES;
    long count = is_edge ? job->width - before : last, a_rows = job->a_rows, a_columns = job->a_columns, b_rows = job->b_rows;
    const T *b = job->b;
    V left[LONE_ROWS], right[LONE_ROWS];
    H narrow[LONE_ROWS];
    // A pointer for every four rows, one, two and three strides after which are the others. The compiler must not know how
    // they hang together, or it keeps the distances of all rows in registers that it does not have.
    const T *a[LONE_ROWS / 4];
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i += 4) {
        a[i / 4] = job->a + i * a_rows;
        __asm__("" : "+r"(a[i / 4]));
    }
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i++) left[i] = right[i] = (V){0}, narrow[i] = (H){0};
#pragma clang loop unroll(disable)
    for (long p = job->inner; p > 0; p--) {
        V x = {0}, y = {0};
        H z = {0};
        if (leads) x = NAME(load)(b);
        if (is_half)
            z = is_edge ? NAME(half_load_part)(b + before, count) : NAME(half_load)(b + before);
        else
            y = is_edge ? NAME(load_part)(b + before, count) : NAME(load)(b + before);
#pragma clang loop unroll(full)
        for (long i = 0; i < height; i++) {
            T factor = a[i / 4][i % 4 * a_rows];
            if (leads) left[i] += factor * x;
            if (is_half)
                narrow[i] += factor * z;
            else
                right[i] += factor * y;
        }
#pragma clang loop unroll(full)
        for (long i = 0; i < height; i += 4) a[i / 4] += a_columns;
        b += b_rows;
    }
    T alpha = job->alpha, beta = job->beta, *c = job->c;
    // Most products are only stored.
    if (alpha == 1 && beta == 0)
        NAME(finish)(height, shape, is_edge, count, left, right, narrow, 1, 0, c, job->stride);
    else
        NAME(finish)(height, shape, is_edge, count, left, right, narrow, alpha, beta, c, job->stride);
}

// Up to LONE_ROWS rows of at most one vector, or TILE_ROWS of more, each a function of its own.
#if VM_BYTES == 64
#define EACH_LOW_ROWS(F, S) F(1, S) F(2, S) F(3, S) F(4, S) F(5, S) F(6, S) F(7, S) F(8, S) F(9, S) F(10, S) F(11, S) F(12, S)
#define EACH_HIGH_ROWS(F, S)                                                                                            \
    F(13, S) F(14, S) F(15, S) F(16, S) F(17, S) F(18, S) F(19, S) F(20, S) F(21, S) F(22, S) F(23, S) F(24, S)
#elif VM_BYTES == 32
#define EACH_LOW_ROWS(F, S) F(1, S) F(2, S) F(3, S) F(4, S) F(5, S) F(6, S)
#define EACH_HIGH_ROWS(F, S) F(7, S) F(8, S) F(9, S) F(10, S) F(11, S) F(12, S)
#else
#define EACH_LOW_ROWS(F, S) F(1, S) F(2, S) F(3, S) F(4, S)
#define EACH_HIGH_ROWS(F, S) F(5, S) F(6, S) F(7, S) F(8, S)
#endif
#if VM_BYTES == 16
#define EACH_TILE(F) EACH_LOW_ROWS(F, ONE) EACH_HIGH_ROWS(F, ONE) EACH_LOW_ROWS(F, TWO)
#else
#define EACH_TILE(F)                                                                                                    \
    EACH_LOW_ROWS(F, HALF) EACH_HIGH_ROWS(F, HALF) EACH_LOW_ROWS(F, ONE) EACH_HIGH_ROWS(F, ONE)                         \
    EACH_LOW_ROWS(F, ONE_AND_HALF) EACH_LOW_ROWS(F, TWO)
#endif
#define DEFINE(ROWS, SHAPE)                                                                                             \
    static void NAME(tile_##ROWS##_##SHAPE)(const struct NAME(job) *job) { NAME(tile)(ROWS, SHAPE, 1, job); }
#define ENTRY(ROWS, SHAPE) [SHAPE][ROWS] = NAME(tile_##ROWS##_##SHAPE),
EACH_TILE(DEFINE)
static void (*const NAME(tiles)[4][LONE_ROWS + 1])(const struct NAME(job) *) = {EACH_TILE(ENTRY)};
#undef DEFINE
#undef ENTRY
#undef EACH_TILE
#undef EACH_LOW_ROWS
#undef EACH_HIGH_ROWS

INLINE void NAME(run)(long height, const struct NAME(job) *job) { NAME(tiles)[NAME(shape)(job->width)][height](job); }

// MARK: Products of few columns

#define SMALL_COLUMNS (2 * TILE_COLUMNS)
#define SMALL_INNER (IS_F32 ? 128L : 64L)

// The most rows of a tile of so many columns.
INLINE long NAME(most_rows)(long columns) { return columns <= LANES ? LONE_ROWS : TILE_ROWS; }

INLINE struct NAME(job) NAME(whole)(
    int across_a, long n, long k, T alpha, const T *a, long a_stride, const T *b, long b_stride, T beta, T *c, long c_stride) {
    return (struct NAME(job)){.inner = k, .a = a, .a_rows = across_a ? 1 : a_stride, .a_columns = across_a ? a_stride : 1,
                              .b = b, .b_rows = b_stride, .alpha = alpha, .beta = beta, .c = c, .stride = c_stride, .width = n};
}

// At most SMALL_COLUMNS columns of b as it lies, in tiles of nearly equal heights.
NEVER_INLINE void NAME(several)(
    int across_a, long m, long n, long k, T alpha, const T *a, long a_stride, const T *b, long b_stride, T beta, T *c,
    long c_stride) {
    struct NAME(job) job = NAME(whole)(across_a, n, k, alpha, a, a_stride, b, b_stride, beta, c, c_stride);
    long most = NAME(most_rows)(n);
    for (long bands = (m + most - 1) / most; bands > 0; bands--) {
        long height = (m + bands - 1) / bands;
        for (long j = 0; j < n; j += TILE_COLUMNS) {
            job.width = n - j < TILE_COLUMNS ? n - j : TILE_COLUMNS;
            job.b = b + j;
            job.c = c + j;
            NAME(run)(height, &job);
        }
        m -= height;
        c += height * c_stride;
        job.a += height * job.a_rows;
    }
}

// The same, mostly in a single tile.
INLINE void NAME(small)(
    int across_a, long m, long n, long k, T alpha, const T *a, long a_stride, const T *b, long b_stride, T beta, T *c,
    long c_stride) {
    if (m <= NAME(most_rows)(n) && n <= TILE_COLUMNS) {
        struct NAME(job) job = NAME(whole)(across_a, n, k, alpha, a, a_stride, b, b_stride, beta, c, c_stride);
        NAME(run)(m, &job);
    } else {
        NAME(several)(across_a, m, n, k, alpha, a, a_stride, b, b_stride, beta, c, c_stride);
    }
}

// Transposes the square whose rows are v.
INLINE void NAME(transpose)(H v[HALF_LANES]) {
    H w[HALF_LANES];
#define SHUFFLE(A, B, ...) __builtin_shufflevector(A, B, __VA_ARGS__)
#if HALF_WIDTH == 8
    for (long i = 0; i < 8; i += 2) {
        w[i] = SHUFFLE(v[i], v[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        w[i + 1] = SHUFFLE(v[i], v[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (long i = 0; i < 8; i += 4)
        for (long j = i; j < i + 2; j++) {
            v[j] = SHUFFLE(w[j], w[j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            v[j + 2] = SHUFFLE(w[j], w[j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (long i = 0; i < 4; i++) {
        w[i] = SHUFFLE(v[i], v[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        w[i + 4] = SHUFFLE(v[i], v[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
    for (long i = 0; i < 8; i++) v[i] = w[i];
#elif HALF_WIDTH == 4
    for (long i = 0; i < 4; i += 2) {
        w[i] = SHUFFLE(v[i], v[i + 1], 0, 4, 2, 6);
        w[i + 1] = SHUFFLE(v[i], v[i + 1], 1, 5, 3, 7);
    }
    for (long i = 0; i < 2; i++) {
        v[i] = SHUFFLE(w[i], w[i + 2], 0, 1, 4, 5);
        v[i + 2] = SHUFFLE(w[i], w[i + 2], 2, 3, 6, 7);
    }
#else
    w[0] = SHUFFLE(v[0], v[1], 0, 2);
    v[1] = SHUFFLE(v[0], v[1], 1, 3);
    v[0] = w[0];
#endif
#undef SHUFFLE
}

// The same for a transposed b, which is turned around first, square by square, and filled with zeros to whole squares.
NEVER_INLINE void NAME(small_across)(
    int across_a, long m, long n, long k, T alpha, const T *a, long a_stride, const T *b, long b_stride, T beta, T *c,
    long c_stride) {
    T across[SMALL_INNER * SMALL_COLUMNS] __attribute__((aligned(64)));
    long width = (n + HALF_LANES - 1) / HALF_LANES * HALF_LANES;
    for (long j = 0; j < n; j += HALF_LANES) {
        long p = 0;
        for (; p < k; p += HALF_LANES) {
            H v[HALF_LANES];
            long count = k - p < HALF_LANES ? k - p : HALF_LANES;
            const T *from = b + j * b_stride + p;
            if (n - j >= HALF_LANES && count == HALF_LANES)
#pragma clang loop unroll(full)
                for (long i = 0; i < HALF_LANES; i++) v[i] = NAME(half_load)(from + i * b_stride);
            else
#pragma clang loop unroll(full)
                for (long i = 0; i < HALF_LANES; i++)
                    v[i] = i < n - j ? NAME(half_load_part)(from + i * b_stride, count) : (H){0};
            NAME(transpose)(v);
            T *to = across + p * width + j;
#pragma clang loop unroll(full)
            for (long i = 0; i < HALF_LANES; i++)
                if (i < count) NAME(half_store)(to + i * width, v[i]);
        }
    }
    NAME(small)(across_a, m, n, k, alpha, a, a_stride, across, width, beta, c, c_stride);
}

#undef V
#undef H
#undef HALF_BYTES
#undef HALF_LANES
#undef HALF_WIDTH
#undef LANES
#undef INLINE
#undef NEVER_INLINE
