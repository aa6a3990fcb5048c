// A multilayer perceptron as one writes it in C over a BLAS: three products a layer, bias and activation in one pass
// behind each, one flat buffer of parameters, nothing allocated in a step.

#include "CContenders.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "targets.h"

#if defined(__x86_64__) && defined(__linux__)
// The compiler makes one of these for each set of instructions, and the linker chooses.
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

enum { most_layers = 16 };

struct contenders_mlp {
    contenders_cblas_sgemm *gemm;
    int layers, batch;
    int sizes[most_layers + 1];
    size_t offsets[most_layers];
    enum contenders_activation activation;
    enum contenders_optimizer optimizer;
    float rate;
    long step;
    size_t count;
    float *parameters, *gradient, *first, *second;
    /// The outputs of each layer, batch × outputs, and the derivatives of the loss by them before the activation.
    float *outputs[most_layers], *deltas[most_layers];
};

static float *numbers(size_t count) {
    float *block = calloc(count, sizeof(float));
    if (!block) abort();
    return block;
}

static void openblas(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a, int lda,
                     const float *b, int ldb, float beta, float *c, int ldc) {
    cblas_sgemm((CBLAS_ORDER)order, (CBLAS_TRANSPOSE)transA, (CBLAS_TRANSPOSE)transB, m, n, k, alpha, a, lda, b, ldb, beta, c,
                ldc);
}

contenders_mlp *contenders_mlp_create(contenders_cblas_sgemm *gemm, int layers, const int *sizes, int batch,
                                      enum contenders_activation activation, enum contenders_optimizer optimizer, float rate,
                                      const float *parameters) {
    if (layers < 1 || layers > most_layers || batch < 1) abort();
    contenders_mlp *mlp = calloc(1, sizeof *mlp);
    if (!mlp) abort();
    mlp->gemm = gemm ? gemm : openblas;
    mlp->layers = layers, mlp->batch = batch, mlp->activation = activation;
    mlp->optimizer = optimizer, mlp->rate = rate;
    memcpy(mlp->sizes, sizes, sizeof(int) * (size_t)(layers + 1));
    for (int l = 0; l < layers; l++) {
        const size_t inputs = (size_t)sizes[l], outputs = (size_t)sizes[l + 1];
        mlp->offsets[l] = mlp->count;
        mlp->count += (inputs + 1) * outputs;
        mlp->outputs[l] = numbers((size_t)batch * outputs);
        mlp->deltas[l] = numbers((size_t)batch * outputs);
    }
    mlp->parameters = numbers(mlp->count), mlp->gradient = numbers(mlp->count);
    mlp->first = numbers(mlp->count), mlp->second = numbers(mlp->count);
    memcpy(mlp->parameters, parameters, sizeof(float) * mlp->count);
    return mlp;
}

void contenders_mlp_destroy(contenders_mlp *mlp) {
    for (int l = 0; l < mlp->layers; l++) free(mlp->outputs[l]), free(mlp->deltas[l]);
    free(mlp->parameters), free(mlp->gradient), free(mlp->first), free(mlp->second), free(mlp);
}

const float *contenders_mlp_gradient(const contenders_mlp *mlp) { return mlp->gradient; }

CLONES static void add_bias(size_t rows, size_t columns, float *restrict z, const float *restrict bias) {
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) z[i * columns + j] += bias[j];
}

CLONES static void add_bias_relu(size_t rows, size_t columns, float *restrict z, const float *restrict bias) {
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) {
            const float value = z[i * columns + j] + bias[j];
            z[i * columns + j] = value > 0 ? value : 0;
        }
}

static void add_bias_tanh(size_t rows, size_t columns, float *restrict z, const float *restrict bias) {
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) z[i * columns + j] = tanhf(z[i * columns + j] + bias[j]);
}

CLONES static void relu_back(size_t count, float *restrict delta, const float *restrict a) {
    for (size_t i = 0; i < count; i++) delta[i] = a[i] > 0 ? delta[i] : 0;
}

CLONES static void tanh_back(size_t count, float *restrict delta, const float *restrict a) {
    for (size_t i = 0; i < count; i++) delta[i] *= 1 - a[i] * a[i];
}

CLONES static void sum_rows(size_t rows, size_t columns, const float *restrict delta, float *restrict sum) {
    memset(sum, 0, sizeof(float) * columns);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) sum[j] += delta[i * columns + j];
}

CLONES static void sgd(size_t count, float rate, float *restrict p, const float *restrict g) {
    for (size_t i = 0; i < count; i++) p[i] -= rate * g[i];
}

CLONES static void adam(size_t count, float step, float root, float *restrict p, const float *restrict g,
                        float *restrict m, float *restrict v) {
    for (size_t i = 0; i < count; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * (g[i] * g[i]);
        p[i] -= step * m[i] / (sqrtf(v[i]) / root + 1e-8f);
    }
}

