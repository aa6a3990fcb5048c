// Elementary functions of the C library, one call an element.

#include "CContenders.h"

#include <math.h>

#define FUNCTION(NAME, T, EXPRESSION)                                                                            \
    void contenders_##NAME##_##T(long repetitions, size_t count, const T *x, T *y) {                                     \
        for (long r = 0; r < repetitions; r++)                                                                           \
            for (size_t i = 0; i < count; i++) y[i] = EXPRESSION;                                                        \
    }

FUNCTION(exp, float, expf(x[i]))
FUNCTION(exp, double, exp(x[i]))
FUNCTION(sigmoid, float, 1 / (1 + expf(-x[i])))
FUNCTION(sigmoid, double, 1 / (1 + exp(-x[i])))
FUNCTION(tanh, float, tanhf(x[i]))
FUNCTION(tanh, double, tanh(x[i]))
