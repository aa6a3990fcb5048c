// Many products of one size, for one type T. Included by implementation.h after product.h.
//
// What a product needs to begin is looked up once. Of 2×2 matrices without gaps a vector holds several, of 4×4 some rows.

#define V NAME(vector)
#define PRODUCT struct NAME(vm_product)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))

// Indices within each four lanes, and the first four for all.
#if VM_BYTES == 64 && IS_F32
#define HAS_FOURS 1
#define EACH_FOUR(A, B, C, D) A, B, C, D, A + 4, B + 4, C + 4, D + 4, A + 8, B + 8, C + 8, D + 8, A + 12, B + 12, C + 12, D + 12
#define FIRST_FOUR 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3
#elif VM_BYTES == 64 || (VM_BYTES == 32 && IS_F32)
#define HAS_FOURS 1
#define EACH_FOUR(A, B, C, D) A, B, C, D, A + 4, B + 4, C + 4, D + 4
#define FIRST_FOUR 0, 1, 2, 3, 0, 1, 2, 3
#elif VM_BYTES == 32 || IS_F32
#define HAS_FOURS 1
#define EACH_FOUR(A, B, C, D) A, B, C, D
#define FIRST_FOUR 0, 1, 2, 3
#else
#define HAS_FOURS 0
#endif

#if HAS_FOURS
#define SHUFFLE(X, ...) __builtin_shufflevector(X, X, EACH_FOUR(__VA_ARGS__))

// 2×2 without gaps: each column of op(a) spread over its rows, times a row of op(b) in each.
INLINE V NAME(two_by_two)(int across, V a, V b) {
    int across_a = across & VM_ACROSS_A, across_b = across & VM_ACROSS_B;
    V left = across_a ? SHUFFLE(a, 0, 0, 1, 1) : SHUFFLE(a, 0, 0, 2, 2);
    V right = across_a ? SHUFFLE(a, 2, 2, 3, 3) : SHUFFLE(a, 1, 1, 3, 3);
    V upper = across_b ? SHUFFLE(b, 0, 2, 0, 2) : SHUFFLE(b, 0, 1, 0, 1);
    V lower = across_b ? SHUFFLE(b, 1, 3, 1, 3) : SHUFFLE(b, 2, 3, 2, 3);
    V x = left * upper;
    x += right * lower;
    return x;
}

INLINE void NAME(stack_of_two)(long count, int across, const PRODUCT *job) {
    const T *a = job->a, *b = job->b;
    T *c = job->c, alpha = job->alpha, beta = job->beta;
    long left = 4 * count;
    for (; left >= LANES; left -= LANES, a += LANES, b += LANES, c += LANES) {
        V x = alpha * NAME(two_by_two)(across, NAME(load)(a), NAME(load)(b));
        if (beta != 0) x += beta * NAME(load)(c);
        NAME(store)(c, x);
    }
    if (left == 0) return;
    V x = alpha * NAME(two_by_two)(across, NAME(load_part)(a, left), NAME(load_part)(b, left));
    if (beta != 0) x += beta * NAME(load_part)(c, left);
    NAME(store_part)(c, x, left);
}

// 4×4 without gaps within a matrix: op(b) as it lies, some rows of a at a time.
INLINE void NAME(stack_of_four)(long count, const PRODUCT *job, long a_step, long b_step, long c_step) {
    typedef T four __attribute__((vector_size(4 * sizeof(T))));
    const T *a = job->a, *b = job->b;
    T *c = job->c, alpha = job->alpha, beta = job->beta;
    for (; count > 0; count--, a += a_step, b += b_step, c += c_step) {
        four rows[4];
        memcpy(rows, b, sizeof rows);
#if IS_F32
#define ROW(P) __builtin_shufflevector(rows[P], rows[P], FIRST_FOUR)
#define SPREAD(P) SHUFFLE(v, P, P, P, P)
        typedef V some;
#else
        // A vector of two rows would take longer to spread than both their numbers to broadcast.
#define ROW(P) rows[P]
#define SPREAD(P) a[i + P]
        typedef four some;
#endif
#pragma clang loop unroll(full)
        for (long i = 0; i < 16; i += sizeof(some) / sizeof(T)) {
#if IS_F32
            V v = NAME(load)(a + i);
#endif
            some x = SPREAD(0) * ROW(0), old;
            x += SPREAD(1) * ROW(1);
            x += SPREAD(2) * ROW(2);
            x += SPREAD(3) * ROW(3);
            x *= alpha;
            if (beta != 0) {
                memcpy(&old, c + i, sizeof old);
                x += beta * old;
            }
            memcpy(c + i, &x, sizeof x);
        }
#undef ROW
#undef SPREAD
    }
}
#endif

static void NAME(stack)(long count, const PRODUCT *first, long a_step, long b_step, long c_step) {
    PRODUCT p = *first;
#if HAS_FOURS
    long n = p.n;
    if (p.m == n && p.k == n && p.a_stride == n && p.b_stride == n && p.c_stride == n) {
        if (n == 4 && p.across == 0) {
            NAME(stack_of_four)(count, &p, a_step, b_step, c_step);
            return;
        }
        if (n == 2 && a_step == 4 && b_step == 4 && c_step == 4) {
            switch (p.across) {
            case 0: NAME(stack_of_two)(count, 0, &p); break;
            case VM_ACROSS_A: NAME(stack_of_two)(count, VM_ACROSS_A, &p); break;
            case VM_ACROSS_B: NAME(stack_of_two)(count, VM_ACROSS_B, &p); break;
            default: NAME(stack_of_two)(count, VM_ACROSS_A | VM_ACROSS_B, &p);
            }
            return;
        }
    }
#endif
    if (p.m > 0 && p.n > 0 && p.k <= BLOCK_INNER && !(p.across & VM_ACROSS_B) && NAME(is_tile)(&p)) {
        void (*tile)(const PRODUCT *) = NAME(tile_of)(&p);
        for (; count > 0; count--) {
            tile(&p);
            p.a += a_step, p.b += b_step, p.c += c_step;
        }
        return;
    }
    // A product changes what describes it.
    for (long i = 0; i < count; i++) {
        p = *first;
        p.a += i * a_step, p.b += i * b_step, p.c += i * c_step;
        NAME(product)(&p);
    }
}

#undef V
#undef PRODUCT
#undef LANES
#undef INLINE
#undef SHUFFLE
#undef HAS_FOURS
#undef EACH_FOUR
#undef FIRST_FOUR
