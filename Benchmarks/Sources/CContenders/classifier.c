// A classifier of 4-32-32-3 by hand: batches of 32, tanh, softmax cross-entropy, Adam, single precision, all sizes fixed.
//
// Weights lie by inputs, so that an output is a lane; the middle ones are turned around once a step for the way back. A tile
// of eight samples by 32 outputs is summed in registers.

#include "CContenders.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "targets.h"

enum { samples = 32, inputs = 4, wide = 32, classes = 3, lanes = 16, halves = wide / lanes, tile = 8 };

typedef float vector __attribute__((vector_size(4 * lanes)));
typedef int32_t bits __attribute__((vector_size(4 * lanes)));
typedef float narrow __attribute__((vector_size(16)));

// Parameters, gradient and moments have the same layout; the last weights are padded to four outputs.
typedef struct {
    vector w1[inputs][halves], b1[halves], w2[wide][halves], b2[halves];
    narrow w3[wide], b3;
} __attribute__((aligned(64))) parameters;

#define SPLAT(X) ((X) - (vector){0})
#define INLINE static inline __attribute__((always_inline))
#define EACH _Pragma("clang loop unroll(full)")

#define CLASSIFIER(NAME, TARGET)                                                                                        \
    TARGET INLINE void exp_##NAME(vector *v) {                                                                          \
        const vector x = (vector)(((bits)*v & (*v > -87.0f)) | ((bits)SPLAT(-87.0f) & ~(*v > -87.0f)));                 \
        const vector shifted = x * 0x1.715476p+0f + 0x1.8p23f, n = shifted - 0x1.8p23f;                                 \
        const vector r = (x - n * 0x1.62e4p-1f) - n * 0x1.7f7d1cp-20f;                                                  \
        vector p = SPLAT(1.0f / 720);                                                                                   \
        p = p * r + 1.0f / 120, p = p * r + 1.0f / 24, p = p * r + 1.0f / 6, p = p * r + 0.5f;                          \
        p = p * r + 1.0f, p = p * r + 1.0f;                                                                             \
        *v = (vector)((bits)p + ((bits)shifted << 23));                                                                 \
    }                                                                                                                   \
    TARGET INLINE void tanh_##NAME(vector *v) {                                                                         \
        const vector x = *v, size = (vector)((bits)x & 0x7fffffff);                                                     \
        vector e = size * -2.0f;                                                                                        \
        exp_##NAME(&e);                                                                                                 \
        const vector far = (1.0f - e) / (1.0f + e), square = x * x;                                                     \
        const vector near = size - size * square * (1.0f / 3 - square * (2.0f / 15 - square * (17.0f / 315)));          \
        const bits is_near = size < 0.15f;                                                                              \
        const vector result = (vector)(((bits)near & is_near) | ((bits)far & ~is_near));                                \
        *v = (vector)((bits)result | ((bits)x & (int32_t)0x80000000));                                                  \
    }                                                                                                                   \
    /* to[i][:] = from + Σ scale[i · step + p · stride] · w[p], for a tile of i; the sums are kept in registers. */     \
    TARGET INLINE void sum_##NAME(int inner, const float *scale, int step, int stride, vector w[][halves],              \
                                         const vector *from, vector to[][halves]) {                                     \
        vector sum[tile][halves];                                                                                       \
        EACH for (int i = 0; i < tile; i++) EACH for (int h = 0; h < halves; h++) sum[i][h] = from[h];                  \
        for (int p = 0; p < inner; p++)                                                                                 \
            EACH for (int i = 0; i < tile; i++) EACH for (int h = 0; h < halves; h++) sum[i][h] +=                      \
                scale[i * step + p * stride] * w[p][h];                                                                 \
        EACH for (int i = 0; i < tile; i++) EACH for (int h = 0; h < halves; h++) to[i][h] = sum[i][h];                 \
    }                                                                                                                   \
    TARGET static float step_##NAME(parameters *p, parameters *first, parameters *second, parameters *g, float rate,    \
                                    float root, const float *x, const float *y) {                                       \
        static const vector zeros[halves];                                                                              \
        vector a1[samples][halves], a2[samples][halves], d1[samples][halves], d2[samples][halves];                      \
        vector turned[wide][halves];                                                                                    \
        for (int s = 0; s < samples; s += tile) {                                                                       \
            sum_##NAME(inputs, x + s * inputs, inputs, 1, p->w1, p->b1, a1 + s);                                        \
            for (int i = s; i < s + tile; i++) EACH for (int h = 0; h < halves; h++) tanh_##NAME(&a1[i][h]);            \
            sum_##NAME(wide, (const float *)(a1 + s), wide, 1, p->w2, p->b2, a2 + s);                                   \
            for (int i = s; i < s + tile; i++) EACH for (int h = 0; h < halves; h++) tanh_##NAME(&a2[i][h]);            \
        }                                                                                                               \
        /* The last layer, then a sample a lane. */                                                                     \
        float z[classes][samples], t[classes][samples];                                                                 \
        for (int s = 0; s < samples; s += tile) {                                                                       \
            narrow sum[tile];                                                                                           \
            EACH for (int i = 0; i < tile; i++) sum[i] = p->b3;                                                         \
            for (int j = 0; j < wide; j++)                                                                              \
                EACH for (int i = 0; i < tile; i++) sum[i] += ((const float *)(a2 + s))[i * wide + j] * p->w3[j];       \
            for (int i = 0; i < tile; i++)                                                                              \
                for (int c = 0; c < classes; c++) z[c][s + i] = sum[i][c], t[c][s + i] = y[(s + i) * classes + c];      \
        }                                                                                                               \
        narrow d3[samples];                                                                                             \
        vector losses = {0};                                                                                            \
        for (int s = 0; s < samples; s += lanes) {                                                                      \
            vector v[classes], u[classes], most, sum = {0}, chosen = {0};                                               \
            EACH for (int c = 0; c < classes; c++) {                                                                    \
                memcpy(&v[c], z[c] + s, sizeof v[c]);                                                                   \
                memcpy(&u[c], t[c] + s, sizeof u[c]);                                                                   \
            }                                                                                                           \
            most = v[0];                                                                                                \
            EACH for (int c = 1; c < classes; c++) {                                                                    \
                const bits above = v[c] > most;                                                                         \
                most = (vector)(((bits)v[c] & above) | ((bits)most & ~above));                                          \
            }                                                                                                           \
            EACH for (int c = 0; c < classes; c++) {                                                                    \
                chosen += u[c] * (v[c] - most);                                                                         \
                v[c] -= most;                                                                                           \
                exp_##NAME(&v[c]);                                                                                      \
                sum += v[c];                                                                                            \
            }                                                                                                           \
            for (int i = 0; i < lanes; i++) {                                                                           \
                losses[i] += logf(sum[i]) - chosen[i];                                                                  \
                EACH for (int c = 0; c < classes; c++) d3[s + i][c] = (v[c][i] / sum[i] - u[c][i]) / samples;           \
                d3[s + i][classes] = 0;                                                                                 \
            }                                                                                                           \
        }                                                                                                               \
        float loss = 0;                                                                                                 \
        for (int i = 0; i < lanes; i++) loss += losses[i];                                                              \
        /* Back, and the gradients. */                                                                                  \
        vector rows3[classes][halves];                                                                                  \
        for (int c = 0; c < classes; c++)                                                                               \
            for (int j = 0; j < wide; j++) rows3[c][j / lanes][j % lanes] = p->w3[j][c];                                \
        for (int i = 0; i < wide; i++)                                                                                  \
            for (int j = 0; j < wide; j++) ((float *)turned[j])[i] = ((const float *)p->w2[i])[j];                      \
        for (int s = 0; s < samples; s += tile) {                                                                       \
            sum_##NAME(classes, (const float *)(d3 + s), 4, 1, rows3, zeros, d2 + s);                                   \
            for (int i = s; i < s + tile; i++)                                                                          \
                EACH for (int h = 0; h < halves; h++) d2[i][h] *= 1.0f - a2[i][h] * a2[i][h];                           \
            sum_##NAME(wide, (const float *)(d2 + s), wide, 1, turned, zeros, d1 + s);                                  \
            for (int i = s; i < s + tile; i++)                                                                          \
                EACH for (int h = 0; h < halves; h++) d1[i][h] *= 1.0f - a1[i][h] * a1[i][h];                           \
        }                                                                                                               \
        for (int i = 0; i < wide; i += tile)                                                                            \
            sum_##NAME(samples, (const float *)a1 + i, 1, wide, d2, zeros, g->w2 + i);                                  \
        vector block[tile][halves];                                                                                     \
        float columns[samples][tile];                                                                                   \
        for (int s = 0; s < samples; s++)                                                                               \
            for (int i = 0; i < tile; i++) columns[s][i] = i < inputs ? x[s * inputs + i] : 1;                          \
        /* Four columns of inputs, and one of ones for the bias. */                                                     \
        sum_##NAME(samples, columns[0], 1, tile, d1, zeros, block);                                                     \
        memcpy(g->w1, block, sizeof g->w1), memcpy(g->b1, block[inputs], sizeof g->b1);                                 \
        vector sum[halves] = {{0}};                                                                                     \
        g->b3 = (narrow){0};                                                                                            \
        for (int s = 0; s < samples; s++) {                                                                             \
            EACH for (int h = 0; h < halves; h++) sum[h] += d2[s][h];                                                   \
            g->b3 += d3[s];                                                                                             \
        }                                                                                                               \
        memcpy(g->b2, sum, sizeof g->b2);                                                                               \
        for (int j = 0; j < wide; j += tile) {                                                                          \
            narrow part[tile] = {{0}};                                                                                  \
            for (int s = 0; s < samples; s++)                                                                           \
                EACH for (int i = 0; i < tile; i++) part[i] += ((const float *)a2[s])[j + i] * d3[s];                   \
            EACH for (int i = 0; i < tile; i++) g->w3[j + i] = part[i];                                                 \
        }                                                                                                               \
        vector *w = (vector *)p, *m = (vector *)first, *v = (vector *)second;                                           \
        const vector *slope = (const vector *)g;                                                                        \
        const float inverse = 1 / root;                                                                                 \
        for (size_t i = 0; i < sizeof *p / sizeof(vector); i++) {                                                       \
            m[i] = 0.9f * m[i] + 0.1f * slope[i];                                                                       \
            v[i] = 0.999f * v[i] + 0.001f * (slope[i] * slope[i]);                                                      \
            w[i] -= rate * m[i] / (__builtin_elementwise_sqrt(v[i]) * inverse + 1e-8f);                                 \
        }                                                                                                               \
        return loss / samples;                                                                                          \
    }

