// The kernels for one type T and vectors of VM_BYTES. Included by implementation.h.
//
// Plain vector arithmetic, which the compiler turns into the instructions at hand; a·b + c becomes one rounding where the
// processor has that.

typedef T NAME(vector) __attribute__((vector_size(VM_BYTES)));
typedef INTEGER NAME(integers) __attribute__((vector_size(VM_BYTES)));
#define V NAME(vector)
#define I NAME(integers)
#define LANES ((long)(VM_BYTES / sizeof(T)))
#define INLINE static inline __attribute__((always_inline))

INLINE V NAME(load)(const T *p) {
    V v;
    memcpy(&v, p, VM_BYTES);
    return v;
}

INLINE void NAME(store)(T *p, V v) { memcpy(p, &v, VM_BYTES); }

// The first `count` lanes, at least one; the others are zero and not touched in memory.
#if VM_BYTES == 64 && IS_F32
INLINE V NAME(load_part)(const T *p, long count) { return (V)_mm512_maskz_loadu_ps((1u << count) - 1, p); }
INLINE void NAME(store_part)(T *p, V v, long count) { _mm512_mask_storeu_ps(p, (1u << count) - 1, (__m512)v); }
#elif VM_BYTES == 64
INLINE V NAME(load_part)(const T *p, long count) { return (V)_mm512_maskz_loadu_pd((1u << count) - 1, p); }
INLINE void NAME(store_part)(T *p, V v, long count) { _mm512_mask_storeu_pd(p, (1u << count) - 1, (__m512d)v); }
#elif VM_BYTES == 32 && IS_F32
INLINE __m256i NAME(first)(long count) { return (__m256i)((I){0, 1, 2, 3, 4, 5, 6, 7} < (INTEGER)count); }
INLINE V NAME(load_part)(const T *p, long count) { return (V)_mm256_maskload_ps(p, NAME(first)(count)); }
INLINE void NAME(store_part)(T *p, V v, long count) { _mm256_maskstore_ps(p, NAME(first)(count), (__m256)v); }
#elif VM_BYTES == 32
INLINE __m256i NAME(first)(long count) { return (__m256i)((I){0, 1, 2, 3} < (INTEGER)count); }
INLINE V NAME(load_part)(const T *p, long count) { return (V)_mm256_maskload_pd(p, NAME(first)(count)); }
INLINE void NAME(store_part)(T *p, V v, long count) { _mm256_maskstore_pd(p, NAME(first)(count), (__m256d)v); }
#else
INLINE V NAME(load_part)(const T *p, long count) {
    V v = {p[0]};
    if (count > 1) v[1] = p[1];
#if IS_F32
    if (count > 2) v[2] = p[2];
    if (count > 3) v[3] = p[3];
#endif
    return v;
}
INLINE void NAME(store_part)(T *p, V v, long count) {
    p[0] = v[0];
    if (count > 1) p[1] = v[1];
#if IS_F32
    if (count > 2) p[2] = v[2];
    if (count > 3) p[3] = v[3];
#endif
}
#endif

// Subtracted, not added, for the sake of −0.
INLINE V NAME(all)(T x) { return x - (V){0}; }

// a where the mask is set, otherwise b.
INLINE V NAME(select)(I mask, V a, V b) { return (V)(((I)a & mask) | ((I)b & ~mask)); }

#if IS_F32
#define MAGIC 0x1.8p23f
#define MANTISSA 23
#define BIAS 127
#define EXP_LEAST -110.0f
#define EXP_LARGEST 100.0f
#define LN2_HIGH 0x1.62e4p-1f
#define LN2_LOW 0x1.7f7d1cp-20f
#define LOG2E 0x1.715476p+0f
#define C(x) x##f
#else
#define MAGIC 0x1.8p52
#define MANTISSA 52
#define BIAS 1023
#define EXP_LEAST -760.0
#define EXP_LARGEST 720.0
#define LN2_HIGH 0x1.62e42fefa38p-1
#define LN2_LOW 0x1.ef35793c7673p-45
#define LOG2E 0x1.71547652b82fep+0
#define C(x) x
#endif

