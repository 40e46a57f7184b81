#define _GNU_SOURCE
#include "Guard.h"

#include "GuardParts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

// A terminal that nobody reads (its window hangs, its connection does) takes a few thousand bytes
// and then makes every write wait. A program that is told to end must not wait with it.
static struct {
    // What curses and we write the screen to; a copy of the terminal's descriptor, so that it can
    // be turned away from there. -1 while there is no screen.
    volatile sig_atomic_t descriptor;
    volatile sig_atomic_t is_cut_off;
    // Only while an INT, TERM or HUP is being obeyed.
    volatile sig_atomic_t is_ending;
    int nowhere;
#ifdef __linux__
    pid_t thread;
#else
    pthread_t thread;
#endif
} screen = {.descriptor = -1, .nowhere = -1};

// How long the run loop may go on drawing after a signal, and how often is looked after that.
enum { patience_milliseconds = 400, again_milliseconds = 100 };
// How long is waited for a terminal to take one more byte of what it is told last.
enum { last_words_milliseconds = 250 };

static long long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static bool takes_more(int descriptor, int milliseconds) {
    struct pollfd sink = {.fd = descriptor, .events = POLLOUT};
    int ready = poll(&sink, 1, milliseconds);
    if (ready >= 0 || errno != EINTR) { return ready != 0; }
    // The ticks interrupt every longer wait; they must not make it begin anew.
    long long end = milliseconds_now() + milliseconds;
    do {
        long long left = end - milliseconds_now();
        ready = poll(&sink, 1, left > 0 ? (int)left : 0);
    } while (ready < 0 && errno == EINTR);
    return ready != 0;
}

bool lexi_write_if_taken(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        if (!takes_more(descriptor, last_words_milliseconds)) { return false; }
        // A terminal that is ready has room for one byte; more could wait after all.
        ssize_t written = write(descriptor, bytes, 1);
        if (written < 0 && errno == EINTR) { continue; }
        if (written <= 0) { return false; }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

void lexi_write_last_words(int terminal, const char *bytes, size_t length) {
    if (!takes_more(terminal, last_words_milliseconds)) {
        // What has not been read is of a picture that is over. Without it there is room.
        tcflush(terminal, TCOFLUSH);
    }
    lexi_write_if_taken(terminal, bytes, length);
}

void lexi_guard_watch_screen(int descriptor) {
#ifdef __linux__
    screen.thread = (pid_t)syscall(SYS_gettid);
#else
    screen.thread = pthread_self();
#endif
    if (screen.nowhere < 0) { screen.nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); }
    screen.is_cut_off = 0;
    screen.descriptor = descriptor;
    // One that came before there was a screen.
    if (lexi_signals_ending_is_unread()) { lexi_output_begin_ending(); }
}

bool lexi_output_is_cut_off(void) { return screen.is_cut_off; }

void lexi_guard_unwatch_screen(void) {
    screen.descriptor = -1;
    if (screen.is_ending) {
        // Ignored for a moment, so that no tick is left that would end us as SIGALRM does.
        struct sigaction ignored = {.sa_handler = SIG_IGN};
        sigemptyset(&ignored.sa_mask);
        struct itimerval none = {{0, 0}, {0, 0}};
        setitimer(ITIMER_REAL, &none, NULL);
        sigaction(SIGALRM, &ignored, NULL);
        screen.is_ending = 0;
    }
    if (screen.nowhere >= 0) { close(screen.nowhere); }
    screen.nowhere = -1;
}

void lexi_output_begin_ending(void) {
    if (screen.descriptor < 0 || screen.is_ending) { return; }
    screen.is_ending = 1;
    // A plain system call, though POSIX does not list it among those for signal handlers; alarm(),
    // which it lists, knows only whole seconds.
    struct itimerval ticks = {
        .it_value = {.tv_usec = patience_milliseconds * 1000},
        .it_interval = {.tv_usec = again_milliseconds * 1000},
    };
    setitimer(ITIMER_REAL, &ticks, NULL);
}

static void interrupt_drawing(void) {
#ifdef __linux__
    // By its number: unlike pthread_kill() harmless where the thread has ended meanwhile.
    if (screen.thread != (pid_t)syscall(SYS_gettid)) {
        syscall(SYS_tgkill, getpid(), screen.thread, SIGALRM);
    }
#else
    if (!pthread_equal(screen.thread, pthread_self())) { pthread_kill(screen.thread, SIGALRM); }
#endif
}

bool lexi_output_tick(void) {
    if (!screen.is_ending) { return false; }
    int descriptor = screen.descriptor;
    if (descriptor < 0) { return true; }
    if (!takes_more(descriptor, 0) && screen.nowhere >= 0) {
        // The write under way ends as interrupted; the next ones go nowhere, and never wait.
        dup2(screen.nowhere, descriptor);
        screen.is_cut_off = 1;
    }
    // Again and again: it may have been interrupted just before it began to wait.
    if (screen.is_cut_off) { interrupt_drawing(); }
    return true;
}
