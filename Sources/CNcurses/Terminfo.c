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

int lexi_terminfo_place(int row, int column, char *bytes, int capacity) {
    if (cursor_address == NULL) { return 0; }
    return copy_without_padding(
        tparm(cursor_address, (long)row, (long)column, 0L, 0L, 0L, 0L, 0L, 0L, 0L), bytes,
        capacity);
}

int lexi_terminfo_number(const char *name, int number, char *bytes, int capacity) {
    char *text = tigetstr((char *)name);
    if (text == NULL || text == (char *)-1) { return 0; }
    return copy_without_padding(
        tparm(text, (long)number, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), bytes, capacity);
}

const char *lexi_terminfo_name(lexi_terminfo_kind kind, int place) {
    switch (kind) {
    case LEXI_FLAGS: return boolnames[place];
    case LEXI_NUMBERS: return numnames[place];
    case LEXI_STRINGS: return strnames[place];
    }
    return NULL;
}

int lexi_terminfo_place_of(const char *name, lexi_terminfo_kind kind) {
    for (int place = 0;; place++) {
        const char *found = lexi_terminfo_name(kind, place);
        if (found == NULL) { return -1; }
        if (strcmp(found, name) == 0) { return place; }
    }
}

bool lexi_terminfo_open(const char *type, int output) {
    int result;
    return setupterm((char *)type, output, &result) == OK;
}

void lexi_terminfo_close(void) {
    TERMINAL *opened = cur_term;
    set_curterm(NULL);
    if (opened != NULL) { del_curterm(opened); }
}

bool lexi_terminfo_flag(const char *name) { return tigetflag((char *)name) == 1; }

int lexi_terminfo_count(const char *name) {
    int number = tigetnum((char *)name);
    return number < 0 ? -1 : number;
}

const char *lexi_terminfo_raw_string(const char *name) {
    char *text = tigetstr((char *)name);
    return text == (char *)-1 ? NULL : text;
}

bool lexi_terminfo_has_direct_colour(void) {
    // Users write it as a flag, as the bits of each part, or as a string of three.
    char *parts = tigetstr("RGB");
    return tigetflag("RGB") == 1 || tigetnum("RGB") > 0 || (parts != NULL && parts != (char *)-1);
}