// MARK: Exponential function
//
// x = n·ln 2 + r with |r| ≤ ln 2 / 2; exp(r) − 1 = r + r²·q(r), where q is a minimax polynomial (Remez' algorithm); 2ⁿ as the
// product of two powers, so that neither overflow nor subnormal results need a branch.

// In two parts: q = low + weight·high.
struct NAME(polynomial) {
    V low, weight, high;
};

INLINE struct NAME(polynomial) NAME(q_parts)(V r, V s) {
#if IS_F32
    V even = C(0.041666300671) + s * C(0.0013945448989);
    return (struct NAME(polynomial)){C(0.5000000054) + r * C(0.16666548594), s, even + r * C(0.0083660431362)};
#else
    V a = C(0.50000000000000036078) + r * C(0.16666666666666682286);
    V b = C(0.041666666666591041922) + r * C(0.0083333333333168133733);
    V c = C(0.0013888888927739574978) + r * C(0.00019841269898547397459);
    V d = C(0.000024801509217101193268) + r * C(0.0000027557231693538777455);
    V e = C(0.000000276246537651424117) + r * C(0.000000025113363408949706651);
    V f = s * s;
    return (struct NAME(polynomial)){a + s * b, f, (c + s * d) + f * e};
#endif
}

INLINE V NAME(q)(V r) {
    struct NAME(polynomial) q = NAME(q_parts)(r, r * r);
    return q.low + q.weight * q.high;
}

// n as a number, r, and the two powers of two.
#define REDUCE(x)                                                                                                       \
    V shifted = (x)*LOG2E + MAGIC;                                                                                      \
    V n = shifted - MAGIC;                                                                                              \
    V r = ((x)-n * LN2_HIGH) - n * LN2_LOW;                                                                             \
    V half = n * C(0.5) + MAGIC;                                                                                        \
    V rest = (n - (half - MAGIC)) + MAGIC;                                                                              \
    V scale1 = (V)(((I)half + BIAS) << MANTISSA);                                                                       \
    V scale2 = (V)(((I)rest + BIAS) << MANTISSA);

INLINE V NAME(exp_v)(V x) {
    x = NAME(select)(x < EXP_LEAST, NAME(all)(EXP_LEAST), x);
    x = NAME(select)(x > EXP_LARGEST, NAME(all)(EXP_LARGEST), x);
    REDUCE(x)
    V p = r + (r * r) * NAME(q)(r);
    return ((C(1.0) + p) * scale1) * scale2;
}

INLINE V NAME(expm1_v)(V x) {
    V bounded = NAME(select)(x < -EXP_LARGEST / 2, NAME(all)(-EXP_LARGEST / 2), x);
    bounded = NAME(select)(bounded > EXP_LARGEST, NAME(all)(EXP_LARGEST), bounded);
    REDUCE(bounded)
    V p = r + (r * r) * NAME(q)(r);
    // 1 / scale2, exactly.
    V inverse = (V)((((I)NAME(all)(MAGIC) - (I)rest) + BIAS) << MANTISSA);
    V result = (p * scale1 + (scale1 - inverse)) * scale2;
    // Also keeps the sign of zero.
    return NAME(select)(x == 0, x, result);
}

// MARK: Logarithm
//
// x = 2ᵉ·m with m in [√½, √2); log m = 2·atanh(s) with s = (m − 1) / (m + 1), whose series is summed as a minimax polynomial.

