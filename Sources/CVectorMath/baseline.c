// What every processor of the architecture has: SSE2, or NEON.
#define VM_BYTES 16
#define VM_TABLE vm_table_baseline
#define VM_NAME "baseline"
#include "implementation.h"
