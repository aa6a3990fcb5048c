// LAPACK's C interface. No logic here.
#ifndef SWIFT_LINALG_CLAPACKE_SHIM_H
#define SWIFT_LINALG_CLAPACKE_SHIM_H

#if !__has_include(<lapacke.h>)
#error "LAPACKE is missing (no lapacke.h). Debian and Ubuntu: sudo apt-get install liblapacke-dev pkg-config, or run scripts/setup. macOS: brew install lapack."
#else
// C's own complex type does not reach Swift; a struct of two numbers does.
typedef struct { float real, imaginary; } linalg_complex_float;
typedef struct { double real, imaginary; } linalg_complex_double;
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float linalg_complex_float
#define lapack_complex_double linalg_complex_double
#include <lapacke.h>

// `lapack_int` is a macro, which Swift does not see.
typedef lapack_int linalg_int;
#endif

#endif
