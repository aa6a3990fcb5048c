// Steps on one sample each of a network whose layers have at most 64 bytes of inputs and of outputs. Included by kernels.h.
//
// A layer is one vector, in pieces where the processor's are shorter. Forward goes by columns and back by rows of the weights,
// so that no sum runs across a vector; hence there are two copies of them. An entry is spread over a vector within registers,
// which is sooner than to store and load it. Loops are written out up to the width, and left after the last entry: counting
// took a fifth of the step.

#if VM_BYTES == 64
// Half a vector holds most such layers, and is sooner there.
static double NAME(tiny_steps)(
    long samples, long layers, const long *shape, const T *slopes, T rate, const T *x, long x_stride, const T *y,
    long y_stride, T *memory) {
    return vm_table_avx2.NAME(tiny_steps)(
        samples, layers, shape, slopes, rate, x, x_stride, y, y_stride, memory);
}
#else

#define PIECES (64 / VM_BYTES)
#define WIDTH ((long)(64 / sizeof(T)))
#define EACH(pieces) _Pragma("clang loop unroll(full)") for (long k = 0; k < (pieces); k++)

// BODY(i) for each i below the count, which is at least 1.
#define STEP(i, count, BODY)                                                                                            \
    if ((count) == i) break;                                                                                            \
    BODY(i)
#if IS_F32
#define STEPS_BEYOND_8(count, BODY)                                                                                     \
    STEP(8, count, BODY) STEP(9, count, BODY) STEP(10, count, BODY) STEP(11, count, BODY)                               \
    STEP(12, count, BODY) STEP(13, count, BODY) STEP(14, count, BODY) STEP(15, count, BODY)
#define TINY_BOUND 87.0f
#else
#define STEPS_BEYOND_8(count, BODY)
#define TINY_BOUND 708.0
#endif
#define UP_TO(count, BODY)                                                                                              \
    do {                                                                                                                \
        BODY(0)                                                                                                         \
        STEP(1, count, BODY) STEP(2, count, BODY) STEP(3, count, BODY) STEP(4, count, BODY)                             \
        STEP(5, count, BODY) STEP(6, count, BODY) STEP(7, count, BODY) STEPS_BEYOND_8(count, BODY)                      \
    } while (0)

// Entry i of the pieces v in all lanes.
#if VM_BYTES == 32 && IS_F32
#define SPREAD(a, b, i) __builtin_shufflevector(a, b, i, i, i, i, i, i, i, i)
#elif VM_BYTES == 32 || IS_F32
#define SPREAD(a, b, i) __builtin_shufflevector(a, b, i, i, i, i)
#else
#define SPREAD(a, b, i) __builtin_shufflevector(a, b, i, i)
#endif
#define ENTRY(v, i) SPREAD((v)[(i) / LANES], (v)[(i) / LANES], (i) % LANES)

// The first `count` lanes, zeros in the others.
INLINE V NAME(load_some)(const T *p, long count) {
    return count >= LANES ? NAME(load)(p) : count > 0 ? NAME(load_part)(p, count) : (V){0};
}

// 1 / (1 + exp(−z)), summed so that little is left to do once the slowest part of the polynomial is there; with z bounded so
// that one power of two does: what lies beyond differs from 0 and 1 by less than 4e-38 in float and 4e-308 in double.
INLINE V NAME(tiny_sigmoid)(V z) {
    V most = NAME(all)(TINY_BOUND);
    z = NAME(select)(z > most, most, z);
    z = NAME(select)(z < -most, -most, z);
    V shifted = MAGIC - z * LOG2E;
    V n = shifted - MAGIC;
    V low = n * LN2_LOW;
    V r = (-z - n * LN2_HIGH) - low;
    V scale = (V)(((I)shifted + BIAS) << MANTISSA);
    V square = r * r, rise = square * scale;
    struct NAME(polynomial) q = NAME(q_parts)(r, square);
    return C(1.0) / ((((C(1.0) + scale) + r * scale) + rise * q.low) + (rise * q.weight) * q.high);
}

INLINE V NAME(activate)(V z, long kind, T slope) {
    switch (kind) {
    case 1: return NAME(leaky_v)(z, slope);
    case 2: return NAME(tiny_sigmoid)(z);
    case 3: return NAME(tanh_v)(z);
    default: return z;
    }
}

INLINE V NAME(slope_of)(V a, long kind, T slope) {
    switch (kind) {
    case 1: return NAME(select)(a > 0, NAME(all)(C(1.0)), NAME(all)(slope));
    case 2: return a * (C(1.0) - a);
    case 3: return C(1.0) - a * a;
    default: return NAME(all)(C(1.0));
    }
}

// From a layer's inputs in `values` to its outputs there. The lanes beyond the outputs become zero, whatever they were.
INLINE void NAME(tiny_forward)(
    long pieces, long inputs, long outputs, long kind, T slope, T *columns, V *values) {
    T *bias = columns + (inputs + outputs) * WIDTH, *mask = bias + WIDTH, *output = mask + WIDTH;
    V x[PIECES], sum[2][PIECES];
    EACH(PIECES) x[k] = values[k];
    EACH(pieces) {
        sum[0][k] = NAME(load)(bias + k * LANES);
        sum[1][k] = (V){0};
    }
#define BODY(j)                                                                                                         \
    {                                                                                                                   \
        V entry = ENTRY(x, j);                                                                                          \
        EACH(pieces) sum[j & 1][k] += entry * NAME(load)(columns + j * WIDTH + k * LANES);                              \
    }
    UP_TO(inputs, BODY);
#undef BODY
    EACH(pieces) {
        V a = NAME(activate)(sum[0][k] + sum[1][k], kind, slope);
        values[k] = (V)((I)a & (I)NAME(load)(mask + k * LANES));
        NAME(store)(output + k * LANES, values[k]);
    }
}