INLINE V NAME(log_v)(V x) {
#if IS_F32
    const INTEGER middle = 0x3f3504f3, infinity = 0x7f800000;
    const T least = 0x1p-126f, grow = 0x1p23f, grown = 23.0f, offset = 0x1p23f;
#else
    const INTEGER middle = 0x3fe6a09e667f3bcd, infinity = 0x7ff0000000000000;
    const T least = 0x1p-1022, grow = 0x1p52, grown = 52.0, offset = 0x1p52;
#endif
    I tiny = x < least;
    V normal = NAME(select)(tiny, x * grow, x);
    // The exponent plus BIAS, at least 0, in the low bits.
    I bits = (I)normal - middle + ((INTEGER)BIAS << MANTISSA);
#if IS_F32
    typedef uint32_t unsigned_lanes __attribute__((vector_size(VM_BYTES)));
#else
    typedef uint64_t unsigned_lanes __attribute__((vector_size(VM_BYTES)));
#endif
    I exponent = (I)((unsigned_lanes)bits >> MANTISSA);
    V e = (V)(exponent | (I)NAME(all)(offset)) - (offset + BIAS);
    e = NAME(select)(tiny, e - grown, e);
    V m = (V)((I)normal - ((exponent - BIAS) << MANTISSA));
    V f = m - C(1.0);
    V s = f / (C(2.0) + f);
    V z = s * s;
#if IS_F32
    V series = z * (C(0.66666776602) + z * (C(0.39977506727) + z * C(0.29872820613)));
#else
    V w = z * z;
    V even = C(0.66666666666667344673) + w * (C(0.28571428742836228732) + w * (C(0.18183567919475350979) + w * C(0.14797107878949967362)));
    V odd = C(0.39999999999413346694) + w * (C(0.22222198514664917664) + w * C(0.15313946127603129765));
    V series = z * (even + z * odd);
#endif
    // log m = f − f²/2 + s·(f²/2 + series): the large part is exact.
    V square = C(0.5) * f * f;
    V result = e * LN2_HIGH - ((square - (s * (square + series) + e * LN2_LOW)) - f);
    result = NAME(select)(x == 0, NAME(all)(-__builtin_inff()), result);
    result = NAME(select)((I)(x < 0) | (I)(x != x), NAME(all)((T)__builtin_nan("")), result);
    return NAME(select)((I)x == infinity, x, result);
}

// MARK: Functions of those

INLINE V NAME(magnitude)(V x) { return (V)((I)x & ~(I)NAME(all)(C(-0.0))); }

INLINE V NAME(with_sign)(V magnitude, V sign) { return (V)((I)magnitude | ((I)sign & (I)NAME(all)(C(-0.0)))); }

// expm1(2|x|) / (expm1(2|x|) + 2); beyond 20 it is 1. Up to there one power of two does.
INLINE V NAME(tanh_v)(V x) {
    V y = NAME(magnitude)(x);
    y = NAME(select)(y > C(20.0), NAME(all)(C(20.0)), y);
    y += y;
    V shifted = y * LOG2E + MAGIC;
    V n = shifted - MAGIC;
    V r = (y - n * LN2_HIGH) - n * LN2_LOW;
    V scale = (V)(((I)shifted + BIAS) << MANTISSA);
    V p = r + (r * r) * NAME(q)(r);
    V e = p * scale + (scale - C(1.0));
    return NAME(with_sign)(e / (e + C(2.0)), x);
}

// With exp(−|x|), which cannot overflow, so that small values are accurate too.
INLINE V NAME(sigmoid_v)(V x) {
    V e = NAME(exp_v)(-NAME(magnitude)(x));
    return NAME(select)(x < 0, e, NAME(all)(C(1.0))) / (C(1.0) + e);
}

INLINE V NAME(silu_v)(V x) {
    V result = x * NAME(sigmoid_v)(x);
    // −∞ times 0.
    return NAME(select)(x == -__builtin_inff(), NAME(all)(C(-0.0)), result);
}

// log(1 + e) for e in [0, 1], e tiny included: a correction takes back the rounding of 1 + e.
INLINE V NAME(log1p_v)(V e) {
    V u = C(1.0) + e;
    return NAME(log_v)(u) + (e - (u - C(1.0))) / u;
}

INLINE V NAME(softplus_v)(V x) {
    V positive = NAME(select)(x > 0, x, x * 0);
    V result = positive + NAME(log1p_v)(NAME(exp_v)(-NAME(magnitude)(x)));
    // ∞ times 0.
    result = NAME(select)(x == __builtin_inff(), x, result);
    return NAME(select)(x == -__builtin_inff(), NAME(all)(C(0.0)), result);
}

INLINE V NAME(elu_v)(V x, T alpha) { return NAME(select)(x > 0, x, alpha * NAME(expm1_v)(x)); }

