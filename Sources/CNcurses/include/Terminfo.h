#pragma once
#include <stdbool.h>

/// Copies a string capability of the open screen, without its padding, into `bytes`. Answers its
/// length: 0 where the terminal has none, or where it does not fit.
int lexi_terminfo_string(const char *_Nonnull name, char *_Nonnull bytes, int capacity);
/// The same for the string that moves the cursor.
int lexi_terminfo_place(int row, int column, char *_Nonnull bytes, int capacity);
/// The same for a string that takes a number, such as that of a colour.
int lexi_terminfo_number(
    const char *_Nonnull name, int number, char *_Nonnull bytes, int capacity);
/// Terminfo's own lists of capabilities.
typedef enum { LEXI_FLAGS, LEXI_NUMBERS, LEXI_STRINGS } lexi_terminfo_kind;
/// The name of a capability of a list; NULL behind the last.
const char *_Nullable lexi_terminfo_name(lexi_terminfo_kind kind, int place);
/// Where a capability is in its list; -1 for nowhere.
int lexi_terminfo_place_of(const char *_Nonnull name, lexi_terminfo_kind kind);

/// Looks a terminal type up without starting a screen, to be asked until it is closed. Answers
/// false where terminfo does not know it.
bool lexi_terminfo_open(const char *_Nonnull type, int output);
void lexi_terminfo_close(void);
bool lexi_terminfo_flag(const char *_Nonnull name);
/// A number; -1 where there is none.
int lexi_terminfo_count(const char *_Nonnull name);
/// A string with its padding; NULL where there is none.
const char *_Nullable lexi_terminfo_raw_string(const char *_Nonnull name);

/// Whether colours are given by their red, green and blue (the RGB capability).
bool lexi_terminfo_has_direct_colour(void);
