#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The columns of one Unicode scalar, by a table of Unicode 17 of our own: 0, 1 or 2; -1 for
/// controls and for what is no character. Those that a later Unicode assigns count as most do.
int lexi_wcwidth(uint32_t scalar);

/// Says how many columns, 1 or 2, the terminal gives to characters of ambiguous width. To be
/// called before anything is measured.
void lexi_set_ambiguous_columns(int columns);

/// Whether terminals disagree about a character's width (East Asian Width A).
bool lexi_is_ambiguous(uint32_t scalar);

/// The columns that curses gives to a scalar: those of the C library in the current locale, which
/// may be older. In C, because glibc declares `wcwidth` only under _XOPEN_SOURCE.
int lexi_curses_wcwidth(uint32_t scalar);
