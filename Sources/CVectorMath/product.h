// The matrix product for one type T, in row-major order. Included by implementation.h after tiles.h.
//
// c (m×n) = alpha·a·b + beta·c, with a(i, p) at a[i·rows + p·columns] and b(p, j) likewise. Each entry of c is summed over p in
// one order that depends on the inner size alone, so that the rows of a product may be computed anywhere and come out with
// the same bits.
//
// Source: Goto, van de Geijn: Anatomy of high-performance matrix multiplication, 2008; Van Zee, van de Geijn: BLIS, 2015.

#define V NAME(vector)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))
// A block of b of this size stays in the second-level cache; a strip of a is packed beside it.
#define BLOCK_INNER (IS_F32 ? 384L : 256L)
#define BLOCK_COLUMNS 512L

// Four by four with vectors of four numbers.
typedef T NAME(four) __attribute__((vector_size(4 * sizeof(T))));

// to[p·width + j] = from[j·stride + p] for `count` values of j; those up to `width` are zero. In parts that stay in the first
// cache.
INLINE void NAME(pack_across)(long inner, long count, const T *from, long stride, T *to, long width) {
    for (long start = 0; start < inner; start += 32) {
        long end = inner - start < 32 ? inner : start + 32;
        long j = 0;
        for (; j + 4 <= count; j += 4) {
            const T *f = from + j * stride;
            long p = start;
            for (; p + 4 <= end; p += 4) {
                NAME(four) a, b, c, d;
                memcpy(&a, f + p, sizeof a);
                memcpy(&b, f + stride + p, sizeof a);
                memcpy(&c, f + 2 * stride + p, sizeof a);
                memcpy(&d, f + 3 * stride + p, sizeof a);
                NAME(four) e = __builtin_shufflevector(a, c, 0, 4, 1, 5), g = __builtin_shufflevector(a, c, 2, 6, 3, 7);
                NAME(four) h = __builtin_shufflevector(b, d, 0, 4, 1, 5), i = __builtin_shufflevector(b, d, 2, 6, 3, 7);
                a = __builtin_shufflevector(e, h, 0, 4, 1, 5);
                b = __builtin_shufflevector(e, h, 2, 6, 3, 7);
                c = __builtin_shufflevector(g, i, 0, 4, 1, 5);
                d = __builtin_shufflevector(g, i, 2, 6, 3, 7);
                T *t = to + p * width + j;
                memcpy(t, &a, sizeof a);
                memcpy(t + width, &b, sizeof a);
                memcpy(t + 2 * width, &c, sizeof a);
                memcpy(t + 3 * width, &d, sizeof a);
            }
            for (; p < end; p++)
                for (long q = 0; q < 4; q++) to[p * width + j + q] = f[q * stride + p];
        }
        for (; j < count; j++)
            for (long p = start; p < end; p++) to[p * width + j] = from[j * stride + p];
        if (count < width)
            for (long p = start; p < end; p++)
                for (long q = count; q < width; q++) to[p * width + q] = 0;
    }
}

// to[p·width + j] = from[p·stride + j] for `count` values of j; those up to `width` are zero.
INLINE void NAME(pack_along)(long inner, long count, const T *from, long stride, T *to, long width) {
    if (count == width) {
        for (long p = 0; p < inner; p++) memcpy(to + p * width, from + p * stride, width * sizeof(T));
        return;
    }
    for (long p = 0; p < inner; p++) {
        for (long j = 0; j < count; j++) to[p * width + j] = from[p * stride + j];
        for (long j = count; j < width; j++) to[p * width + j] = 0;
    }
}

// A whole tile of packed a and b, with strides that the compiler knows.
static void NAME(packed_tile)(const struct NAME(job) *job) {
    struct NAME(job) known = *job;
    known.a_rows = 1, known.a_columns = TILE_ROWS, known.b_rows = TILE_COLUMNS;
    NAME(tile)(TILE_ROWS, TWO, 0, &known);
}

