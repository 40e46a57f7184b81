#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#else
#include <crt_externs.h>
#endif

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

#ifdef __linux__

// Between fork and exec: only what is safe there in a program of many threads.
static _Noreturn void become(
    char *const *arguments, int output, int errors, int report, pid_t parent) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) goto failed;
    if (report != 3) {
        if (dup3(report, 3, O_CLOEXEC) < 0) goto failed;
        report = 3;
    }
#ifdef SYS_close_range
    // Before Linux 5.9 what is open with close-on-exec is closed, and no more.
    syscall(SYS_close_range, 4U, ~0U, 0U);
#endif
    // It may end before it is tied to anybody.
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) goto failed;
    if (getppid() != parent) _exit(127);
    execvp(arguments[0], arguments);
failed:;
    int error = errno;
    if (write(report, &error, sizeof error) < 0) _exit(126);
    _exit(127);
}

int lexi_spawn_tied(pid_t *process, char *const *arguments, int output, int errors) {
    int report[2];
    // Numbers above those that it is given: they must not be overwritten before they are used.
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    int high[2] = {fcntl(output, F_DUPFD_CLOEXEC, 10), fcntl(errors, F_DUPFD_CLOEXEC, 10)};
    int end = fcntl(report[1], F_DUPFD_CLOEXEC, 10);
    int error = high[0] < 0 || high[1] < 0 || end < 0 ? errno : 0;
    close(report[1]);
    pid_t parent = getpid();
    if (error == 0) {
        *process = fork();
        if (*process == 0) become(arguments, high[0], high[1], end, parent);
        if (*process < 0) error = errno;
    }
    for (int index = 0; index < 2; index++) if (high[index] >= 0) close(high[index]);
    if (end >= 0) close(end);
    if (error == 0) {
        ssize_t count;
        // Nothing comes, and this end closes, when the program runs.
        while ((count = read(report[0], &error, sizeof error)) < 0 && errno == EINTR) {}
        if (count != (ssize_t)sizeof error) error = 0;
        while (error != 0 && waitpid(*process, NULL, 0) < 0 && errno == EINTR) {}
    }
    close(report[0]);
    return error;
}

#else

int lexi_spawn_tied(pid_t *process, char *const *arguments, int output, int errors) {
    // Nothing here ties a program to another: it is ended where this one ends in order.
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    sigdelset(&signals, SIGKILL);
    sigdelset(&signals, SIGSTOP);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    lexi_spawn_close_from(&actions, &attributes, 3);
    int error = posix_spawnp(
        process, arguments[0], &actions, &attributes, arguments, *_NSGetEnviron());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

#endif