/// The mean loss of the batch; `delta` gets its derivative by the logits.
static float softmax_cross_entropy(size_t rows, size_t columns, const float *logits, const float *y, float *delta) {
    float sum = 0;
    for (size_t i = 0; i < rows; i++, logits += columns, y += columns, delta += columns) {
        float largest = logits[0], total = 0, weight = 0, dot = 0;
        for (size_t j = 1; j < columns; j++) largest = logits[j] > largest ? logits[j] : largest;
        for (size_t j = 0; j < columns; j++) {
            delta[j] = expf(logits[j] - largest);
            total += delta[j];
            weight += y[j];
            dot += y[j] * (logits[j] - largest);
        }
        for (size_t j = 0; j < columns; j++) delta[j] = (weight * delta[j] / total - y[j]) / (float)rows;
        sum += weight * logf(total) - dot;
    }
    return sum / (float)rows;
}

static const float *input(const contenders_mlp *mlp, int layer, const float *x) {
    return layer == 0 ? x : mlp->outputs[layer - 1];
}

// A layer's weights are outputs × inputs: Z = X·Wᵀ, dW = δᵀ·X, dX = δ·W.

static void product(const contenders_mlp *mlp, int l, const float *x) {
    const int in = mlp->sizes[l], out = mlp->sizes[l + 1];
    mlp->gemm(CblasRowMajor, CblasNoTrans, CblasTrans, mlp->batch, out, in, 1, input(mlp, l, x), in,
              mlp->parameters + mlp->offsets[l], in, 0, mlp->outputs[l], out);
}

static void product_of_weights(const contenders_mlp *mlp, int l, const float *x) {
    const int in = mlp->sizes[l], out = mlp->sizes[l + 1];
    mlp->gemm(CblasRowMajor, CblasTrans, CblasNoTrans, out, in, mlp->batch, 1, mlp->deltas[l], out, input(mlp, l, x),
              in, 0, mlp->gradient + mlp->offsets[l], in);
}

static void product_back(const contenders_mlp *mlp, int l) {
    const int in = mlp->sizes[l], out = mlp->sizes[l + 1];
    mlp->gemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, mlp->batch, in, out, 1, mlp->deltas[l], out,
              mlp->parameters + mlp->offsets[l], in, 0, mlp->deltas[l - 1], in);
}

static float step(contenders_mlp *mlp, const float *x, const float *y) {
    const size_t rows = (size_t)mlp->batch;
    const int last = mlp->layers - 1;
    for (int l = 0; l <= last; l++) {
        const size_t in = (size_t)mlp->sizes[l], out = (size_t)mlp->sizes[l + 1];
        const float *bias = mlp->parameters + mlp->offsets[l] + in * out;
        product(mlp, l, x);
        if (l == last) add_bias(rows, out, mlp->outputs[l], bias);
        else if (mlp->activation == contenders_relu) add_bias_relu(rows, out, mlp->outputs[l], bias);
        else add_bias_tanh(rows, out, mlp->outputs[l], bias);
    }
    const float loss = softmax_cross_entropy(rows, (size_t)mlp->sizes[last + 1], mlp->outputs[last], y, mlp->deltas[last]);
    for (int l = last; l >= 0; l--) {
        const size_t in = (size_t)mlp->sizes[l], out = (size_t)mlp->sizes[l + 1];
        product_of_weights(mlp, l, x);
        sum_rows(rows, out, mlp->deltas[l], mlp->gradient + mlp->offsets[l] + in * out);
        if (l == 0) continue;
        product_back(mlp, l);
        if (mlp->activation == contenders_relu) relu_back(rows * in, mlp->deltas[l - 1], mlp->outputs[l - 1]);
        else tanh_back(rows * in, mlp->deltas[l - 1], mlp->outputs[l - 1]);
    }
    mlp->step++;
    if (mlp->optimizer == contenders_sgd) {
        sgd(mlp->count, mlp->rate, mlp->parameters, mlp->gradient);
    } else {
        const double t = (double)mlp->step;
        adam(mlp->count, (float)(mlp->rate / (1 - pow(0.9, t))), (float)sqrt(1 - pow(0.999, t)), mlp->parameters,
             mlp->gradient, mlp->first, mlp->second);
    }
    return loss;
}

float contenders_mlp_steps(contenders_mlp *mlp, long steps, const float *x, const float *y) {
    float loss = 0;
    for (long i = 0; i < steps; i++) loss = step(mlp, x, y);
    return loss;
}

void contenders_mlp_products(contenders_mlp *mlp, long steps, const float *x) {
    for (long i = 0; i < steps; i++) {
        for (int l = 0; l < mlp->layers; l++) product(mlp, l, x);
        for (int l = mlp->layers - 1; l >= 0; l--) {
            product_of_weights(mlp, l, x);
            if (l > 0) product_back(mlp, l);
        }
    }
}

void contenders_adam_pass(long repetitions, size_t count, float rate, float *parameters, const float *gradient,
                          float *first, float *second) {
    for (long i = 0; i < repetitions; i++) adam(count, rate, 1, parameters, gradient, first, second);
}