// NaN stays NaN, and zero what it is times the slope.
INLINE V NAME(leaky_v)(V x, T slope) { return NAME(select)(x > 0, x, slope == 0 ? NAME(select)(x <= 0, (V){0}, x) : slope * x); }

// MARK: Loops

#define MAP(NAME_, EXPRESSION)                                                                                          \
    static void NAME(NAME_)(long n, const T *x, T *y) {                                                                 \
        long i = 0;                                                                                                     \
        for (; i + LANES <= n; i += LANES) {                                                                            \
            V v = NAME(load)(x + i);                                                                                    \
            NAME(store)(y + i, EXPRESSION);                                                                             \
        }                                                                                                               \
        if (i < n) {                                                                                                    \
            V v = NAME(load_part)(x + i, n - i);                                                                        \
            NAME(store_part)(y + i, EXPRESSION, n - i);                                                                 \
        }                                                                                                               \
    }

MAP(exp, NAME(exp_v)(v))
MAP(expm1, NAME(expm1_v)(v))
MAP(log, NAME(log_v)(v))
MAP(tanh, NAME(tanh_v)(v))
MAP(sigmoid, NAME(sigmoid_v)(v))
MAP(silu, NAME(silu_v)(v))
MAP(softplus, NAME(softplus_v)(v))

static int NAME(all_finite)(long n, const T *x) {
    // What is no finite number leaves NaN when it is taken from itself.
    V a = {0}, b = {0};
    long i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        V u = NAME(load)(x + i), v = NAME(load)(x + i + LANES);
        a += u - u;
        b += v - v;
    }
    a += b;
    T sum = 0;
    for (long j = 0; j < LANES; j++) sum += a[j];
    for (; i < n; i++) sum += x[i] - x[i];
    return sum == 0;
}

static T NAME(add_magnitudes)(long n, T scale, const T *x, T *sums) {
    V a = {0}, b = {0};
    long i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        V u = NAME(load)(x + i), v = NAME(load)(x + i + LANES);
        u = NAME(magnitude)(u) * scale;
        v = NAME(magnitude)(v) * scale;
        NAME(store)(sums + i, NAME(load)(sums + i) + u);
        NAME(store)(sums + i + LANES, NAME(load)(sums + i + LANES) + v);
        a += u;
        b += v;
    }
    a += b;
    T sum = 0;
    for (long j = 0; j < LANES; j++) sum += a[j];
    for (; i < n; i++) {
        T size = (x[i] < 0 ? -x[i] : x[i]) * scale;
        sums[i] += size;
        sum += size;
    }
    return sum;
}

// A row that is no whole number of vectors ends in a part of one. Where rows have no gaps and are short, the bias comes first
// and the function then runs over all of them at once.
#define BIAS_MAP(NAME_, EXPRESSION)                                                                                     \
    static void NAME(bias_##NAME_)(long rows, long columns, long stride, const T *bias, T parameter, T *z) {            \
        (void)parameter;                                                                                                \
        if (columns % LANES != 0 && columns < 4 * LANES && stride == columns) {                                         \
            for (long i = 0; i < rows; i++)                                                                             \
                for (long j = 0; j < columns; j++) z[i * columns + j] += bias[j];                                       \
            long n = rows * columns, i = 0;                                                                             \
            for (; i + LANES <= n; i += LANES) {                                                                        \
                V v = NAME(load)(z + i);                                                                                \
                NAME(store)(z + i, EXPRESSION);                                                                         \
            }                                                                                                           \
            if (i < n) {                                                                                                \
                V v = NAME(load_part)(z + i, n - i);                                                                    \
                NAME(store_part)(z + i, EXPRESSION, n - i);                                                             \
            }                                                                                                           \
            return;                                                                                                     \
        }                                                                                                               \
        for (long i = 0; i < rows; i++, z += stride) {                                                                  \
            long j = 0;                                                                                                 \
            for (; j + LANES <= columns; j += LANES) {                                                                  \
                V v = NAME(load)(z + j) + NAME(load)(bias + j);                                                         \
                NAME(store)(z + j, EXPRESSION);                                                                         \
            }                                                                                                           \
            if (j < columns) {                                                                                          \
                V v = NAME(load_part)(z + j, columns - j) + NAME(load_part)(bias + j, columns - j);                     \
                NAME(store_part)(z + j, EXPRESSION, columns - j);                                                       \
            }                                                                                                           \
        }                                                                                                               \
    }

