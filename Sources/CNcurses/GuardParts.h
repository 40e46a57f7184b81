#pragma once
#include <stdbool.h>
#include <stddef.h>

// What Guard.c, Signals.c and Errors.c share. All but the opening and closing of the signal pipe
// may be called in a signal handler.

/// Restores the terminal if it is ours, once, and stderr.
void lexi_guard_restore(void);
void lexi_guard_release_errors(void);
/// Writes for as long as the terminal takes it without waiting much. Answers whether it took all.
bool lexi_write_if_taken(int descriptor, const char *bytes, size_t length);
/// The same for what must be told at the end, before whatever the terminal has not read yet.
void lexi_write_last_words(int terminal, const char *bytes, size_t length);

/// From now on drawing must not wait for ever.
void lexi_output_begin_ending(void);
/// Whether what is drawn goes nowhere.
bool lexi_output_is_cut_off(void);
/// Looks after the drawing; false when no end is under way.
bool lexi_output_tick(void);

/// Whether a signal that ends the program has come and nobody has read it yet.
bool lexi_signals_ending_is_unread(void);
bool lexi_signals_open(void);
void lexi_signals_close(void);
