#define _GNU_SOURCE
#include "Guard.h"

#include "GuardParts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Handlers may run on any thread at any moment; everything they call is async-signal-safe
// (POSIX.1-2017, 2.4.3).
static int signal_pipe[2] = {-1, -1};
static volatile sig_atomic_t is_lent;
// The INT, TERM or HUP that the run loop has not taken yet.
static volatile sig_atomic_t unread_ending;

static const int fatal_signals[] = {
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS, SIGQUIT};
// They end a program too, but whoever has them ignored wants that.
static const int rare_signals[] = {SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ};
static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP};
static const int notice_signals[] = {SIGWINCH, SIGCONT, SIGTSTP};
static struct sigaction former_actions[NSIG];
static bool is_caught[NSIG];

static void die(int signal) {
    lexi_guard_restore();
    // Not the handler before ours: Swift's asks for a key on the terminal and waits for it. The
    // default action ends us by this very signal, which is what the parent is told.
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigemptyset(&standard.sa_mask);
    sigaction(signal, &standard, NULL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(signal);
}

void lexi_guard_post_signal(int signal) {
    unsigned char byte = (unsigned char)signal;
    // A full pipe holds more news than anybody needs.
    while (write(signal_pipe[1], &byte, 1) < 0 && errno == EINTR) {}
}

static void on_fatal(int signal) {
    if (signal == SIGQUIT && is_lent) { return; }
    die(signal);
}

static void on_ending(int signal) {
    int saved_errno = errno;
    if (signal == SIGINT && is_lent) { return; }
    int unread = unread_ending;
    // A closed terminal is often announced twice, by the kernel and by the shell.
    if (unread != 0 && !(unread == SIGHUP && signal == SIGHUP)) { die(signal); }
    if (unread == 0) {
        unread_ending = signal;
        lexi_guard_post_signal(signal);
        if (!is_lent) { lexi_output_begin_ending(); }
    }
    errno = saved_errno;
}

static void on_tick(int signal) {
    int saved_errno = errno;
    bool is_meant = former_actions[signal].sa_handler != SIG_IGN;
    if (!lexi_output_tick() && is_meant) { die(signal); }
    errno = saved_errno;
}

static void on_notice(int signal) {
    int saved_errno = errno;
    lexi_guard_post_signal(signal);
    errno = saved_errno;
}

static void catch_one(int signal, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    // What nohup or a shell without job control has switched off stays off.
    if (former_actions[signal].sa_handler == SIG_IGN && (flags & SA_RESTART)) { return; }
    is_caught[signal] = sigaction(signal, &action, NULL) == 0;
}

static void *signal_stack;
static pthread_t signal_stack_owner;

static void use_signal_stack(void) {
    enum { size = 64 * 1024 };
    stack_t current;
    // A stack that somebody else has set up will do.
    if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) { return; }
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) { return; }
    stack_t stack = {.ss_sp = memory, .ss_size = size};
    if (sigaltstack(&stack, NULL) == 0) {
        signal_stack = memory;
        signal_stack_owner = pthread_self();
    } else {
        munmap(memory, size);
    }
}

static void drop_signal_stack(void) {
    if (signal_stack == NULL || !pthread_equal(signal_stack_owner, pthread_self())) { return; }
    stack_t none = {.ss_flags = SS_DISABLE};
    if (sigaltstack(&none, NULL) == 0) { munmap(signal_stack, 64 * 1024); }
    signal_stack = NULL;
}

#define FOR_EACH(name, list) \
    for (const int *name = list; name < list + sizeof list / sizeof *list; name++)

static bool had_ticks_blocked;

static void block_ticks(bool blocks) {
    sigset_t ticks, former;
    sigemptyset(&ticks);
    sigaddset(&ticks, SIGALRM);
    pthread_sigmask(blocks ? SIG_BLOCK : SIG_UNBLOCK, &ticks, &former);
    if (!blocks) { had_ticks_blocked = sigismember(&former, SIGALRM) == 1; }
}

void lexi_guard_catch_signals(void) {
    static bool runs_at_exit;
    if (!runs_at_exit) { runs_at_exit = atexit(lexi_guard_restore) == 0; }
    use_signal_stack();
    FOR_EACH(signal, fatal_signals) { catch_one(*signal, on_fatal, SA_ONSTACK); }
    FOR_EACH(signal, rare_signals) { catch_one(*signal, on_fatal, SA_ONSTACK | SA_RESTART); }
    // Interrupts a write under way, and comes to the thread that draws, which may be one of a
    // dispatch queue's: they have it blocked.
    catch_one(SIGALRM, on_tick, SA_ONSTACK);
    block_ticks(false);
    FOR_EACH(signal, ending_signals) { catch_one(*signal, on_ending, SA_ONSTACK | SA_RESTART); }
    FOR_EACH(signal, notice_signals) { catch_one(*signal, on_notice, SA_ONSTACK | SA_RESTART); }
}

int lexi_guard_signal_descriptor(void) { return signal_pipe[0]; }

int lexi_guard_next_signal(void) {
    unsigned char byte;
    ssize_t count;
    do { count = read(signal_pipe[0], &byte, 1); } while (count < 0 && errno == EINTR);
    if (count != 1) { return 0; }
    FOR_EACH(signal, ending_signals) {
        if (byte == *signal) { unread_ending = 0; }
    }
    return byte;
}

void lexi_guard_stop_job(void) {
    struct sigaction ours;
    struct sigaction action = {.sa_handler = SIG_IGN};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGTSTP, NULL, &ours) != 0 || ours.sa_handler == SIG_IGN) { return; }
    // The job first, passing us by; then this very thread, so that it does not run on for a
    // moment and draw on a terminal that is the shell's again.
    sigaction(SIGTSTP, &action, NULL);
    kill(0, SIGTSTP);
    action.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &action, NULL);
    // Threads of a dispatch queue have it blocked.
    sigset_t only, former;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &only, &former);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    sigaction(SIGTSTP, &ours, NULL);
}

void lexi_guard_lend(bool lent) {
    is_lent = lent;
    if (!is_caught[SIGTSTP]) { return; }
    struct sigaction action = {.sa_handler = lent ? SIG_DFL : on_notice};
    action.sa_flags = SA_ONSTACK | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTSTP, &action, NULL);
}

bool lexi_open_pipe(int descriptors[2]) {
    if (pipe(descriptors) != 0) { return false; }
    for (int end = 0; end < 2; end++) {
        fcntl(descriptors[end], F_SETFD, FD_CLOEXEC);
        fcntl(descriptors[end], F_SETFL, O_NONBLOCK);
    }
    return true;
}

bool lexi_signals_ending_is_unread(void) { return unread_ending != 0; }

bool lexi_signals_open(void) {
    unread_ending = 0;
    is_lent = 0;
    FOR_EACH(signal, fatal_signals) { sigaction(*signal, NULL, &former_actions[*signal]); }
    FOR_EACH(signal, ending_signals) { sigaction(*signal, NULL, &former_actions[*signal]); }
    sigaction(SIGALRM, NULL, &former_actions[SIGALRM]);
    FOR_EACH(signal, notice_signals) { sigaction(*signal, NULL, &former_actions[*signal]); }
    return lexi_open_pipe(signal_pipe);
}

void lexi_signals_close(void) {
    for (int signal = 1; signal < NSIG; signal++) {
        if (is_caught[signal]) { sigaction(signal, &former_actions[signal], NULL); }
        is_caught[signal] = false;
    }
    if (had_ticks_blocked) { block_ticks(true); }
    drop_signal_stack();
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}
