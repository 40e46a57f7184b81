#pragma once
#include <stdbool.h>

/// Copies a string capability of the open screen, without its padding, into `bytes`. Answers its
/// length: 0 where the terminal has none, or where it does not fit.
int lexi_terminfo_string(const char *_Nonnull name, char *_Nonnull bytes, int capacity);
/// The same for the string that moves the cursor to the start of a row.
int lexi_terminfo_row_start(int row, char *_Nonnull bytes, int capacity);
/// Whether colours are given by their red, green and blue (the RGB capability).
bool lexi_terminfo_has_direct_colour(void);
