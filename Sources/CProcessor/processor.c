#ifdef __linux__
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "processor.h"

#ifdef __linux__

int processor_current(void) { return sched_getcpu(); }

void processor_leave(int processor) {
    cpu_set_t allowed;
    if (processor < 0 || processor >= CPU_SETSIZE || sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    cpu_set_t others = allowed;
    CPU_CLR(processor, &others);
    if (CPU_COUNT(&others) > 0 && sched_setaffinity(0, sizeof others, &others) == 0)
        sched_setaffinity(0, sizeof allowed, &allowed);
}

#else

int processor_current(void) { return -1; }

void processor_leave(int processor) { (void)processor; }

#endif