// From a layer's outputs in `values`, and the loss's derivative by them over `factor` in `slope`, to that by its inputs; updates
// the layer. Both copies of a weight take the same product off, so that they stay the same to the last bit. Nobody asks for the
// derivative by the first layer's inputs, nor for the weights by rows, of which it is made.
INLINE void NAME(tiny_back)(
    int is_first, long input_pieces, long pieces, long inputs, long outputs, long kind, T parameter, T factor, T rate,
    T *columns, V *values, V *slope) {
    T *rows = columns + inputs * WIDTH, *bias = rows + outputs * WIDTH;
    const T *input = columns - WIDTH;
    V d[PIECES], back[2][PIECES], x[PIECES], scaled[PIECES];
    EACH(pieces) {
        d[k] = slope[k] * (factor * NAME(slope_of)(values[k], kind, parameter));
        NAME(store)(bias + k * LANES, NAME(load)(bias + k * LANES) - rate * d[k]);
    }
    EACH(input_pieces) {
        back[0][k] = back[1][k] = (V){0};
        x[k] = NAME(load)(input + k * LANES);
        // Not the derivatives, for which the next step waits.
        scaled[k] = rate * x[k];
    }
#define BODY(i)                                                                                                         \
    {                                                                                                                   \
        V entry = ENTRY(d, i);                                                                                          \
        EACH(input_pieces) {                                                                                            \
            T *row = rows + i * WIDTH + k * LANES;                                                                      \
            V w = NAME(load)(row);                                                                                      \
            back[i & 1][k] += entry * w;                                                                                \
            NAME(store)(row, w - entry * scaled[k]);                                                                    \
        }                                                                                                               \
    }
    if (!is_first) UP_TO(outputs, BODY);
#undef BODY
#define BODY(j)                                                                                                         \
    {                                                                                                                   \
        V entry = ENTRY(scaled, j);                                                                                     \
        EACH(pieces) {                                                                                                  \
            T *column = columns + j * WIDTH + k * LANES;                                                                \
            NAME(store)(column, NAME(load)(column) - entry * d[k]);                                                     \
        }                                                                                                               \
    }
    UP_TO(inputs, BODY);
#undef BODY
    EACH(input_pieces) {
        slope[k] = back[0][k] + back[1][k];
        values[k] = x[k];
    }
}

INLINE T NAME(tiny_step)(
    long layers, const long *shape, const T *slopes, T rate, const T *x, const T *y, T *memory) {
    V values[PIECES];
    EACH(PIECES) {
        values[k] = NAME(load_some)(x + k * LANES, shape[0] - k * LANES);
        NAME(store)(memory + k * LANES, values[k]);
    }
    T *layer = memory + WIDTH;
    for (long l = 0; l < layers; l++) {
        long inputs = shape[3 * l], outputs = shape[3 * l + 1], kind = shape[3 * l + 2];
        if (outputs <= LANES)
            NAME(tiny_forward)(1, inputs, outputs, kind, slopes[l], layer, values);
        else
            NAME(tiny_forward)(PIECES, inputs, outputs, kind, slopes[l], layer, values);
        layer += (inputs + outputs + 3) * WIDTH;
    }

    long count = shape[3 * layers - 2];
    T inverse = 1 / (T)count, factor = 2 * inverse;
    V slope[PIECES], squares = {0};
    EACH(PIECES) {
        V difference = k * LANES < count ? values[k] - NAME(load_some)(y + k * LANES, count - k * LANES) : (V){0};
        slope[k] = difference;
        squares += difference * difference;
    }

    for (long l = layers - 1; l >= 0; l--) {
        long inputs = shape[3 * l], outputs = shape[3 * l + 1], kind = shape[3 * l + 2];
        layer -= (inputs + outputs + 3) * WIDTH;
#define BACK(input_pieces, pieces)                                                                                      \
    NAME(tiny_back)(l == 0, input_pieces, pieces, inputs, outputs, kind, slopes[l], factor, rate, layer, values, slope)
        if (inputs <= LANES && outputs <= LANES)
            BACK(1, 1);
        else if (inputs <= LANES)
            BACK(1, PIECES);
        else if (outputs <= LANES)
            BACK(PIECES, 1);
        else
            BACK(PIECES, PIECES);
#undef BACK
        factor = 1;
    }
    return NAME(sum_lanes)(squares) * inverse;
}

static double NAME(tiny_steps)(
    long samples, long layers, const long *shape, const T *slopes, T rate, const T *x, long x_stride, const T *y,
    long y_stride, T *memory) {
    double sum = 0;
    for (long s = 0; s < samples; s++)
        sum += NAME(tiny_step)(layers, shape, slopes, rate, x + s * x_stride, y + s * y_stride, memory);
    return sum;
}

#undef PIECES
#undef WIDTH
#undef EACH
#undef STEP
#undef STEPS_BEYOND_8
#undef TINY_BOUND
#undef UP_TO
#undef SPREAD
#undef ENTRY
#endif
