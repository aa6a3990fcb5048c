// The notebook's network by hand.

#include "CContenders.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "targets.h"

typedef struct {
    double w1[3][5], b1[3], w2[5][3], b2[5], w3[4][5], b3[4];
} notebook;

/// One step: each sum in the order in which it reads, each layer's deltas used for its update at once.
static double step(notebook *restrict n, double rate, const double *restrict x, const double *restrict y) {
    double a1[3], a2[5], d1[3], d2[5], d3[4], loss = 0;
    for (int i = 0; i < 3; i++) {
        double z = 0;
        for (int j = 0; j < 5; j++) z += n->w1[i][j] * x[j];
        z += n->b1[i];
        a1[i] = z > 0 ? z : 0.1 * z;
    }
    for (int i = 0; i < 5; i++) {
        double z = 0;
        for (int j = 0; j < 3; j++) z += n->w2[i][j] * a1[j];
        a2[i] = 1 / (1 + exp(-(z + n->b2[i])));
    }
    for (int j = 0; j < 5; j++) d2[j] = 0;
    for (int i = 0; i < 4; i++) {
        double z = 0;
        for (int j = 0; j < 5; j++) z += n->w3[i][j] * a2[j];
        const double a = 1 / (1 + exp(-(z + n->b3[i]))), difference = a - y[i];
        loss += difference * difference;
        d3[i] = 2 * difference / 4 * (a * (1 - a));
        for (int j = 0; j < 5; j++) d2[j] += n->w3[i][j] * d3[i];
        for (int j = 0; j < 5; j++) n->w3[i][j] -= rate * (d3[i] * a2[j]);
        n->b3[i] -= rate * d3[i];
    }
    for (int j = 0; j < 3; j++) d1[j] = 0;
    for (int i = 0; i < 5; i++) {
        d2[i] *= a2[i] * (1 - a2[i]);
        for (int j = 0; j < 3; j++) d1[j] += n->w2[i][j] * d2[i];
        for (int j = 0; j < 3; j++) n->w2[i][j] -= rate * (d2[i] * a1[j]);
        n->b2[i] -= rate * d2[i];
    }
    for (int i = 0; i < 3; i++) {
        d1[i] = a1[i] > 0 ? d1[i] : 0.1 * d1[i];
        for (int j = 0; j < 5; j++) n->w1[i][j] -= rate * (d1[i] * x[j]);
        n->b1[i] -= rate * d1[i];
    }
    return loss / 4;
}

double contenders_notebook_strict(long steps, double rate, const double *x, const double *y, double *parameters) {
    notebook n;
    memcpy(&n, parameters, sizeof n);
    double loss = 0;
    for (long i = 0; i < steps; i++) loss = step(&n, rate, x, y);
    memcpy(parameters, &n, sizeof n);
    return loss;
}

// A layer's outputs are the lanes of one vector, its weights one vector an input, with zeros in the lanes that are left
// over: all parameters are sixteen vectors.

typedef double lanes __attribute__((vector_size(64)));
typedef int64_t bits __attribute__((vector_size(64)));

#define FMA(A, B, C) __builtin_elementwise_fma(A, B, C)
#define ALL(X) ((lanes){X, X, X, X, X, X, X, X})

// exp(x) = 2^k · exp(r) with |r| ≤ ln 2 / 2, by Taylor's series to r^13; adding 3·2^51 rounds to k, which then stands in the
// lowest bits. For |x| below 700.
#define EXP(X, RESULT)                                                                                                   \
    do {                                                                                                                 \
        const lanes shifted = FMA(X, ALL(0x1.71547652b82fep0), ALL(0x1.8p52)), k = shifted - ALL(0x1.8p52);              \
        const lanes r = FMA(k, ALL(-0x1.abc9e3b39803fp-56), FMA(k, ALL(-0x1.62e42fefa39efp-1), X));                      \
        lanes p = ALL(1.0 / 6227020800);                                                                                 \
        p = FMA(p, r, ALL(1.0 / 479001600)), p = FMA(p, r, ALL(1.0 / 39916800)), p = FMA(p, r, ALL(1.0 / 3628800));      \
        p = FMA(p, r, ALL(1.0 / 362880)), p = FMA(p, r, ALL(1.0 / 40320)), p = FMA(p, r, ALL(1.0 / 5040));               \
        p = FMA(p, r, ALL(1.0 / 720)), p = FMA(p, r, ALL(1.0 / 120)), p = FMA(p, r, ALL(1.0 / 24));                      \
        p = FMA(p, r, ALL(1.0 / 6)), p = FMA(p, r, ALL(0.5)), p = FMA(p, r, ALL(1.0)), p = FMA(p, r, ALL(1.0));          \
        (RESULT) = (lanes)((bits)p + ((bits)shifted << 52));                                                             \
    } while (0)

#define SIGMOID(Z, RESULT)                                                                                               \
    do {                                                                                                                 \
        lanes power;                                                                                                     \
        EXP(-(Z), power);                                                                                                \
        (RESULT) = ALL(1.0) / (ALL(1.0) + power);                                                                        \
    } while (0)

