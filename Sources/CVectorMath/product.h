// The matrix product for one type T, in row-major order. Included by implementation.h after tiles.h.
//
// c (m×n) = alpha·a·b + beta·c, with a(i, p) at a[i·rows + p·columns] and b(p, j) likewise. Each entry of c is summed over p in
// one order that depends on the inner size alone, so that the rows of a product may be computed anywhere and come out with
// the same bits.
//
// Source: Goto, van de Geijn: Anatomy of high-performance matrix multiplication, 2008; Van Zee, van de Geijn: BLIS, 2015.

#define V NAME(vector)
#define PRODUCT struct NAME(vm_product)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))
// So many steps of a block of b of so many columns, or of so many rows of a, stay in the second-level cache; what they meet
// passes by in strips.
#define BLOCK_INNER (IS_F32 ? 384L : 256L)
#define BLOCK_COLUMNS 512L
#define RESIDENT_ROWS 384L
// Rows that meet no more columns than these are not packed.
#define FEW_COLUMNS 256L
// The steps of a tile between two pauses, in which memory is asked for.
#define STEPS 32L

#define LINE ((long)(64 / sizeof(T)))
#define SIDE ((long)(sizeof(NAME(half)) / sizeof(T)))

INLINE long NAME(least)(long x, long y) { return x < y ? x : y; }

// MARK: Memory asked for in advance

// Asks for a line of the second cache. It may lie beyond the matrix, which is why it is no pointer.
INLINE void NAME(ask)(const T *from, long offset) {
    __builtin_prefetch((const void *)((uintptr_t)from + (uintptr_t)offset * sizeof(T)), 0, 2);
}

// What is needed soon: `lines` cache lines in each of so many rows, of which `each` are asked for at a time.
struct NAME(ahead) {
    const T *row;
    long stride, lines, line, rows, each;
};

INLINE void NAME(ask_next)(struct NAME(ahead) *ahead) {
    for (long n = ahead->each; n > 0 && ahead->rows > 0; n--) {
        NAME(ask)(ahead->row, ahead->line * LINE);
        if (++ahead->line == ahead->lines) ahead->line = 0, ahead->row += ahead->stride, ahead->rows--;
    }
}

// MARK: Packing

// to[p·width + j] = from[j·stride + p] for `count` values of j; those up to `width` are zero. A cache line of some rows at a
// time: with a stride of pages there is room for few in the first cache, and the processor foresees none of them.
INLINE void NAME(pack_across)(long inner, long count, const T *from, long stride, T *to, long width) {
    long p = 0;
    for (; p + LINE <= inner; p += LINE) {
        long j = 0;
        for (; j + SIDE <= count; j += SIDE) {
            const T *f = from + j * stride + p;
#pragma clang loop unroll(full)
            for (long i = 0; i < SIDE; i++) NAME(ask)(f, i * stride + 4 * LINE);
            for (long q = 0; q < LINE; q += SIDE) {
                NAME(half) v[SIDE];
#pragma clang loop unroll(full)
                for (long i = 0; i < SIDE; i++) v[i] = NAME(half_load)(f + i * stride + q);
                NAME(transpose)(v);
                T *t = to + (p + q) * width + j;
#pragma clang loop unroll(full)
                for (long i = 0; i < SIDE; i++) NAME(half_store)(t + i * width, v[i]);
            }
        }
        for (; j < count; j++)
            for (long q = p; q < p + LINE; q++) to[q * width + j] = from[j * stride + q];
    }
    for (; p < inner; p++)
        for (long j = 0; j < count; j++) to[p * width + j] = from[j * stride + p];
    if (count < width)
        for (p = 0; p < inner; p++)
            for (long j = count; j < width; j++) to[p * width + j] = 0;
}

// to[p·width + j] = from[p·stride + j] for `count` values of j; those up to `width` are zero.
INLINE void NAME(pack_along)(long inner, long count, const T *from, long stride, T *to, long width) {
    if (count == width) {
        for (long p = 0; p < inner; p++) {
            for (long j = 0; j < width; j += LINE) NAME(ask)(from, (p + 8) * stride + j);
            memcpy(to + p * width, from + p * stride, width * sizeof(T));
        }
        return;
    }
    for (long p = 0; p < inner; p++) {
        for (long j = 0; j < count; j++) to[p * width + j] = from[p * stride + j];
        for (long j = count; j < width; j++) to[p * width + j] = 0;
    }
}

// op(a) or op(b): rows of one, columns of the other lie along memory, or across it.
struct NAME(operand) {
    const T *at;
    long stride;
    int along;
};

// Row or column i from step p on.
INLINE const T *NAME(start)(const struct NAME(operand) *x, long i, long p) {
    return x->along ? x->at + p * x->stride + i : x->at + i * x->stride + p;
}

