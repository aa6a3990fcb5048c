// Tiles of a matrix product, and the products that consist of a few of them, for one type T. Included before product.h.
//
// A tile of some rows and up to two vectors of columns is summed in registers: a number of `a` broadcast, a vector of `b`. Where
// few columns are left the last vector is half as wide, of which a processor with 64-byte vectors does two at a time.

#define V NAME(vector)
#define PRODUCT struct NAME(vm_product)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))
#define TILE_ROWS (VM_BYTES == 64 ? 12 : VM_BYTES == 32 ? 6 : 4)
#define LONE_ROWS (2 * TILE_ROWS)
#define TILE_COLUMNS (2 * LANES)
#define HALVES_ROWS (VM_BYTES == 64 ? 9 : TILE_ROWS)

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

// The first shape of so many columns or more. Without wider vectors than the baseline's there is no half.
INLINE int NAME(shape)(long columns) {
#if VM_BYTES == 16
    return columns <= LANES ? ONE : TWO;
#else
    return (int)((columns + HALF_LANES - 1) / HALF_LANES) - 1;
#endif
}

// Stores more than half of a vector, `count` numbers; in halves if a half is 32 bytes, which takes less time than a store of 64
// under a mask.
INLINE void NAME(put_part)(T *to, V v, long count) {
#if VM_BYTES == 64
    H low, high;
    memcpy(&low, &v, HALF_BYTES);
    memcpy(&high, (const char *)&v + HALF_BYTES, HALF_BYTES);
    NAME(half_store)(to, low);
    NAME(half_store_part)(to + HALF_LANES, high, count - HALF_LANES);
#else
    NAME(store_part)(to, v, count);
#endif
}

// Stores the sums of a tile times alpha, plus beta·c: of each row some whole vectors, then some halves, the last of these being
// `count` numbers if this is an edge.
INLINE void NAME(finish)(
    long height, long wholes, long halves, int is_edge, long count, V sums[][LONE_ROWS], H narrow[][LONE_ROWS], T alpha, T beta,
    T *c, long stride) {
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i++, c += stride) {
        T *to = c;
#pragma clang loop unroll(full)
        for (long j = 0; j < wholes; j++, to += LANES) {
            int is_part = is_edge && j == wholes - 1 && halves == 0;
            V x = alpha * sums[j][i];
            if (beta != 0) x += beta * (is_part ? NAME(load_part)(to, count) : NAME(load)(to));
            if (is_part)
                NAME(put_part)(to, x, count);
            else
                NAME(store)(to, x);
        }
#pragma clang loop unroll(full)
        for (long j = 0; j < halves; j++, to += HALF_LANES) {
            int is_part = is_edge && j == halves - 1;
            H x = alpha * narrow[j][i];
            if (beta != 0) x += beta * (is_part ? NAME(half_load_part)(to, count) : NAME(half_load)(to));
            if (is_part)
                NAME(half_store_part)(to, x, count);
            else
                NAME(half_store)(to, x);
        }
    }
}

// A tile of `height` rows and a shape, which are constants after inlining: a product with m = height, all of it in registers.
// Of the last vector only what belongs to n columns is read and written if this is an edge.
INLINE void NAME(tile)(long height, int shape, int is_edge, const PRODUCT *job) {
    const long in_halves = VM_BYTES == 64 && height <= HALVES_ROWS;
    const long wholes = shape == HALF ? 0 : shape == ONE ? 1 : shape == TWO ? 2 : in_halves ? 0 : 1;
    const long halves = shape == HALF ? 1 : shape == ONE_AND_HALF ? (in_halves ? 3 : 1) : 0;
    const long before = wholes * LANES + halves * HALF_LANES - (halves > 0 ? HALF_LANES : LANES);
    long count = job->n - before, b_stride = job->b_stride;
    int across_a = job->across & VM_ACROSS_A;
    long a_rows = across_a ? 1 : job->a_stride, a_columns = across_a ? job->a_stride : 1;
    const T *b = job->b;
    V sums[2][LONE_ROWS];
    H narrow[3][LONE_ROWS];
    // A pointer for every four rows, one, two and three strides after which are the others. The compiler must not know how
    // they hang together, or it keeps the distances of all rows in registers that it does not have.
    const T *at[LONE_ROWS / 4];
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i += 4) {
        at[i / 4] = job->a + i * a_rows;
        __asm__("" : "+r"(at[i / 4]));
    }
