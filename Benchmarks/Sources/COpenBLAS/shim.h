// OpenBLAS's C interface, for the contenders written in C. No logic here.
#include <cblas.h>
