#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "Terminfo.h"

#include <curses.h>
#include <string.h>
#include <term.h>

// Padding, `$<5*/>`, is for terminals that need time; we write such strings in one go at the end.
static int copy_without_padding(const char *text, char *bytes, int capacity) {
    int length = 0;
    if (text == NULL || text == (char *)-1) { return 0; }
    while (*text != 0) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end != NULL) {
            text = end + 1;
            continue;
        }
        if (length == capacity) { return 0; }
        bytes[length++] = *text++;
    }
    return length;
}

int lexi_terminfo_string(const char *name, char *bytes, int capacity) {
    return copy_without_padding(tigetstr((char *)name), bytes, capacity);
}

int lexi_terminfo_row_start(int row, char *bytes, int capacity) {
    if (cursor_address == NULL) { return 0; }
    return copy_without_padding(
        tparm(cursor_address, (long)row, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), bytes, capacity);
}

bool lexi_terminfo_has_direct_colour(void) {
    // Users write it as a flag, as the bits of each part, or as a string of three.
    char *parts = tigetstr("RGB");
    return tigetflag("RGB") == 1 || tigetnum("RGB") > 0 || (parts != NULL && parts != (char *)-1);
}
