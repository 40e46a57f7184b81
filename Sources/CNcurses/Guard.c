#define _GNU_SOURCE
#include "Guard.h"

#include "GuardParts.h"

#include <errno.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Plain memory, set up before any handler that reads it is installed.
static struct {
    bool is_open;
    int terminal;
    struct termios found;
    char farewell[512];
    int farewell_length;
    int is_armed;
} guard = {.terminal = -1};

void lexi_guard_restore_settings(void) {
    // In the background this would stop us; a terminal that is another job's is left alone.
    pid_t owner = tcgetpgrp(guard.terminal);
    if (owner > 0 && owner != getpgrp()) { return; }
    tcsetattr(guard.terminal, TCSANOW, &guard.found);
}

static void say_farewell(void) {
    pid_t owner = tcgetpgrp(guard.terminal);
    if (owner > 0 && owner != getpgrp()) { return; }
    lexi_write_last_words(guard.terminal, guard.farewell, (size_t)guard.farewell_length);
}

void lexi_guard_restore(void) {
    if (__atomic_exchange_n(&guard.is_armed, 0, __ATOMIC_SEQ_CST)) {
        say_farewell();
        lexi_guard_restore_settings();
    }
    lexi_guard_release_errors();
}

void lexi_guard_set_farewell(const char *bytes, int length) {
    if (length > (int)sizeof guard.farewell) { length = sizeof guard.farewell; }
    memcpy(guard.farewell, bytes, (size_t)length);
    guard.farewell_length = length;
}

void lexi_guard_arm(void) { __atomic_store_n(&guard.is_armed, 1, __ATOMIC_SEQ_CST); }
void lexi_guard_disarm(void) {
    bool was_armed = __atomic_exchange_n(&guard.is_armed, 0, __ATOMIC_SEQ_CST);
    // What the screen was left with went nowhere.
    if (was_armed && lexi_output_is_cut_off()) { say_farewell(); }
}

bool lexi_guard_open(int descriptor) {
    if (guard.is_open) {
        errno = EBUSY;
        return false;
    }
    if (tcgetattr(descriptor, &guard.found) != 0 || !lexi_signals_open()) { return false; }
    guard.terminal = descriptor;
    guard.farewell_length = 0;
    guard.is_open = true;
    return true;
}

void lexi_guard_close(void) {
    if (!guard.is_open) { return; }
    lexi_guard_disarm();
    lexi_signals_close();
    lexi_guard_restore_settings();
    lexi_guard_release_errors();
    guard.is_open = false;
}