static void NAME(product)(
    int across_a, int across_b, long m, long n, long k, T alpha, const T *a, long a_stride, const T *b, long b_stride, T beta,
    T *c, long c_stride) {
    if (k <= BLOCK_INNER && n <= SMALL_COLUMNS && m > 0 && n > 0 && (!across_b || k <= SMALL_INNER)) {
        if (across_b)
            NAME(small_across)(across_a, m, n, k, alpha, a, a_stride, b, b_stride, beta, c, c_stride);
        else
            NAME(small)(across_a, m, n, k, alpha, a, a_stride, b, b_stride, beta, c, c_stride);
        return;
    }
    // The strides from row to row and from column to column of op(a).
    long a_rows = across_a ? 1 : a_stride, a_columns = across_a ? a_stride : 1;
    if (k == 0)
        for (long i = 0; i < m; i++)
            for (long j = 0; j < n; j++) c[i * c_stride + j] = beta == 0 ? 0 : beta * c[i * c_stride + j];
    // A tile's strip of a, then a block of b.
    _Static_assert((TILE_ROWS * BLOCK_INNER + BLOCK_INNER * BLOCK_COLUMNS) * sizeof(T) <= VM_WORK_BYTES, "the work area");
    T *strip = NULL, *block = NULL;
    if (across_b || n > 3 * TILE_COLUMNS || m > 4 * TILE_ROWS) {
        strip = vm_work_area();
        block = strip + TILE_ROWS * BLOCK_INNER;
    }
    for (long left = 0; left < n; left += BLOCK_COLUMNS) {
        long columns = n - left < BLOCK_COLUMNS ? n - left : BLOCK_COLUMNS;
        for (long first = 0; first < k; first += BLOCK_INNER) {
            long inner = k - first < BLOCK_INNER ? k - first : BLOCK_INNER;
            T scale = first == 0 ? beta : 1;
            // Packing pays where a block is used by many rows, or would be read across.
            int packs = across_b || (m > 4 * TILE_ROWS && inner > 128);
            long tiles = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
            for (long t = 0; t < tiles && packs; t++) {
                long width = columns - t * TILE_COLUMNS < TILE_COLUMNS ? columns - t * TILE_COLUMNS : TILE_COLUMNS;
                T *to = block + t * TILE_COLUMNS * inner;
                long j = left + t * TILE_COLUMNS;
                if (across_b)
                    NAME(pack_across)(inner, width, b + j * b_stride + first, b_stride, to, TILE_COLUMNS);
                else
                    NAME(pack_along)(inner, width, b + first * b_stride + j, b_stride, to, TILE_COLUMNS);
            }
            int packs_a = tiles >= 4 && inner >= 16;
            for (long i = 0; i < m; i += TILE_ROWS) {
                long height = m - i < TILE_ROWS ? m - i : TILE_ROWS;
                const T *source = a + i * a_rows + first * a_columns;
                long rows = a_rows, steps = a_columns;
                if (packs_a) {
                    if (across_a)
                        NAME(pack_along)(inner, height, source, a_stride, strip, TILE_ROWS);
                    else
                        NAME(pack_across)(inner, height, source, a_stride, strip, TILE_ROWS);
                    source = strip, rows = 1, steps = TILE_ROWS;
                }
                for (long t = 0; t < tiles; t++) {
                    long j = left + t * TILE_COLUMNS, rest = left + columns - j;
                    const T *panel = packs ? block + t * TILE_COLUMNS * inner : b + first * b_stride + j;
                    long step = packs ? TILE_COLUMNS : b_stride;
                    long width = rest < TILE_COLUMNS ? rest : TILE_COLUMNS;
                    T *to = c + i * c_stride + j;
                    struct NAME(job) job = {.inner = inner, .a = source, .a_rows = rows, .a_columns = steps, .b = panel,
                                            .b_rows = step, .alpha = alpha, .beta = scale, .c = to, .stride = c_stride,
                                            .width = width};
                    if (height == TILE_ROWS && rows == 1 && steps == TILE_ROWS && step == TILE_COLUMNS && width == TILE_COLUMNS)
                        NAME(packed_tile)(&job);
                    else
                        NAME(run)(height, &job);
                }
            }
        }
    }
}

#undef V
#undef LANES
#undef INLINE