#pragma clang loop unroll(full)
    for (long i = 0; i < height; i++) {
        for (long j = 0; j < wholes; j++) sums[j][i] = (V){0};
        for (long j = 0; j < halves; j++) narrow[j][i] = (H){0};
    }
#pragma clang loop unroll(disable)
    for (long p = job->k; p > 0; p--) {
        V x[2];
        H z[3];
        const T *from = b;
#pragma clang loop unroll(full)
        for (long j = 0; j < wholes; j++, from += LANES)
            x[j] = is_edge && j == wholes - 1 && halves == 0 ? NAME(load_part)(from, count) : NAME(load)(from);
#pragma clang loop unroll(full)
        for (long j = 0; j < halves; j++, from += HALF_LANES)
            z[j] = is_edge && j == halves - 1 ? NAME(half_load_part)(from, count) : NAME(half_load)(from);
#pragma clang loop unroll(full)
        for (long i = 0; i < height; i++) {
            T factor = at[i / 4][i % 4 * a_rows];
#pragma clang loop unroll(full)
            for (long j = 0; j < wholes; j++) sums[j][i] += factor * x[j];
#pragma clang loop unroll(full)
            for (long j = 0; j < halves; j++) narrow[j][i] += factor * z[j];
        }
#pragma clang loop unroll(full)
        for (long i = 0; i < height; i += 4) at[i / 4] += a_columns;
        b += b_stride;
    }
    // Most products are only stored.
    if (job->alpha == 1 && job->beta == 0)
        NAME(finish)(height, wholes, halves, is_edge, count, sums, narrow, 1, 0, job->c, job->c_stride);
    else
        NAME(finish)(height, wholes, halves, is_edge, count, sums, narrow, job->alpha, job->beta, job->c, job->c_stride);
}

