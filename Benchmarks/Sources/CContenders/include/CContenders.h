#ifndef CONTENDERS_H
#define CONTENDERS_H

#include <stddef.h>

// What the library is timed against: the processor's own limits, OpenBLAS and LAPACK without anything around them, and
// networks written by hand in C. Every function that has `repetitions` does its work that many times, so that no call from
// Swift is in what is timed.

// MARK: The machine's limits

/// The widest vectors that this processor has, of those that the loops below were compiled for.
const char *contenders_instruction_set(void);

/// Independent fused multiplications and additions in registers. Returns how many floating-point operations it made.
double contenders_fma_float(long repetitions);
double contenders_fma_double(long repetitions);

/// a = b + 3·c over arrays of `count` elements: 24 bytes an element.
void contenders_triad(long repetitions, size_t count, double *a, const double *b, const double *c);

/// The sum of `count` elements: 8 bytes an element.
double contenders_read(long repetitions, size_t count, const double *a);

// MARK: OpenBLAS. Row-major; a flag is 0 or 1 for a transpose.

void contenders_sgemm(long repetitions, int transA, int transB, int m, int n, int k, const float *a, int lda,
                      const float *b, int ldb, float *c, int ldc);
void contenders_dgemm(long repetitions, int transA, int transB, int m, int n, int k, const double *a, int lda,
                      const double *b, int ldb, double *c, int ldc);
void contenders_sgemv(long repetitions, int trans, int m, int n, const float *a, int lda, const float *x, float *y);
void contenders_dgemv(long repetitions, int trans, int m, int n, const double *a, int lda, const double *x, double *y);
void contenders_sger(long repetitions, int m, int n, float alpha, const float *x, const float *y, float *a, int lda);
void contenders_dger(long repetitions, int m, int n, double alpha, const double *x, const double *y, double *a,
                     int lda);
float contenders_sdot(long repetitions, int n, const float *x, const float *y);
double contenders_ddot(long repetitions, int n, const double *x, const double *y);
void contenders_saxpy(long repetitions, int n, float alpha, const float *x, float *y);
void contenders_daxpy(long repetitions, int n, double alpha, const double *x, double *y);

/// Square products, one behind the other in memory, A·B.
void contenders_sgemm_stack(long repetitions, int count, int n, const float *a, const float *b, float *c);
void contenders_dgemm_stack(long repetitions, int count, int n, const double *a, const double *b, double *c);

// MARK: Another BLAS, by its functions

/// cblas_sgemm and cblas_dgemm, with numbers for their enumerations.
typedef void contenders_cblas_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a,
                                    int lda, const float *b, int ldb, float beta, float *c, int ldc);
typedef void contenders_cblas_dgemm(int order, int transA, int transB, int m, int n, int k, double alpha, const double *a,
                                    int lda, const double *b, int ldb, double beta, double *c, int ldc);

/// cblas_sgemm_batch_strided and cblas_dgemm_batch_strided likewise.
typedef void contenders_cblas_sgemm_batch_strided(int order, int transA, int transB, int m, int n, int k, float alpha,
                                                  const float *a, int lda, int stepA, const float *b, int ldb, int stepB,
                                                  float beta, float *c, int ldc, int stepC, int count);
typedef void contenders_cblas_dgemm_batch_strided(int order, int transA, int transB, int m, int n, int k, double alpha,
                                                  const double *a, int lda, int stepA, const double *b, int ldb,
                                                  int stepB, double beta, double *c, int ldc, int stepC, int count);

void contenders_sgemm_stack_by(contenders_cblas_sgemm_batch_strided *gemm, long repetitions, int count, int n,
                               const float *a, const float *b, float *c);
void contenders_dgemm_stack_by(contenders_cblas_dgemm_batch_strided *gemm, long repetitions, int count, int n,
                               const double *a, const double *b, double *c);
