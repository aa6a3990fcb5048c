// LAPACK's C interface, for the contenders written in C. No logic here.
#include <lapacke.h>
