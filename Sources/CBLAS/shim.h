// OpenBLAS's C interface. No logic here.
#ifndef SWIFT_LINALG_CBLAS_SHIM_H
#define SWIFT_LINALG_CBLAS_SHIM_H

#if !__has_include(<cblas.h>)
#error "OpenBLAS is missing (no cblas.h). Debian and Ubuntu: sudo apt-get install libopenblas-dev pkg-config, or run scripts/setup. macOS: brew install openblas."
#else
// C's own complex type does not reach Swift; a struct of two numbers does.
#define FORCE_OPENBLAS_COMPLEX_STRUCT
#include <cblas.h>
#endif

#endif