void contenders_sgemm_by(contenders_cblas_sgemm *gemm, long repetitions, int transA, int transB, int m, int n, int k,
                         const float *a, int lda, const float *b, int ldb, float *c, int ldc);
void contenders_dgemm_by(contenders_cblas_dgemm *gemm, long repetitions, int transA, int transB, int m, int n, int k,
                         const double *a, int lda, const double *b, int ldb, double *c, int ldc);

// MARK: LAPACK, on copies of an n×n matrix, in memory that is allocated once. They return LAPACK's info.

/// `values` gets the diagonal of the factor (getrf, potrf, gelqf), or the singular values or eigenvalues (gesdd, syevd).
typedef int contenders_lapack(long repetitions, int n, const double *a, double *values);
contenders_lapack contenders_getrf, contenders_potrf, contenders_gelqf, contenders_gesdd, contenders_syevd;

// MARK: Functions of the C library, one call an element

void contenders_exp_float(long repetitions, size_t count, const float *x, float *y);
void contenders_exp_double(long repetitions, size_t count, const double *x, double *y);
void contenders_sigmoid_float(long repetitions, size_t count, const float *x, float *y);
void contenders_sigmoid_double(long repetitions, size_t count, const double *x, double *y);
void contenders_tanh_float(long repetitions, size_t count, const float *x, float *y);
void contenders_tanh_double(long repetitions, size_t count, const double *x, double *y);

// MARK: The notebook's network, 5-3-5-4: leaky ReLU of 0.1, sigmoid, sigmoid; mean squared error; plain gradient descent

/// Steps on one sample with all sizes fixed and no rounding left out. `parameters` are 62 numbers, laid out as the
/// library's. Returns the loss before the last step.
double contenders_notebook_strict(long steps, double rate, const double *x, const double *y, double *parameters);

/// The same in vectors that stay in registers from step to step, with fused operations and an own exponential.
double contenders_notebook_vector(long steps, double rate, const double *x, const double *y, double *parameters);

// MARK: A multilayer perceptron over a BLAS, sizes at run time, softmax cross-entropy, single precision

enum contenders_activation { contenders_relu, contenders_tanh };
enum contenders_optimizer { contenders_sgd, contenders_adam };

typedef struct contenders_mlp contenders_mlp;

/// A network of `layers` layers, `sizes` of which there are `layers` + 1; the last layer has no activation. `parameters`
/// are laid out as the library's, and copied. The products are `gemm`'s; OpenBLAS's if it is NULL.
contenders_mlp *contenders_mlp_create(contenders_cblas_sgemm *gemm, int layers, const int *sizes, int batch,
                                      enum contenders_activation activation, enum contenders_optimizer optimizer, float rate,
                                      const float *parameters);
void contenders_mlp_destroy(contenders_mlp *mlp);

/// Steps on one batch. Returns the loss before the last.
float contenders_mlp_steps(contenders_mlp *mlp, long steps, const float *x, const float *y);

/// The products of such steps and nothing else.
void contenders_mlp_products(contenders_mlp *mlp, long steps, const float *x);

/// The gradient of the last step, laid out as the parameters.
const float *contenders_mlp_gradient(const contenders_mlp *mlp);

/// A pass of Adam over `count` parameters: 28 bytes a parameter.
void contenders_adam_pass(long repetitions, size_t count, float rate, float *parameters, const float *gradient,
                          float *first, float *second);

// MARK: A classifier of 4-32-32-3, tanh, softmax cross-entropy, Adam, batches of 32, single precision, all sizes fixed

typedef struct contenders_classifier contenders_classifier;

/// `parameters` are laid out as the library's, and copied.
contenders_classifier *contenders_classifier_create(float rate, const float *parameters);
void contenders_classifier_destroy(contenders_classifier *classifier);

/// Steps on one batch. Returns the loss before the last.
float contenders_classifier_steps(contenders_classifier *classifier, long steps, const float *x, const float *y);

#endif
