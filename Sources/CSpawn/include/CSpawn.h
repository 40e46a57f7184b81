#pragma once
#include <sys/types.h>

/// What stands for a descriptor of a program's standard streams.
enum {
    /// It has the stream that this program has.
    LEXI_SPAWN_OWN = -1,
    /// It reads nothing, or writes to nowhere.
    LEXI_SPAWN_NOTHING = -2,
};

/// Starts a program. It finds every signal as a program does that a shell starts, and inherits no
/// file but its standard streams.
///
/// - Parameters:
///   - arguments: The program, as it is looked for in PATH unless it is a path, and its arguments;
///     a null at the end.
///   - environment: All of it, with a null at the end; null is this program's own.
///   - input: Becomes its standard input: a descriptor, `LEXI_SPAWN_OWN` or `LEXI_SPAWN_NOTHING`.
///   - output: Becomes its standard output.
///   - errors: Becomes its standard error.
/// - Returns: 0 or an error number; ENOENT where there is no such program.
int lexi_spawn(
    pid_t *_Nonnull process, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nullable environment, int input, int output, int errors);

/// Starts a program in a session of its own, whose terminal is the one that its standard streams
/// are; else as `lexi_spawn`.
///
/// - Parameters:
///   - terminal: The path of the terminal.
///   - folder: Its working directory; null is this program's own.
///   - lifeline: A descriptor that it inherits as 3 and knows nothing of; negative for none.
int lexi_spawn_on_terminal(
    pid_t *_Nonnull process, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nullable environment, const char *_Nonnull terminal,
    const char *_Nullable folder, int lifeline);

/// Starts a program that is to end when this one does, however that ends.
///
/// Where the system allows it (Linux), a process stands between, which ends as the program does.
/// Asked to end, by SIGTERM or the end of this program, it ends the program and whatever that has
/// started within its session, soon, and whether they like it or not.
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
