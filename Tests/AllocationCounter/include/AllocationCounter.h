#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether this program's allocations are counted: with glibc, and not under a sanitizer, which has its own allocator.
bool allocation_counter_works(void);

/// How many blocks of memory all threads of this program have asked the C library for so far.
uint64_t allocation_count(void);

#endif