// Up to LONE_ROWS rows of at most one vector, or TILE_ROWS of more, each a function of its own. One and a half vectors of 64
// bytes are three halves in up to HALVES_ROWS rows, for which there are registers: whole vectors, which occupy a unit for two
// cycles, taking turns with halves left a seventh of the units idle.
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
// Each of them for whole halves of vectors, and with an edge: what loads a part of a vector occupies a unit that multiplies.
#define DEFINE(ROWS, SHAPE)                                                                                             \
    static void NAME(tile_##ROWS##_##SHAPE)(const PRODUCT *job) { NAME(tile)(ROWS, SHAPE, 0, job); }                    \
    static void NAME(edge_##ROWS##_##SHAPE)(const PRODUCT *job) { NAME(tile)(ROWS, SHAPE, 1, job); }
#define TILE_ENTRY(ROWS, SHAPE) [SHAPE][ROWS] = NAME(tile_##ROWS##_##SHAPE),
#define EDGE_ENTRY(ROWS, SHAPE) [SHAPE][ROWS] = NAME(edge_##ROWS##_##SHAPE),
EACH_TILE(DEFINE)
static void (*const NAME(tiles)[2][4][LONE_ROWS + 1])(const PRODUCT *) = {{EACH_TILE(TILE_ENTRY)}, {EACH_TILE(EDGE_ENTRY)}};
#undef TILE_ENTRY
#undef EDGE_ENTRY
#undef DEFINE
#undef EACH_TILE
#undef EACH_LOW_ROWS
#undef EACH_HIGH_ROWS

// The function of a tile whose size is m×n, b as it lies.
INLINE void (*NAME(tile_of)(const PRODUCT *job))(const PRODUCT *) {
    int is_edge = job->n % (VM_BYTES == 16 ? LANES : HALF_LANES) != 0;
    return NAME(tiles)[is_edge][NAME(shape)(job->n)][job->m];
}

// At most TILE_ROWS rows and TILE_COLUMNS columns, b as it lies.
INLINE void NAME(run)(const PRODUCT *job) { NAME(tile_of)(job)(job); }

// MARK: Products of few columns

#define SMALL_COLUMNS (IS_F32 ? 64L : 32L)
#define SMALL_INNER (IS_F32 ? 128L : 64L)

// The rows of a tile of a shape, where a product is more than one. With two vectors of 64 bytes few: more rows have more stores at
// their end, during which the next tile's work was seen to wait.
static const long NAME(most_rows)[4] = {LONE_ROWS, LONE_ROWS, HALVES_ROWS, VM_BYTES == 64 ? 7 : TILE_ROWS};

// Any number of columns of b as it lies, in tiles of nearly equal heights. What describes the product describes a tile then.
static __attribute__((noinline)) void NAME(small_tiles)(PRODUCT *p) {
    long n = p->n, rest = p->m, most = NAME(most_rows)[n < TILE_COLUMNS ? NAME(shape)(n) : TWO];
    const T *b = p->b;
    T *c = p->c;
    for (long bands = (rest + most - 1) / most; bands > 0; bands--) {
        p->m = (rest + bands - 1) / bands;
        for (long left = 0; left < n; left += TILE_COLUMNS) {
            p->n = n - left < TILE_COLUMNS ? n - left : TILE_COLUMNS;
            p->b = b + left;
            p->c = c + left;
            NAME(run)(p);
        }
        rest -= p->m;
        p->a += p->across & VM_ACROSS_A ? p->m : p->m * p->a_stride;
        c += p->m * p->c_stride;
    }
}

// Whether a product whose b lies along memory is one tile.
INLINE int NAME(is_tile)(const PRODUCT *p) {
    if (p->n > TILE_COLUMNS) return 0;
    int shape = NAME(shape)(p->n);
    return p->m <= (shape == ONE_AND_HALF ? TILE_ROWS : NAME(most_rows)[shape]);
}

// A product whose b lies along memory: where it is one tile, this is a jump.
INLINE void NAME(small_main)(PRODUCT *p) {
    if (NAME(is_tile)(p))
        NAME(run)(p);
    else
        NAME(small_tiles)(p);
}

#if VM_BYTES >= 32
// One or two columns after whole halves of vectors, a being transposed: as rows of bᵀ·a, of which vectors are full. For fewer
// rows or columns than these it takes longer.
#define LEFT_FROM (IS_F32 ? 16L : 24L)
#define MOST_LEFT 2
#define TURNED_ROWS 64
static __attribute__((noinline)) void NAME(small_and_left)(PRODUCT *p) {
    T turned[MOST_LEFT * TURNED_ROWS] __attribute__((aligned(64)));
    long m = p->m, left = p->n % HALF_LANES, n = p->n - left, a_stride = p->a_stride, b_stride = p->b_stride;
    long c_stride = p->c_stride;
    const T *a = p->a, *b = p->b;
    T *c = p->c, beta = p->beta;
    p->m = left, p->n = m;
    p->a = b + n, p->a_stride = b_stride;
    p->b = a, p->b_stride = a_stride;
    p->c = turned, p->c_stride = TURNED_ROWS, p->beta = 0;
    NAME(small_main)(p);
    T *to = c + n;
    for (long j = 0; j < left; j++, to++)
#pragma clang loop vectorize(disable)
        for (long i = 0; i < m; i++) {
            T x = turned[j * TURNED_ROWS + i];
            if (beta != 0) x += beta * to[i * c_stride];
            to[i * c_stride] = x;
        }
    p->m = m, p->n = n;
    p->a = a, p->a_stride = a_stride;
    p->b = b, p->b_stride = b_stride;
    p->c = c, p->c_stride = c_stride, p->beta = beta;
    NAME(small_main)(p);
}
#endif

INLINE void NAME(small)(PRODUCT *p) {
#if VM_BYTES >= 32
    long left = p->n & (HALF_LANES - 1);
    if (p->n > LEFT_FROM && left > 0 && left <= MOST_LEFT && p->m > LEFT_FROM && p->m <= TURNED_ROWS && p->across & VM_ACROSS_A) {
        NAME(small_and_left)(p);
        return;
    }
#endif
    NAME(small_main)(p);
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

// The square at `from`, transposed. Halves of rows are loaded into their place, which takes fewer exchanges than whole rows.
INLINE void NAME(load_transposed)(H v[HALF_LANES], const T *from, long stride) {
#if HALF_BYTES == 32
    typedef T quarter __attribute__((vector_size(16)));
    const long lanes = HALF_LANES / 2;
#pragma clang loop unroll(full)
    for (long h = 0; h < 2; h++) {
        H t[HALF_LANES / 2];
#pragma clang loop unroll(full)
        for (long i = 0; i < lanes; i++) {
            quarter low, high;
            memcpy(&low, from + i * stride + h * lanes, 16);
            memcpy(&high, from + (i + lanes) * stride + h * lanes, 16);
#if HALF_WIDTH == 8
            t[i] = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
#else
            t[i] = __builtin_shufflevector(low, high, 0, 1, 2, 3);
#endif
        }
        H *to = v + h * lanes;
#if HALF_WIDTH == 8
        H a = __builtin_shufflevector(t[0], t[1], 0, 8, 1, 9, 4, 12, 5, 13);
        H b = __builtin_shufflevector(t[2], t[3], 0, 8, 1, 9, 4, 12, 5, 13);
        H c = __builtin_shufflevector(t[0], t[1], 2, 10, 3, 11, 6, 14, 7, 15);
        H d = __builtin_shufflevector(t[2], t[3], 2, 10, 3, 11, 6, 14, 7, 15);
        to[0] = __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
        to[1] = __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
        to[2] = __builtin_shufflevector(c, d, 0, 1, 8, 9, 4, 5, 12, 13);
        to[3] = __builtin_shufflevector(c, d, 2, 3, 10, 11, 6, 7, 14, 15);
#else
        to[0] = __builtin_shufflevector(t[0], t[1], 0, 4, 2, 6);
        to[1] = __builtin_shufflevector(t[0], t[1], 1, 5, 3, 7);
#endif
    }
#else
#pragma clang loop unroll(full)
    for (long i = 0; i < HALF_LANES; i++) v[i] = NAME(half_load)(from + i * stride);
    NAME(transpose)(v);
#endif
}

// A small product with a transposed b, which is turned around first, square by square, and filled with zeros to whole squares.
// Row by row, so that the rows that are needed first have left the processor for the cache by then.
static __attribute__((noinline)) void NAME(small_across)(PRODUCT *product) {
    long n = product->n, k = product->k, b_stride = product->b_stride;
    T across[SMALL_INNER * SMALL_COLUMNS] __attribute__((aligned(64)));
    long width = (n + HALF_LANES - 1) / HALF_LANES * HALF_LANES;
    for (long p = 0; p < k; p += HALF_LANES) {
        long count = k - p < HALF_LANES ? k - p : HALF_LANES;
        const T *from = product->b + p;
        T *to = across + p * width;
        for (long j = 0; j < n; j += HALF_LANES, from += HALF_LANES * b_stride, to += HALF_LANES) {
            H v[HALF_LANES];
            if (n - j >= HALF_LANES && count == HALF_LANES) {
                NAME(load_transposed)(v, from, b_stride);
#pragma clang loop unroll(full)
                for (long i = 0; i < HALF_LANES; i++) NAME(half_store)(to + i * width, v[i]);
                continue;
            }
#pragma clang loop unroll(full)
            for (long i = 0; i < HALF_LANES; i++)
                v[i] = i < n - j ? NAME(half_load_part)(from + i * b_stride, count) : (H){0};
            NAME(transpose)(v);
#pragma clang loop unroll(full)
            for (long i = 0; i < HALF_LANES; i++)
                if (i < count) NAME(half_store)(to + i * width, v[i]);
        }
    }
    product->b = across;
    product->b_stride = width;
    NAME(small)(product);
}

#undef V
#undef PRODUCT
#undef LEFT_FROM
#undef MOST_LEFT
#undef TURNED_ROWS
#undef H
#undef HALF_BYTES
#undef HALF_LANES
#undef HALF_WIDTH
#undef LANES
#undef INLINE
