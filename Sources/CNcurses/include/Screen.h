#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Attributes of a cell, independent of the values that ncurses gives them.
enum {
    LEXI_BOLD = 1,
    LEXI_DIM = 2,
    LEXI_ITALIC = 4,
    LEXI_UNDERLINE = 8,
    LEXI_REVERSE = 16,
};

/// A cell to draw: a base and at most four marks (what ncurses takes), ended by 0.
typedef struct {
    uint32_t scalars[5];
    uint32_t attributes;
    int32_t pair;
} lexi_cell;

/// Starts ncurses for a terminal type on two descriptors, in raw mode without echo. Answers false
/// for a type that terminfo does not know. The screen is `rows` by `columns`, or as large as
/// ncurses finds out where these are 0.
bool lexi_screen_open(
    const char *_Nonnull type, int input, int output, int rows, int columns, bool wants_colour);
/// Where the screen is written: a copy of the descriptor that it was opened with; -1 when closed.
int lexi_screen_descriptor(void);
/// Ends the full-screen mode and forgets the screen.
void lexi_screen_close(void);
/// Ends the full-screen mode for a while; `lexi_screen_enter` comes back to it.
void lexi_screen_leave(void);
void lexi_screen_enter(void);

int lexi_screen_rows(void);
int lexi_screen_columns(void);
/// Takes on another size: the screen is blank afterwards and drawn afresh.
void lexi_screen_resize(int rows, int columns);
/// Draws everything afresh at the next flush.
void lexi_screen_redraw(void);

/// How many colours there are: 0 for none, 0x1000000 for direct colours.
int lexi_screen_colours(void);
/// How many pairs may be made, the default pair 0 among them.
int lexi_screen_pairs(void);
/// The attributes that this terminal can show.
uint32_t lexi_screen_attributes(void);
/// Gives a pair its colours; -1 is the terminal's own.
void lexi_screen_set_pair(int pair, int foreground, int background);

/// Puts cells into a row from a column on. A wide character is one cell here and takes two columns.
void lexi_screen_put(int row, int column, const lexi_cell *_Nonnull cells, int count);
/// Sends what changed, then parks the cursor there; a row of -1 hides it.
void lexi_screen_flush(int cursor_row, int cursor_column);
void lexi_screen_bell(void);
