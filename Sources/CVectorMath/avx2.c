#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define VM_BYTES 32
#define VM_TABLE vm_table_avx2
#define VM_NAME "avx2"
#include "implementation.h"
#pragma clang attribute pop
#endif
