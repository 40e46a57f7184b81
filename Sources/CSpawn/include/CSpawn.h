#pragma once
#include <spawn.h>

// What starting a program needs, and glibc declares only under _GNU_SOURCE, which Swift does not
// set.
#ifdef __linux__
enum { LEXI_SPAWN_SETSID = 0x80 };
int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *_Nonnull actions, const char *_Nonnull path);
#else
enum { LEXI_SPAWN_SETSID = POSIX_SPAWN_SETSID };
#endif

/// Has the program inherit none of this one's files from a number on.
///
/// A descriptor that a library opened without close-on-exec would else stay open for as long as
/// the program lives, so the other end of a connection would not see it close.
///
/// - Returns: 0 or an error number.
int lexi_spawn_close_from(
    posix_spawn_file_actions_t *_Nonnull actions, posix_spawnattr_t *_Nonnull attributes,
    int first);

/// Starts a program that is to end when this one does, however that ends.
///
/// It reads nothing, finds every signal as a program does that a shell starts, and inherits no
/// file but the two it is given. The calling thread has to live as long as the program is waited
/// for: where the system ties a program to another (Linux), it is to the thread that started it.
///
/// - Parameters:
///   - arguments: The program, as it is looked for in PATH, and its arguments; a null at the end.
///   - output: Becomes its standard output.
///   - errors: Becomes its standard error.
/// - Returns: 0 or an error number; ENOENT where there is no such program.
int lexi_spawn_tied(
    pid_t *_Nonnull process, char *_Nullable const *_Nonnull arguments, int output, int errors);
