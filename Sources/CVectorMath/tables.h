// The functions of one instruction set.
#ifndef SWIFT_LINALG_TABLES_H
#define SWIFT_LINALG_TABLES_H

#include "CVectorMath.h"

#define VM_FIELD_F32(R, NAME, PARAMETERS, ARGUMENTS) R(*NAME##_f32) PARAMETERS;
#define VM_FIELD_F64(R, NAME, PARAMETERS, ARGUMENTS) R(*NAME##_f64) PARAMETERS;
struct vm_table {
    const char *name;
    VM_FUNCTIONS(float, VM_FIELD_F32)
    VM_FUNCTIONS(double, VM_FIELD_F64)
};

extern const struct vm_table vm_table_baseline;
#if defined(__x86_64__)
extern const struct vm_table vm_table_avx2;
extern const struct vm_table vm_table_avx512;
#endif

// Memory of the calling thread for packed blocks, made at its first call and freed with the thread.
#define VM_WORK_BYTES (5 << 18)
void *vm_work_area(void);

#endif