INLINE void NAME(pack)(const struct NAME(operand) *x, long i, long count, long first, long inner, T *to, long width) {
    if (x->along)
        NAME(pack_along)(inner, count, NAME(start)(x, i, first), x->stride, to, width);
    else
        NAME(pack_across)(inner, count, NAME(start)(x, i, first), x->stride, to, width);
}

// Whether op(a) is better read where it lies: few columns would not pay for packing it. Rows a multiple of a page apart would
// lose their lines, which have one place in the first cache, to each other.
INLINE int NAME(stays)(const struct NAME(operand) *a, long columns) {
    return !a->along && columns <= FEW_COLUMNS && a->stride * (long)sizeof(T) % 4096 != 0;
}

// What `pack` of as many rows or columns will read, during so many tiles.
INLINE struct NAME(ahead) NAME(before)(
    const struct NAME(operand) *x, long i, long count, long first, long inner, long tiles) {
    long along = x->along ? count : inner, across = x->along ? inner : count;
    struct NAME(ahead) ahead = {.row = NAME(start)(x, i, first), .stride = x->stride, .rows = count > 0 ? across : 0};
    // A row need not begin with a line.
    ahead.lines = (along + LINE - 2) / LINE + 1;
    long pauses = tiles * ((inner + STEPS - 1) / STEPS);
    ahead.each = (ahead.lines * across + pauses - 1) / pauses;
    ahead.each = NAME(least)(ahead.each, 8);
    return ahead;
}

// MARK: Tiles

// A whole tile of packed a and b. What is packed next is fetched meanwhile, a little every few steps.
static void NAME(packed_tile)(const PRODUCT *job, struct NAME(ahead) *ahead) {
    const T *a = job->a, *b = job->b;
    T *c = job->c;
    long stride = job->c_stride;
    V sums[2][LONE_ROWS];
#pragma clang loop unroll(full)
    for (long i = 0; i < TILE_ROWS; i++) {
        sums[0][i] = sums[1][i] = (V){0};
        for (long j = 0; j < TILE_COLUMNS; j += LINE) __builtin_prefetch(c + i * stride + j, 1, 2);
    }
    for (long rest = job->k; rest > 0; rest -= STEPS) {
        NAME(ask_next)(ahead);
#pragma clang loop unroll(disable)
        for (long p = NAME(least)(rest, STEPS); p > 0; p--) {
            V x = NAME(load)(b), y = NAME(load)(b + LANES);
#pragma clang loop unroll(full)
            for (long i = 0; i < TILE_ROWS; i++) {
                sums[0][i] += a[i] * x;
                sums[1][i] += a[i] * y;
            }
            a += TILE_ROWS;
            b += TILE_COLUMNS;
        }
    }
    NAME(finish)(TILE_ROWS, 2, 0, 0, LANES, sums, NULL, job->alpha, job->beta, c, stride);
}

// MARK: Products

// Up to RESIDENT_ROWS rows: all of op(a) stays in the second cache, packed unless it is read where it lies; op(b) passes by, a
// tile's columns at a time.
static void NAME(product_by_columns)(
    const struct NAME(operand) *a, const struct NAME(operand) *b, long m, long n, long k, T alpha, T beta, T *c, long c_stride) {
    _Static_assert((RESIDENT_ROWS + TILE_COLUMNS) * BLOCK_INNER * sizeof(T) <= VM_WORK_BYTES, "the work area");
    T *panel = vm_work_area(), *strips = panel + BLOCK_INNER * TILE_COLUMNS;
    long bands = (m + TILE_ROWS - 1) / TILE_ROWS;
    int packs_a = !NAME(stays)(a, n);
    for (long first = 0; first < k; first += BLOCK_INNER) {
        long inner = NAME(least)(k - first, BLOCK_INNER);
        for (long i = 0; i < m && packs_a; i += TILE_ROWS)
            NAME(pack)(a, i, NAME(least)(m - i, TILE_ROWS), first, inner, strips + i * inner, TILE_ROWS);
        for (long j = 0; j < n; j += TILE_COLUMNS) {
            long width = NAME(least)(n - j, TILE_COLUMNS), next = NAME(least)(n - j - width, TILE_COLUMNS);
            NAME(pack)(b, j, width, first, inner, panel, TILE_COLUMNS);
            struct NAME(ahead) ahead = NAME(before)(b, j + width, next, first, inner, bands);
            for (long i = 0; i < m; i += TILE_ROWS) {
                PRODUCT job = {.m = NAME(least)(m - i, TILE_ROWS), .n = width, .k = inner, .a = strips + i * inner,
                               .a_stride = TILE_ROWS, .across = VM_ACROSS_A, .b = panel, .b_stride = TILE_COLUMNS, .alpha = alpha,
                               .beta = first == 0 ? beta : 1, .c = c + i * c_stride + j, .c_stride = c_stride};
                if (!packs_a) job.a = NAME(start)(a, i, first), job.a_stride = a->stride, job.across = 0;
                if (packs_a && job.m == TILE_ROWS && width == TILE_COLUMNS)
                    NAME(packed_tile)(&job, &ahead);
                else
                    NAME(run)(&job);
            }
        }
    }
}

