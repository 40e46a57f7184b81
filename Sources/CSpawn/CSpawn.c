#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
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

// What the keeper of a program hears of; all else of these is the program's own concern.
static sigset_t kept_signals(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    return signals;
}

// Sends a signal to each child of this process that is in its session. What has begun a session of
// its own, such as an agent for pass phrases, means to stay.
//
// Returns how many there are; 0 as well where the system does not tell.
static int signal_children(int number) {
    int list = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (list < 0) return 0;
    int count = 0;
    pid_t child = 0;
    char text[256];
    ssize_t length;
    while ((length = read(list, text, sizeof text)) > 0) {
        for (ssize_t index = 0; index < length; index++) {
            if (text[index] >= '0' && text[index] <= '9') {
                child = child * 10 + (text[index] - '0');
                continue;
            }
            if (child > 0 && getsid(child) == getsid(0)) {
                kill(child, number);
                count++;
            }
            child = 0;
        }
    }
    close(list);
    return count;
}

// Takes the ends of children. Returns whether the program was among them, and how it ended.
static bool reap(pid_t program, int *status) {
    bool found = false;
    int other;
    pid_t child;
    while ((child = waitpid(-1, &other, WNOHANG)) > 0) {
        if (child != program) continue;
        found = true;
        *status = other;
    }
    return found;
}

// Ends a program and all that it has started: whoever loses its parent becomes a child of this
// process. It is asked first, and not for long.
static void end_all(pid_t program, int *status) {
    sigset_t signals = kept_signals();
    struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    for (int round = 0; round < 200; round++) {
        bool is_asked = round < 25;
        int count = signal_children(is_asked ? SIGTERM : SIGKILL);
        reap(program, status);
        // One that has just ended still counts; another round tells.
        if (count == 0) return;
        sigtimedwait(&signals, NULL, &pause);
        reap(program, status);
    }
}

// Stands between this program and the one it starts, until that ends, and ends as that does; with
// it ends what it has started, where it is to end before its time. Between fork and the end: only
// what is safe there in a program of many threads.
static _Noreturn void keep(
    char *const *arguments, int output, int errors, int report, pid_t parent) {
    sigset_t all, signals = kept_signals();
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(SIGCHLD, &standard, NULL);
    sigaction(SIGTERM, &standard, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        become(arguments, output, errors, report, parent);
    }
    if (getppid() != parent) _exit(127);
    pid_t self = getpid();
    pid_t program = fork();
    if (program == 0) become(arguments, output, errors, report, self);
    if (program < 0) {
        int error = errno;
        if (write(report, &error, sizeof error) < 0) _exit(126);
        _exit(127);
    }
    // Nobody is to wait for the end of what this one would hold open.
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 0U, ~0U, 0U) != 0)
#endif
    {
        for (int number = 0; number < 1 << 16; number++) close(number);
    }
    int status = 0;
    while (!reap(program, &status)) {
        if (sigwaitinfo(&signals, NULL) == SIGTERM) {
            end_all(program, &status);
            break;
        }
    }
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    int number = WTERMSIG(status);
    // The program has left its core, if any.
    prctl(PR_SET_DUMPABLE, 0);
    sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    kill(self, number);
    _exit(128 + number);
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
        if (*process == 0) keep(arguments, high[0], high[1], end, parent);
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
