#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "Screen.h"

#include "Guard.h"

#include <curses.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// init_extended_pair and pair numbers above 32767 came with ncurses 6.1.
#define HAS_EXTENDED_PAIRS (NCURSES_EXT_COLORS >= 20170401)

static SCREEN *screen;
static FILE *screen_input;
static FILE *screen_output;
static int cursor_shown;

static FILE *open_copy(int descriptor, const char *mode) {
    int copy = dup(descriptor);
    if (copy < 0) { return NULL; }
    FILE *file = fdopen(copy, mode);
    if (file == NULL) { close(copy); }
    return file;
}

static void close_streams(void) {
    if (screen_input != NULL) { fclose(screen_input); }
    if (screen_output != NULL) { fclose(screen_output); }
    screen_input = NULL;
    screen_output = NULL;
}

/// Until a screen has been left and entered once, ncurses writes after every move of the cursor,
/// several times a frame. So it is left once, to nowhere; the first flush enters it.
static void begin_in_whole_frames(void) {
    int descriptor = fileno(screen_output);
    int kept = dup(descriptor);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept >= 0 && nowhere >= 0) {
        dup2(nowhere, descriptor);
        // Entering then hides it, as most pictures do.
        curs_set(0);
        cursor_shown = 0;
        endwin();
        dup2(kept, descriptor);
    }
    if (kept >= 0) { close(kept); }
    if (nowhere >= 0) { close(nowhere); }
}

bool lexi_screen_open(
    const char *type, int input, int output, int rows, int columns, bool wants_colour) {
    // Streams of our own: ncurses sets buffers on them, and a file stream has only one owner.
    screen_input = open_copy(input, "r");
    screen_output = open_copy(output, "w");
    if (screen_input == NULL || screen_output == NULL) {
        close_streams();
        return false;
    }
    // Starting writes too, and the terminal may be full already.
    lexi_guard_watch_screen(fileno(screen_output));
    // The size comes from the terminal, never from LINES and COLUMNS left in the environment.
    use_env(FALSE);
    use_tioctl(TRUE);
    // Not initscr(), which ends the process when terminfo does not know the type.
    screen = newterm(type, screen_output, screen_input);
    if (screen == NULL) {
        lexi_guard_unwatch_screen();
        close_streams();
        return false;
    }
    raw();
    noecho();
    nonl();
    // Never look for typed keys in the middle of drawing: we read the terminal ourselves.
    typeahead(-1);
    intrflush(stdscr, FALSE);
    // Says "application keys" to the terminal, as the sequences in terminfo are meant.
    keypad(stdscr, TRUE);
    if (wants_colour && has_colors()) {
        start_color();
        use_default_colors();
    }
    cursor_shown = -1;
    begin_in_whole_frames();
    if (rows > 0 && columns > 0) { lexi_screen_resize(rows, columns); }
    return true;
}

int lexi_screen_descriptor(void) { return screen_output == NULL ? -1 : fileno(screen_output); }

void lexi_screen_close(void) {
    if (screen == NULL) { return; }
    lexi_screen_leave();
    delscreen(screen);
    screen = NULL;
    close_streams();
}

void lexi_screen_leave(void) {
    if (!isendwin()) { endwin(); }
}

void lexi_screen_enter(void) {
    reset_prog_mode();
    // The next flush enters the full-screen mode again, cursor and all.
    lexi_screen_redraw();
}

int lexi_screen_rows(void) { return LINES; }
int lexi_screen_columns(void) { return COLS; }

void lexi_screen_resize(int rows, int columns) {
    if (rows == LINES && columns == COLS) { return; }
    resize_term(rows, columns);
    // What terminals keep of the old picture differs.
    werase(stdscr);
    lexi_screen_redraw();
}

void lexi_screen_redraw(void) { clearok(curscr, TRUE); }

int lexi_screen_colours(void) { return COLORS; }
int lexi_screen_pairs(void) { return COLOR_PAIRS; }

static attr_t attributes_of(uint32_t attributes) {
    attr_t result = WA_NORMAL;
    if (attributes & LEXI_BOLD) { result |= WA_BOLD; }
    if (attributes & LEXI_DIM) { result |= WA_DIM; }
#ifdef WA_ITALIC
    if (attributes & LEXI_ITALIC) { result |= WA_ITALIC; }
#endif
    if (attributes & LEXI_UNDERLINE) { result |= WA_UNDERLINE; }
    if (attributes & LEXI_REVERSE) { result |= WA_REVERSE; }
    return result;
}

uint32_t lexi_screen_attributes(void) {
    attr_t known = term_attrs();
    uint32_t result = 0;
    for (uint32_t bit = LEXI_BOLD; bit <= LEXI_REVERSE; bit <<= 1) {
        attr_t attribute = attributes_of(bit);
        if (attribute != WA_NORMAL && (known & attribute) == attribute) { result |= bit; }
    }
    return result;
}

void lexi_screen_set_pair(int pair, int foreground, int background) {
#if HAS_EXTENDED_PAIRS
    init_extended_pair(pair, foreground, background);
#else
    init_pair((short)pair, (short)foreground, (short)background);
#endif
}

/// A blank with attributes and colours, which neighbours mostly share: to have ncurses make each
/// cell from its parts would take longer than to draw it.
static const cchar_t *styled_blank(uint32_t attributes, int pair) {
    static cchar_t blank;
    static uint32_t blank_attributes;
    static int blank_pair = -1;
    if (attributes == blank_attributes && pair == blank_pair) { return &blank; }
    const wchar_t space[] = {L' ', 0};
#if HAS_EXTENDED_PAIRS
    setcchar(&blank, space, attributes_of(attributes), 0, &pair);
#else
    setcchar(&blank, space, attributes_of(attributes), (short)pair, NULL);
#endif
    blank_attributes = attributes;
    blank_pair = pair;
    return &blank;
}

void lexi_screen_put(int row, int column, const lexi_cell *cells, int count) {
    enum { batch = 256 };
    cchar_t line[batch];
    for (int done = 0; done < count;) {
        int length = count - done < batch ? count - done : batch;
        for (int index = 0; index < length; index++) {
            const lexi_cell *cell = &cells[done + index];
            line[index] = *styled_blank(cell->attributes, cell->pair);
            for (int mark = 0; mark < CCHARW_MAX && mark < 5; mark++) {
                if (mark > 0 && cell->scalars[mark] == 0) { break; }
                line[index].chars[mark] = (wchar_t)cell->scalars[mark];
            }
        }
        if (done == 0) { wmove(stdscr, row, column); }
        wadd_wchnstr(stdscr, line, length);
        done += length;
        // wadd_wchnstr leaves the cursor where it was.
        if (done < count) {
            for (int index = 0; index < length; index++) {
                int width = wcwidth((wchar_t)cells[done - length + index].scalars[0]);
                column += width > 1 ? width : 1;
            }
            wmove(stdscr, row, column);
        }
    }
}

void lexi_screen_flush(int cursor_row, int cursor_column) {
    int shown = cursor_row >= 0;
    // A hidden cursor may stay wherever drawing left it.
    leaveok(stdscr, !shown);
    if (shown) { wmove(stdscr, cursor_row, cursor_column); }
    wnoutrefresh(stdscr);
    // Entering the screen keeps the cursor as it was until the screen is left again.
    bool enters = isendwin();
    if (enters) { doupdate(); }
    if (shown != cursor_shown) {
        curs_set(shown);
        cursor_shown = shown;
    }
    if (!enters) { doupdate(); }
}

void lexi_screen_bell(void) { beep(); }