BIAS_MAP(identity, v)
BIAS_MAP(leaky, NAME(leaky_v)(v, parameter))
BIAS_MAP(elu, NAME(elu_v)(v, parameter))
BIAS_MAP(sigmoid, NAME(sigmoid_v)(v))
BIAS_MAP(tanh, NAME(tanh_v)(v))
BIAS_MAP(softplus, NAME(softplus_v)(v))

#define SLOPE(NAME_, EXPRESSION)                                                                                        \
    static void NAME(slope_##NAME_)(long n, const T *values, T parameter, T *delta) {                                   \
        (void)parameter;                                                                                                \
        long i = 0;                                                                                                     \
        for (; i + LANES <= n; i += LANES) {                                                                            \
            V a = NAME(load)(values + i), d = NAME(load)(delta + i);                                                    \
            NAME(store)(delta + i, EXPRESSION);                                                                         \
        }                                                                                                               \
        if (i < n) {                                                                                                    \
            V a = NAME(load_part)(values + i, n - i), d = NAME(load_part)(delta + i, n - i);                            \
            NAME(store_part)(delta + i, EXPRESSION, n - i);                                                             \
        }                                                                                                               \
    }

INLINE V NAME(silu_slope_v)(V z) {
    V s = NAME(sigmoid_v)(z);
    return s * (C(1.0) + z * (C(1.0) - s));
}

SLOPE(leaky, NAME(select)(a > 0, d, parameter == 0 ? (V){0} : parameter * d))
SLOPE(elu, NAME(select)(a > 0, d, d * (a + parameter)))
SLOPE(sigmoid, d * (a * (C(1.0) - a)))
SLOPE(tanh, d * (C(1.0) - a * a))
SLOPE(softplus, -d * NAME(expm1_v)(-a))
SLOPE(silu, d * NAME(silu_slope_v)(a))

static void NAME(column_sums)(long rows, long columns, long stride, const T *x, T *sums) {
    long j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
        V a = {0}, b = {0}, c = {0}, d = {0};
        const T *p = x + j;
        for (long i = 0; i < rows; i++, p += stride) {
            a += NAME(load)(p);
            b += NAME(load)(p + LANES);
            c += NAME(load)(p + 2 * LANES);
            d += NAME(load)(p + 3 * LANES);
        }
        NAME(store)(sums + j, a);
        NAME(store)(sums + j + LANES, b);
        NAME(store)(sums + j + 2 * LANES, c);
        NAME(store)(sums + j + 3 * LANES, d);
    }
    for (; j + LANES <= columns; j += LANES) {
        V a = {0};
        const T *p = x + j;
        for (long i = 0; i < rows; i++, p += stride) a += NAME(load)(p);
        NAME(store)(sums + j, a);
    }
    if (j < columns) {
        V a = {0};
        const T *p = x + j;
        for (long i = 0; i < rows; i++, p += stride) a += NAME(load_part)(p, columns - j);
        NAME(store_part)(sums + j, a, columns - j);
    }
}

// MARK: Softmax

INLINE T NAME(sum_lanes)(V v) {
    T sum = 0;
    for (long i = 0; i < LANES; i++) sum += v[i];
    return sum;
}

// The largest entry of a row, the first one if that is NaN; the exponentials of the differences from it go to y, their sum back.
INLINE T NAME(exponentials)(long columns, const T *x, T *y, T *largest) {
    T most = x[0];
    for (long j = 1; j < columns; j++) most = x[j] > most ? x[j] : most;
    *largest = most;
    V sum = {0};
    long j = 0;
    for (; j + LANES <= columns; j += LANES) {
        V e = NAME(exp_v)(NAME(load)(x + j) - most);
        NAME(store)(y + j, e);
        sum += e;
    }
    T total = NAME(sum_lanes)(sum);
    if (j < columns) {
        V e = NAME(exp_v)(NAME(load_part)(x + j, columns - j) - most);
        for (long k = 0; k < columns - j; k++) {
            y[j + k] = e[k];
            total += e[k];
        }
    }
    return total;
}