CLASSIFIER(baseline, )
#if CONTENDERS_X86
CLASSIFIER(avx2, AVX2)
CLASSIFIER(avx512, AVX512)
#endif

struct contenders_classifier {
    parameters now, first, second, gradient;
    float rate;
    long step;
};

contenders_classifier *contenders_classifier_create(float rate, const float *from) {
    contenders_classifier *c = aligned_alloc(64, (sizeof *c + 63) / 64 * 64);
    if (!c) abort();
    memset(c, 0, sizeof *c);
    c->rate = rate;
    for (int j = 0; j < wide; j++)
        for (int i = 0; i < inputs; i++) c->now.w1[i][j / lanes][j % lanes] = *from++;
    memcpy(c->now.b1, from, sizeof c->now.b1), from += wide;
    for (int j = 0; j < wide; j++)
        for (int i = 0; i < wide; i++) c->now.w2[i][j / lanes][j % lanes] = *from++;
    memcpy(c->now.b2, from, sizeof c->now.b2), from += wide;
    for (int j = 0; j < classes; j++)
        for (int i = 0; i < wide; i++) c->now.w3[i][j] = *from++;
    for (int j = 0; j < classes; j++) c->now.b3[j] = *from++;
    return c;
}

void contenders_classifier_destroy(contenders_classifier *c) { free(c); }

float contenders_classifier_steps(contenders_classifier *c, long steps, const float *x, const float *y) {
    float loss = 0;
    for (long i = 0; i < steps; i++) {
        const double t = (double)++c->step;
        loss = DISPATCH(step)(&c->now, &c->first, &c->second, &c->gradient, (float)(c->rate / (1 - pow(0.9, t))),
                                    (float)sqrt(1 - pow(0.999, t)), x, y);
    }
    return loss;
}