// Blocks of op(b) are packed and stay in the second cache, op(a) passes by, a tile's rows at a time.
static void NAME(product_by_rows)(
    const struct NAME(operand) *a, const struct NAME(operand) *b, long m, long n, long k, T alpha, T beta, T *c, long c_stride) {
    // A tile's strip of a, then a block of b.
    _Static_assert((TILE_ROWS + BLOCK_COLUMNS) * BLOCK_INNER * sizeof(T) <= VM_WORK_BYTES, "the work area");
    T *strip = NULL, *block = NULL;
    if (!b->along || n > 3 * TILE_COLUMNS || m > 4 * TILE_ROWS) {
        strip = vm_work_area();
        block = strip + TILE_ROWS * BLOCK_INNER;
    }
    for (long left = 0; left < n; left += BLOCK_COLUMNS) {
        long columns = NAME(least)(n - left, BLOCK_COLUMNS), tiles = (columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
        for (long first = 0; first < k; first += BLOCK_INNER) {
            long inner = NAME(least)(k - first, BLOCK_INNER);
            // Packing pays where a block is used by many rows, or would be read across.
            int packs = !b->along || (m > 4 * TILE_ROWS && inner > 128), packs_a = tiles >= 4 && inner >= 16 && !NAME(stays)(a, n);
            for (long j = 0; j < columns && packs; j += TILE_COLUMNS)
                NAME(pack)(b, left + j, NAME(least)(columns - j, TILE_COLUMNS), first, inner, block + j * inner, TILE_COLUMNS);
            for (long i = 0; i < m; i += TILE_ROWS) {
                long height = NAME(least)(m - i, TILE_ROWS), next = NAME(least)(m - i - height, TILE_ROWS);
                PRODUCT job = {.m = height, .k = inner, .a = NAME(start)(a, i, first), .a_stride = a->stride,
                               .across = a->along ? VM_ACROSS_A : 0, .b_stride = packs ? TILE_COLUMNS : b->stride, .alpha = alpha,
                               .beta = first == 0 ? beta : 1, .c_stride = c_stride};
                struct NAME(ahead) ahead = {0};
                if (packs_a) {
                    NAME(pack)(a, i, height, first, inner, strip, TILE_ROWS);
                    job.a = strip, job.a_stride = TILE_ROWS, job.across = VM_ACROSS_A;
                    ahead = NAME(before)(a, i + height, next, first, inner, tiles);
                }
                for (long j = 0; j < columns; j += TILE_COLUMNS) {
                    job.b = packs ? block + j * inner : NAME(start)(b, left + j, first);
                    job.n = NAME(least)(columns - j, TILE_COLUMNS);
                    job.c = c + i * c_stride + left + j;
                    if (height == TILE_ROWS && packs && packs_a && job.n == TILE_COLUMNS)
                        NAME(packed_tile)(&job, &ahead);
                    else
                        NAME(run)(&job);
                }
            }
        }
    }
}

static __attribute__((noinline)) void NAME(large)(const PRODUCT *p) {
    if (p->k == 0)
        for (long i = 0; i < p->m; i++)
            for (long j = 0; j < p->n; j++) {
                T *to = p->c + i * p->c_stride + j;
                *to = p->beta == 0 ? 0 : p->beta * *to;
            }
    struct NAME(operand) left = {p->a, p->a_stride, p->across & VM_ACROSS_A}, right = {p->b, p->b_stride, !(p->across & VM_ACROSS_B)};
    // The larger operand passes by.
    if (p->m <= p->n && p->m > 4 * TILE_ROWS && p->m <= RESIDENT_ROWS && p->k > 128)
        NAME(product_by_columns)(&left, &right, p->m, p->n, p->k, p->alpha, p->beta, p->c, p->c_stride);
    else
        NAME(product_by_rows)(&left, &right, p->m, p->n, p->k, p->alpha, p->beta, p->c, p->c_stride);
}

static void NAME(product)(PRODUCT *p) {
    if (p->k > BLOCK_INNER || p->n > SMALL_COLUMNS || p->m <= 0 || p->n <= 0 || (p->across & VM_ACROSS_B && p->k > SMALL_INNER))
        NAME(large)(p);
    else if (p->across & VM_ACROSS_B)
        NAME(small_across)(p);
    else
        NAME(small)(p);
}

#undef V
#undef PRODUCT
#undef LINE
#undef SIDE
#undef LANES
#undef INLINE