static void NAME(softmax)(long rows, long columns, long stride, T *z) {
    if (columns == 0) return;
    for (long i = 0; i < rows; i++, z += stride) {
        T largest, sum = NAME(exponentials)(columns, z, z, &largest);
        for (long j = 0; j < columns; j++) z[j] /= sum;
    }
}

// The same for a few columns: each row in a lane of its own, so that no sum or maximum runs across a vector.
static T NAME(narrow_cross_entropy)(
    long rows, long columns, const T *logits, const T *targets, long stride, T divisor, T *delta) {
    T x[LANES][LANES], t[LANES][LANES], inverse = 1 / divisor;
    V loss = {0};
    for (; rows > 0; rows -= LANES, logits += LANES * columns, targets += LANES * stride, delta += LANES * columns) {
        long count = rows < LANES ? rows : LANES;
        if (count < LANES) memset(x, 0, sizeof x), memset(t, 0, sizeof t);
        for (long i = 0; i < count; i++)
            for (long j = 0; j < columns; j++) x[j][i] = logits[i * columns + j], t[j][i] = targets[i * stride + j];
        V most = NAME(load)(x[0]), sum = {0}, weight = {0}, terms = {0};
        I counts = {0};
        for (long j = 1; j < columns; j++) {
            V v = NAME(load)(x[j]);
            most = NAME(select)(v > most, v, most);
        }
        for (long j = 0; j < columns; j++) {
            V target = NAME(load)(t[j]), shifted = NAME(load)(x[j]) - most, e = NAME(exp_v)(shifted);
            NAME(store)(x[j], e);
            sum += e;
            weight += target;
            counts |= target != 0;
            terms += NAME(select)(target != 0, target * shifted, (V){0});
        }
        V factor = weight / (sum * divisor);
        // Targets of zero times an infinite logarithm would be NaN.
        loss += NAME(select)(counts, weight * NAME(log_v)(sum), (V){0}) - terms;
        for (long j = 0; j < columns; j++)
            NAME(store)(x[j], NAME(load)(x[j]) * factor - NAME(load)(t[j]) * inverse);
        for (long i = 0; i < count; i++)
            for (long j = 0; j < columns; j++) delta[i * columns + j] = x[j][i];
    }
    return NAME(sum_lanes)(loss);
}

static T NAME(softmax_cross_entropy)(
    long rows, long columns, const T *logits, const T *targets, long stride, T divisor, T *delta) {
    T loss = 0;
    if (columns == 0) return loss;
    if (columns <= LANES) return NAME(narrow_cross_entropy)(rows, columns, logits, targets, stride, divisor, delta);
    for (long i = 0; i < rows; i++, logits += columns, targets += stride, delta += columns) {
        T largest, sum = NAME(exponentials)(columns, logits, delta, &largest), weight = 0;
        V logarithm = NAME(log_v)(NAME(all)(sum));
        for (long j = 0; j < columns; j++) {
            weight += targets[j];
            // A target of zero times an infinite logarithm would be NaN.
            if (targets[j] != 0) loss += targets[j] * (logarithm[0] - (logits[j] - largest));
        }
        T factor = weight / (sum * divisor), inverse = 1 / divisor;
        for (long j = 0; j < columns; j++) delta[j] = delta[j] * factor - targets[j] * inverse;
    }
    return loss;
}

static T NAME(squared_error)(long n, const T *predictions, const T *targets, T divisor, T *delta) {
    V sum = {0};
    long i = 0;
    for (; i + LANES <= n; i += LANES) {
        V d = NAME(load)(predictions + i) - NAME(load)(targets + i);
        NAME(store)(delta + i, 2 * d / divisor);
        sum += d * d;
    }
    T total = NAME(sum_lanes)(sum);
    for (; i < n; i++) {
        T d = predictions[i] - targets[i];
        delta[i] = 2 * d / divisor;
        total += d * d;
    }
    return total;
}

