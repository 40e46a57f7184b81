#pragma once
#include <spawn.h>
#include <vterm.h>

// What starting a program in a terminal of its own needs, and glibc declares only under
// _GNU_SOURCE, which Swift does not set.
#ifdef __linux__
enum { LEXI_SPAWN_SETSID = 0x80 };
int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull path);
int posix_spawn_file_actions_addclosefrom_np(
    posix_spawn_file_actions_t *_Nonnull actions, int from);
#else
enum { LEXI_SPAWN_SETSID = POSIX_SPAWN_SETSID };
#endif
