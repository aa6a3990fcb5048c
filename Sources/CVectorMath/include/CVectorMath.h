// Elementwise functions and fused passes over arrays of float and double, with the widest vectors that the processor has.
//
// Every function reads and writes `n` numbers, or `rows` rows of `columns` numbers that lie `stride` apart; an output may be
// the input. Nothing is allocated, no state is kept. The names end in _f32 or _f64.
#ifndef SWIFT_LINALG_CVECTORMATH_H
#define SWIFT_LINALG_CVECTORMATH_H

// The functions of one scalar type: DECLARE(return type, name, parameters, arguments).
#define VM_FUNCTIONS(T, DECLARE)                                                                                        \
    /* y = function(x) */                                                                                               \
    DECLARE(void, exp, (long n, const T *x, T *y), (n, x, y))                                                           \
    DECLARE(void, expm1, (long n, const T *x, T *y), (n, x, y))                                                         \
    DECLARE(void, log, (long n, const T *x, T *y), (n, x, y))                                                           \
    DECLARE(void, tanh, (long n, const T *x, T *y), (n, x, y))                                                          \
    DECLARE(void, sigmoid, (long n, const T *x, T *y), (n, x, y))                                                       \
    DECLARE(void, silu, (long n, const T *x, T *y), (n, x, y))                                                          \
    DECLARE(void, softplus, (long n, const T *x, T *y), (n, x, y))                                                      \
    /* Whether none is infinite or NaN. */                                                                              \
    DECLARE(int, all_finite, (long n, const T *x), (n, x))                                                              \
    /* sums += |x| · scale; returns the sum of |x| · scale. */                                                          \
    DECLARE(T, add_magnitudes, (long n, T scale, const T *x, T *sums), (n, scale, x, sums))                             \
    /* z = activation(z + bias), a bias for each column */                                                              \
    DECLARE(void, bias_identity, (long rows, long columns, long stride, const T *bias, T parameter, T *z),              \
            (rows, columns, stride, bias, parameter, z))                                                                \
    DECLARE(void, bias_leaky, (long rows, long columns, long stride, const T *bias, T parameter, T *z),                 \
            (rows, columns, stride, bias, parameter, z))                                                                \
    DECLARE(void, bias_elu, (long rows, long columns, long stride, const T *bias, T parameter, T *z),                   \
            (rows, columns, stride, bias, parameter, z))                                                                \
    DECLARE(void, bias_sigmoid, (long rows, long columns, long stride, const T *bias, T parameter, T *z),               \
            (rows, columns, stride, bias, parameter, z))                                                                \
    DECLARE(void, bias_tanh, (long rows, long columns, long stride, const T *bias, T parameter, T *z),                  \
            (rows, columns, stride, bias, parameter, z))                                                                \
    DECLARE(void, bias_softplus, (long rows, long columns, long stride, const T *bias, T parameter, T *z),              \
            (rows, columns, stride, bias, parameter, z))                                                                \
    /* delta *= activation's derivative, from its value a, or for silu from its argument */                             \
    DECLARE(void, slope_leaky, (long n, const T *a, T parameter, T *delta), (n, a, parameter, delta))                   \
    DECLARE(void, slope_elu, (long n, const T *a, T parameter, T *delta), (n, a, parameter, delta))                     \
    DECLARE(void, slope_sigmoid, (long n, const T *a, T parameter, T *delta), (n, a, parameter, delta))                 \
    DECLARE(void, slope_tanh, (long n, const T *a, T parameter, T *delta), (n, a, parameter, delta))                    \
    DECLARE(void, slope_softplus, (long n, const T *a, T parameter, T *delta), (n, a, parameter, delta))                \
    DECLARE(void, slope_silu, (long n, const T *z, T parameter, T *delta), (n, z, parameter, delta))                    \
    /* sums[j] = the sum of column j, row after row */                                                                  \
    DECLARE(void, column_sums, (long rows, long columns, long stride, const T *x, T *sums),                             \
            (rows, columns, stride, x, sums))                                                                           \
    /* Each row by its softmax. */                                                                                      \
    DECLARE(void, softmax, (long rows, long columns, long stride, T *z), (rows, columns, stride, z))                    \
    /* Cross-entropy of the softmax of logits: the sum; delta = its derivative / divisor. `stride` is the targets'. */  \
    DECLARE(T, softmax_cross_entropy,                                                                                   \
            (long rows, long columns, const T *logits, const T *targets, long stride, T divisor, T *delta),             \
            (rows, columns, logits, targets, stride, divisor, delta))                                                           \
    /* The sum of (prediction - target) squared; delta = its derivative / divisor. */                                   \
    DECLARE(T, squared_error, (long n, const T *predictions, const T *targets, T divisor, T *delta),                    \
            (n, predictions, targets, divisor, delta))                                                                  \
    /* The optimizers' passes over gradient g and parameters p, with what they remember in m and v. */                  \
    DECLARE(void, sgd, (long n, T rate, T decay, const T *g, T *p), (n, rate, decay, g, p))                             \
    DECLARE(void, momentum, (long n, T rate, T decay, T momentum, int nesterov, const T *g, T *p, T *m),                \
            (n, rate, decay, momentum, nesterov, g, p, m))                                                              \
    DECLARE(void, adam,                                                                                                 \
            (long n, T step, T decay, T keep, T beta1, T beta2, T root, T epsilon, const T *g, T *p, T *m, T *v),       \
            (n, step, decay, keep, beta1, beta2, root, epsilon, g, p, m, v))                                            \
    DECLARE(void, rmsprop, (long n, T rate, T decay, T old, T new_, T epsilon, const T *g, T *p, T *v),                 \
            (n, rate, decay, old, new_, epsilon, g, p, v))                                                              \
    /* Steps of a network of at most 64 bytes a layer, a sample each; the sum of the losses. See tiny.h. */             \
    DECLARE(double, tiny_steps,                                                                                         \
            (long samples, long layers, const long *shape, const T *slopes, T rate, const T *x, long x_stride,          \
             const T *y, long y_stride, T *memory),                                                                     \
            (samples, layers, shape, slopes, rate, x, x_stride, y, y_stride, memory))                                   \
    /* The sum of x y; y += alpha x; a += alpha x y-transposed; y = alpha op(a) x + beta y, a being m by n, row-major. */ \
    DECLARE(T, dot, (long n, const T *x, const T *y), (n, x, y))                                                        \
    DECLARE(void, axpy, (long n, T alpha, const T *x, T *y), (n, alpha, x, y))                                          \
    DECLARE(void, ger, (long m, long n, T alpha, const T *x, const T *y, T *a, long stride),                            \
            (m, n, alpha, x, y, a, stride))                                                                             \
    DECLARE(void, gemv,                                                                                                 \
            (int across, long m, long n, T alpha, const T *a, long stride, const T *x, T beta, T *y),                   \
            (across, m, n, alpha, a, stride, x, beta, y))

