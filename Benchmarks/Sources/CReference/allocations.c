/* Counts allocations by standing in front of the C library's own functions, which the Swift
   runtime calls for every object, array and long string. */

#include "CReference.h"

#ifdef __GLIBC__

static uint64_t count;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t size) {
    __atomic_store_n(&count, count + 1, __ATOMIC_RELAXED);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    __atomic_store_n(&count, count + 1, __ATOMIC_RELAXED);
    return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
    __atomic_store_n(&count, count + 1, __ATOMIC_RELAXED);
    return __libc_realloc(memory, size);
}

uint64_t allocation_count(void) { return __atomic_load_n(&count, __ATOMIC_RELAXED); }

#else

uint64_t allocation_count(void) { return 0; }

#endif