/// The sum of the first five lanes.
#define SUM5(V) (((V)[0] + (V)[1]) + ((V)[2] + (V)[3]) + (V)[4])

#define VECTOR_STEPS(NAME, TARGET)                                                                                       \
    TARGET static double NAME(long steps, double rate, const double *x, const double *y, double *parameters) {           \
        notebook n;                                                                                                      \
        memcpy(&n, parameters, sizeof n);                                                                                \
        lanes w1[5], b1 = {0}, w2[3], b2 = {0}, w3[5], b3 = {0}, target = {0};                                           \
        memset(w1, 0, sizeof w1), memset(w2, 0, sizeof w2), memset(w3, 0, sizeof w3);                                    \
        for (int i = 0; i < 3; i++) b1[i] = n.b1[i];                                                                     \
        for (int i = 0; i < 5; i++) b2[i] = n.b2[i];                                                                     \
        for (int i = 0; i < 4; i++) b3[i] = n.b3[i], target[i] = y[i];                                                   \
        for (int j = 0; j < 5; j++) {                                                                                    \
            for (int i = 0; i < 3; i++) w1[j][i] = n.w1[i][j];                                                           \
            for (int i = 0; i < 4; i++) w3[j][i] = n.w3[i][j];                                                           \
        }                                                                                                                \
        for (int j = 0; j < 3; j++)                                                                                      \
            for (int i = 0; i < 5; i++) w2[j][i] = n.w2[i][j];                                                           \
        const lanes used = {1, 1, 1, 1, 0, 0, 0, 0};                                                                     \
        double loss = 0;                                                                                                 \
        for (long s = 0; s < steps; s++) {                                                                               \
            lanes a1 = b1, a2 = b2, a3 = b3;                                                                             \
            for (int j = 0; j < 5; j++) a1 = FMA(w1[j], ALL(x[j]), a1);                                                  \
            const bits positive = a1 > ALL(0.0);                                                                         \
            const lanes slope = (lanes)(((bits)ALL(1.0) & positive) | ((bits)ALL(0.1) & ~positive));                     \
            a1 *= slope;                                                                                                 \
            for (int j = 0; j < 3; j++) a2 = FMA(w2[j], ALL(a1[j]), a2);                                                 \
            SIGMOID(a2, a2);                                                                                             \
            for (int j = 0; j < 5; j++) a3 = FMA(w3[j], ALL(a2[j]), a3);                                                 \
            SIGMOID(a3, a3);                                                                                             \
            const lanes difference = (a3 - target) * used, square = difference * difference;                             \
            loss = SUM5(square) / 4;                                                                                     \
            const lanes d3 = ALL(0.5) * difference * (a3 * (ALL(1.0) - a3));                                             \
            lanes d2 = {0}, d1 = {0};                                                                                    \
            for (int j = 0; j < 5; j++) {                                                                                \
                const lanes part = w3[j] * d3;                                                                           \
                d2[j] = (part[0] + part[1]) + (part[2] + part[3]);                                                       \
            }                                                                                                            \
            d2 *= a2 * (ALL(1.0) - a2);                                                                                  \
            for (int j = 0; j < 3; j++) {                                                                                \
                const lanes part = w2[j] * d2;                                                                           \
                d1[j] = SUM5(part);                                                                                      \
            }                                                                                                            \
            d1 *= slope;                                                                                                 \
            const lanes r3 = ALL(-rate) * d3, r2 = ALL(-rate) * d2, r1 = ALL(-rate) * d1;                                \
            for (int j = 0; j < 5; j++) {                                                                                \
                w3[j] = FMA(r3, ALL(a2[j]), w3[j]);                                                                      \
                w1[j] = FMA(r1, ALL(x[j]), w1[j]);                                                                       \
            }                                                                                                            \
            for (int j = 0; j < 3; j++) w2[j] = FMA(r2, ALL(a1[j]), w2[j]);                                              \
            b3 += r3, b2 += r2, b1 += r1;                                                                                \
        }                                                                                                                \
        for (int i = 0; i < 3; i++) n.b1[i] = b1[i];                                                                     \
        for (int i = 0; i < 5; i++) n.b2[i] = b2[i];                                                                     \
        for (int i = 0; i < 4; i++) n.b3[i] = b3[i];                                                                     \
        for (int j = 0; j < 5; j++) {                                                                                    \
            for (int i = 0; i < 3; i++) n.w1[i][j] = w1[j][i];                                                           \
            for (int i = 0; i < 4; i++) n.w3[i][j] = w3[j][i];                                                           \
        }                                                                                                                \
        for (int j = 0; j < 3; j++)                                                                                      \
            for (int i = 0; i < 5; i++) n.w2[i][j] = w2[j][i];                                                           \
        memcpy(parameters, &n, sizeof n);                                                                                \
        return loss;                                                                                                     \
    }

VECTOR_STEPS(vector_baseline, )
#if CONTENDERS_X86
VECTOR_STEPS(vector_avx2, AVX2)
VECTOR_STEPS(vector_avx512, AVX512)
#endif

double contenders_notebook_vector(long steps, double rate, const double *x, const double *y, double *parameters) {
    return DISPATCH(vector)(steps, rate, x, y, parameters);
}
