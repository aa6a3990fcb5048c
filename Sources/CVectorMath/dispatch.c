// Chooses the widest implementation that the processor runs, once, when the program starts.
#include "tables.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

const struct vm_table *vm_table_in_use = &vm_table_baseline;

// SWIFT_LINALG_VECTORS=avx2 or baseline chooses a narrower one, as tests do.
__attribute__((constructor)) static void choose(void) {
#if defined(__x86_64__)
    const char *wish = getenv("SWIFT_LINALG_VECTORS");
    if (wish && strcmp(wish, "baseline") == 0) return;
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
    if (avx512 && !(wish && strcmp(wish, "avx2") == 0))
        vm_table_in_use = &vm_table_avx512;
    else if (avx2)
        vm_table_in_use = &vm_table_avx2;
#endif
}

static __thread void *work_area;
static pthread_key_t work_key;
static pthread_once_t work_once = PTHREAD_ONCE_INIT;

static void make_work_key(void) {
    if (pthread_key_create(&work_key, free) != 0) abort();
}

void *vm_work_area(void) {
    if (!work_area) {
        pthread_once(&work_once, make_work_key);
        work_area = aligned_alloc(64, VM_WORK_BYTES);
        if (!work_area || pthread_setspecific(work_key, work_area) != 0) abort();
    }
    return work_area;
}
