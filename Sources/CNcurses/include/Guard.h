#pragma once
#include <stdbool.h>

// Leaves the terminal as it was found, however the process ends, and turns signals into bytes that
// the run loop reads. One terminal a process.

/// Remembers the settings of the terminal that is written to at `descriptor`, before anything
/// changes them, and opens the pipe of signals. Answers false, with errno, where it is no terminal.
bool lexi_guard_open(int descriptor);
/// Puts the former signal handlers and terminal settings back.
void lexi_guard_close(void);

/// What to write to the terminal when the process ends in the middle: at most 512 bytes are kept.
void lexi_guard_set_farewell(const char *_Nonnull bytes, int length);
/// Says that the screen is ours from now on: an exit, a crash or a fatal signal restores it.
void lexi_guard_arm(void);
/// Says that the screen has been left in order. A terminal that was given up is told at least what
/// is written when the process ends in the middle.
void lexi_guard_disarm(void);
/// Says where the calling thread draws: at a copy of the terminal's descriptor. Once an INT, TERM
/// or HUP has come, a terminal that takes nothing for half a second is given up: what is drawn
/// then goes nowhere, so that the run loop can end.
void lexi_guard_watch_screen(int descriptor);
/// Before that copy is closed.
void lexi_guard_unwatch_screen(void);
/// Puts the settings back that were found.
void lexi_guard_restore_settings(void);

/// Installs the handlers and gives the calling thread a signal stack, so that a stack overflow
/// there can be handled as well.
void lexi_guard_catch_signals(void);
/// The end of the pipe to wait at for signals.
int lexi_guard_signal_descriptor(void);
/// The next signal that came: INT, TERM, HUP, WINCH, CONT or TSTP; 0 when there is none.
///
/// If INT, TERM or HUP comes while an earlier one has not been read, the run loop hangs: the
/// handler itself restores the terminal and ends the process.
int lexi_guard_next_signal(void);
/// Puts a signal back at the end of those to be read.
void lexi_guard_post_signal(int signal);

/// Stops the whole job as Ctrl+Z does; returns when it goes on. Returns at once where nobody could
/// wake it.
void lexi_guard_stop_job(void);
/// While another program has the terminal, INT and QUIT are meant for that, and TSTP stops us too.
void lexi_guard_lend(bool is_lent);

/// Sends stderr to memory where it would be written across the screen.
void lexi_guard_capture_errors(void);
/// Points stderr at the terminal again and writes the last of what came meanwhile.
void lexi_guard_release_errors(void);

/// Opens a pipe that neither blocks nor survives exec. Answers false with errno.
bool lexi_open_pipe(int descriptors[_Nonnull 2]);