// c = alpha op(a) op(b) + beta c, op(a) being m by k and op(b) k by n, row-major; `across` says which are transposed. With beta
// 0, c is only written.
enum { VM_ACROSS_A = 1, VM_ACROSS_B = 2 };
#define VM_PRODUCT(T, NAME)                                                                                             \
    struct NAME {                                                                                                       \
        long m, n, k;                                                                                                   \
        const T *a;                                                                                                     \
        long a_stride;                                                                                                  \
        const T *b;                                                                                                     \
        long b_stride;                                                                                                  \
        T *c;                                                                                                           \
        long c_stride;                                                                                                  \
        T alpha, beta;                                                                                                  \
        int across;                                                                                                     \
    };
VM_PRODUCT(float, vm_product_f32)
VM_PRODUCT(double, vm_product_f64)

// The functions of one instruction set.
#define VM_FIELD_F32(R, NAME, PARAMETERS, ARGUMENTS) R(*NAME##_f32) PARAMETERS;
#define VM_FIELD_F64(R, NAME, PARAMETERS, ARGUMENTS) R(*NAME##_f64) PARAMETERS;
struct vm_table {
    const char *name;
    int has_products;
    VM_FUNCTIONS(float, VM_FIELD_F32)
    VM_FUNCTIONS(double, VM_FIELD_F64)
    void (*product_f32)(struct vm_product_f32 *);
    void (*product_f64)(struct vm_product_f64 *);
    void (*stack_f32)(long count, const struct vm_product_f32 *first, long a_step, long b_step, long c_step);
    void (*stack_f64)(long count, const struct vm_product_f64 *first, long a_step, long b_step, long c_step);
};

// Those of the widest vectors that the processor has, from the start of the program on.
extern const struct vm_table *vm_table_in_use;

#define VM_FORWARD_F32(R, NAME, PARAMETERS, ARGUMENTS)                                                                  \
    static inline R vm_##NAME##_f32 PARAMETERS { return vm_table_in_use->NAME##_f32 ARGUMENTS; }
#define VM_FORWARD_F64(R, NAME, PARAMETERS, ARGUMENTS)                                                                  \
    static inline R vm_##NAME##_f64 PARAMETERS { return vm_table_in_use->NAME##_f64 ARGUMENTS; }
VM_FUNCTIONS(float, VM_FORWARD_F32)
VM_FUNCTIONS(double, VM_FORWARD_F64)

// A product's sizes and operands are written once, here. The functions that it takes read them there, one after the other,
// and change them there: to copy them as vectors when they have just been written one by one would stall.
#define VM_MULTIPLY(T, SUFFIX)                                                                                          \
    static inline void vm_product_##SUFFIX(                                                                             \
        int across_a, int across_b, long m, long n, long k, T alpha, const T *a, long a_stride, const T *b,             \
        long b_stride, T beta, T *c, long c_stride) {                                                                   \
        struct vm_product_##SUFFIX product = {m, n, k, a, a_stride, b, b_stride, c, c_stride, alpha, beta,              \
                                              (across_a ? VM_ACROSS_A : 0) | (across_b ? VM_ACROSS_B : 0)};               \
        vm_table_in_use->product_##SUFFIX(&product);                                                                    \
    }                                                                                                                   \
    /* As many such products, each with operands so many numbers after those of the one before. */                      \
    static inline void vm_stack_##SUFFIX(                                                                               \
        long count, int across_a, int across_b, long m, long n, long k, T alpha, const T *a, long a_stride, long a_step, \
        const T *b, long b_stride, long b_step, T beta, T *c, long c_stride, long c_step) {                             \
        struct vm_product_##SUFFIX first = {m, n, k, a, a_stride, b, b_stride, c, c_stride, alpha, beta,                \
                                            (across_a ? VM_ACROSS_A : 0) | (across_b ? VM_ACROSS_B : 0)};               \
        vm_table_in_use->stack_##SUFFIX(count, &first, a_step, b_step, c_step);                                         \
    }
VM_MULTIPLY(float, f32)
VM_MULTIPLY(double, f64)

// The instruction set in use: "avx512", "avx2" or "baseline".
static inline const char *vm_instruction_set(void) { return vm_table_in_use->name; }

// Whether the products have vectors wide enough to be worth their while: with AVX2 or AVX-512.
static inline int vm_has_products(void) { return vm_table_in_use->has_products; }

#endif
