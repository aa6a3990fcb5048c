// The tables of all instruction sets, and what their functions share.
#ifndef SWIFT_LINALG_TABLES_H
#define SWIFT_LINALG_TABLES_H

#include "CVectorMath.h"

extern const struct vm_table vm_table_baseline;
#if defined(__x86_64__)
extern const struct vm_table vm_table_avx2;
extern const struct vm_table vm_table_avx512;
#endif

// Memory of the calling thread for packed blocks, made at its first call and freed with the thread.
#define VM_WORK_BYTES (5 << 18)
void *vm_work_area(void);

#endif
