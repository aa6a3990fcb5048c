#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"), min_vector_width(512))), apply_to = function)
#define VM_BYTES 64
#define VM_TABLE vm_table_avx512
#define VM_NAME "avx512"
#include "implementation.h"
#pragma clang attribute pop
#endif
