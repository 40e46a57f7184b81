#pragma once
#include <stdbool.h>
#include <stddef.h>

// What Guard.c, Signals.c and Errors.c share. All but the opening and closing of the signal pipe
// may be called in a signal handler.

/// Restores the terminal if it is ours, once, and stderr.
void lexi_guard_restore(void);
void lexi_guard_release_errors(void);
void lexi_write_all(int descriptor, const char *bytes, size_t length);

bool lexi_signals_open(void);
void lexi_signals_close(void);
