#define _GNU_SOURCE
#include "CSpawn.h"

int lexi_spawn_close_from(
    posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int first) {
#if defined(__APPLE__)
    // All but those that the actions hand on, whatever their number.
    (void)actions;
    (void)first;
    short flags = 0;
    int error = posix_spawnattr_getflags(attributes, &flags);
    if (error) return error;
    return posix_spawnattr_setflags(attributes, flags | POSIX_SPAWN_CLOEXEC_DEFAULT);
#elif defined(__GLIBC__)
    (void)attributes;
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
    // No such action here: what is open with close-on-exec is closed, and no more.
    (void)actions;
    (void)attributes;
    (void)first;
    return 0;
#endif
}
