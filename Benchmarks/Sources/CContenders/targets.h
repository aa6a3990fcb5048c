// Which instructions a function may use, and whether this processor has them.

#ifndef CONTENDERS_TARGETS_H
#define CONTENDERS_TARGETS_H

#include <stdbool.h>

#if defined(__x86_64__)
#define CONTENDERS_X86 1
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma"), min_vector_width(512)))
static inline bool contenders_has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
static inline bool contenders_has_avx512(void) {
    return contenders_has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
/// The best of three functions whose names differ in their endings.
#define DISPATCH(NAME)                                                                                                   \
    (contenders_has_avx512() ? NAME##_avx512 : contenders_has_avx2() ? NAME##_avx2 : NAME##_baseline)
#else
#define CONTENDERS_X86 0
#define DISPATCH(NAME) NAME##_baseline
#endif

#endif
