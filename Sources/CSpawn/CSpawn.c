#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#else
#include <crt_externs.h>
#endif

// What a program is started with, as it is put together.
struct plan {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    short flags;
    // The first thing that failed.
    int error;
};

static void add(struct plan *plan, int error) {
    if (plan->error == 0) plan->error = error;
}

// It finds every signal as a program does that a shell starts: a thread may have some blocked, and
// what this program ignores is not the other's concern.
static struct plan begin(void) {
    struct plan plan = {.flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF};
    add(&plan, posix_spawn_file_actions_init(&plan.actions));
    add(&plan, posix_spawnattr_init(&plan.attributes));
    sigset_t signals;
    sigemptyset(&signals);
    add(&plan, posix_spawnattr_setsigmask(&plan.attributes, &signals));
    sigfillset(&signals);
    sigdelset(&signals, SIGKILL);
    sigdelset(&signals, SIGSTOP);
    add(&plan, posix_spawnattr_setsigdefault(&plan.attributes, &signals));
    return plan;
}

// A descriptor that a library opened without close-on-exec would else stay open for as long as the
// program lives, so the other end of a connection would not see it close.
static void close_from(struct plan *plan, int first) {
#if defined(__APPLE__)
    // All but those that the actions hand on, whatever their number.
    (void)first;
    plan->flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__)
    add(plan, posix_spawn_file_actions_addclosefrom_np(&plan->actions, first));
#else
    // No such action here: what is open with close-on-exec is closed, and no more.
    (void)plan;
    (void)first;
#endif
}

static int start(
    struct plan *plan, pid_t *process, char *const *arguments, char *const *environment) {
    add(plan, posix_spawnattr_setflags(&plan->attributes, plan->flags));
#ifdef __APPLE__
    char *const *own = *_NSGetEnviron();
#else
    char *const *own = environ;
#endif
    if (plan->error == 0) {
        plan->error = posix_spawnp(
            process, arguments[0], &plan->actions, &plan->attributes, arguments,
            environment ? environment : own);
    }
    posix_spawnattr_destroy(&plan->attributes);
    posix_spawn_file_actions_destroy(&plan->actions);
    return plan->error;
}

int lexi_spawn(
    pid_t *process, char *const *arguments, char *const *environment, int input, int output,
    int errors) {
    struct plan plan = begin();
    int streams[3] = {input, output, errors};
    for (int number = 0; number < 3; number++) {
        int stream = streams[number];
        if (stream == LEXI_SPAWN_NOTHING) {
            add(&plan, posix_spawn_file_actions_addopen(
                &plan.actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0));
        } else if (stream != LEXI_SPAWN_OWN) {
            add(&plan, posix_spawn_file_actions_adddup2(&plan.actions, stream, number));
        } else {
#ifdef __APPLE__
            add(&plan, posix_spawn_file_actions_addinherit_np(&plan.actions, number));
#endif
        }
    }
    close_from(&plan, 3);
    return start(&plan, process, arguments, environment);
}

int lexi_spawn_on_terminal(
    pid_t *process, char *const *arguments, char *const *environment, const char *terminal,
    const char *folder, int lifeline) {
    struct plan plan = begin();
    plan.flags |= POSIX_SPAWN_SETSID;
    // A session leader without a terminal gets the first that it opens.
    add(&plan, posix_spawn_file_actions_addopen(&plan.actions, 0, terminal, O_RDWR, 0));
    add(&plan, posix_spawn_file_actions_adddup2(&plan.actions, 0, 1));
    add(&plan, posix_spawn_file_actions_adddup2(&plan.actions, 0, 2));
    if (lifeline >= 0) add(&plan, posix_spawn_file_actions_adddup2(&plan.actions, lifeline, 3));
    if (folder) add(&plan, posix_spawn_file_actions_addchdir_np(&plan.actions, folder));
    close_from(&plan, lifeline >= 0 ? 4 : 3);
    return start(&plan, process, arguments, environment);
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
    return lexi_spawn(process, arguments, NULL, LEXI_SPAWN_NOTHING, output, errors);
}

#endif