// MARK: Optimizers

INLINE V NAME(root)(V v) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return __builtin_elementwise_sqrt(v);
#else
    for (long i = 0; i < LANES; i++) v[i] = IS_F32 ? __builtin_sqrtf(v[i]) : __builtin_sqrt(v[i]);
    return v;
#endif
}

// BODY uses LOAD(x) and STORE(x, v), for whole vectors and then for a part of one.
#define LOAD_WHOLE(x) NAME(load)((x) + i)
#define STORE_WHOLE(x, v) NAME(store)((x) + i, v)
#define LOAD_PART(x) NAME(load_part)((x) + i, n - i)
#define STORE_PART(x, v) NAME(store_part)((x) + i, v, n - i)
#define PASS(BODY)                                                                                                      \
    long i = 0;                                                                                                         \
    for (; i + LANES <= n; i += LANES) BODY(LOAD_WHOLE, STORE_WHOLE)                                                    \
    if (i < n) BODY(LOAD_PART, STORE_PART)

static void NAME(sgd)(long n, T rate, T decay, const T *g, T *p) {
#define BODY(LOAD, STORE)                                                                                               \
    {                                                                                                                   \
        V old = LOAD(p);                                                                                                \
        STORE(p, old - rate * (LOAD(g) + decay * old));                                                                 \
    }
#define PLAIN(LOAD, STORE) STORE(p, LOAD(p) - rate * LOAD(g));
    if (decay == 0) {
        PASS(PLAIN)
    } else {
        PASS(BODY)
    }
#undef BODY
#undef PLAIN
}

static void NAME(momentum)(long n, T rate, T decay, T momentum, int nesterov, const T *g, T *p, T *m) {
#define BODY(LOAD, STORE)                                                                                               \
    {                                                                                                                   \
        V old = LOAD(p), slope = LOAD(g) + decay * old, velocity = momentum * LOAD(m) + slope;                          \
        STORE(m, velocity);                                                                                             \
        STORE(p, old - rate * (nesterov ? slope + momentum * velocity : velocity));                                     \
    }
    PASS(BODY)
#undef BODY
}

static void NAME(adam)(
    long n, T step, T decay, T keep, T beta1, T beta2, T root, T epsilon, const T *g, T *p, T *m, T *v) {
    // One division less for each vector.
    T inverse = 1 / root;
#define BODY(LOAD, STORE)                                                                                               \
    {                                                                                                                   \
        V old = LOAD(p), slope = LOAD(g) + decay * old;                                                                 \
        V first = beta1 * LOAD(m) + (1 - beta1) * slope;                                                                \
        V second = beta2 * LOAD(v) + (1 - beta2) * slope * slope;                                                       \
        STORE(m, first);                                                                                                \
        STORE(v, second);                                                                                               \
        STORE(p, keep * old - step * first / (NAME(root)(second) * inverse + epsilon));                                    \
    }
    PASS(BODY)
#undef BODY
}

// With old 1 and new_ 1 this is Adagrad.
static void NAME(rmsprop)(long n, T rate, T decay, T old, T new_, T epsilon, const T *g, T *p, T *v) {
#define BODY(LOAD, STORE)                                                                                               \
    {                                                                                                                   \
        V before = LOAD(p), slope = LOAD(g) + decay * before;                                                           \
        V square = old * LOAD(v) + new_ * slope * slope;                                                                \
        STORE(v, square);                                                                                               \
        STORE(p, before - rate * slope / (NAME(root)(square) + epsilon));                                               \
    }
    PASS(BODY)
#undef BODY
}

#include "tiny.h"

#undef V
#undef I
#undef LANES
#undef INLINE
#undef MAGIC
#undef MANTISSA
#undef BIAS
#undef EXP_LEAST
#undef EXP_LARGEST
#undef LN2_HIGH
#undef LN2_LOW
#undef LOG2E
#undef C
#undef REDUCE
#undef MAP
#undef BIAS_MAP
#undef SLOPE
#undef LOAD_WHOLE
#undef STORE_WHOLE
#undef LOAD_PART
#undef STORE_PART
#undef PASS
