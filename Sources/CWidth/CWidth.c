#define _GNU_SOURCE
#define _XOPEN_SOURCE 700
#include "CWidth.h"

#include "WidthTable.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <wchar.h>

static _Atomic int ambiguous_columns = 1;

void lexi_set_ambiguous_columns(int columns) { atomic_store(&ambiguous_columns, columns); }

static int ambiguous(void) {
    return atomic_load_explicit(&ambiguous_columns, memory_order_relaxed);
}

/// What the table says: 0, 1, 2, or 3 for an ambiguous one.
static int entry(uint32_t scalar) {
    uint32_t place = scalar & 0xFF;
    return lexi_width_blocks[lexi_width_index[scalar >> 8]][place >> 2] >> 2 * (place & 3) & 3;
}

static bool is_printed(uint32_t scalar) {
    if (scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0)) { return false; }
    // The separators of lines and paragraphs.
    if (scalar == 0x2028 || scalar == 0x2029) { return false; }
    // What is no character: surrogates and what Unicode will never assign.
    if ((scalar >= 0xD800 && scalar < 0xE000) || (scalar >= 0xFDD0 && scalar <= 0xFDEF)) {
        return false;
    }
    return scalar <= 0x10FFFF && (scalar & 0xFFFE) != 0xFFFE;
}

bool lexi_is_ambiguous(uint32_t scalar) { return is_printed(scalar) && entry(scalar) == 3; }

int lexi_wcwidth(uint32_t scalar) {
    if (!is_printed(scalar)) { return -1; }
    int columns = entry(scalar);
    return columns == 3 ? ambiguous() : columns;
}

#ifdef __linux__

static int library_wcwidth(wchar_t character) {
    static int (*_Atomic found)(wchar_t);
    int (*function)(wchar_t) = atomic_load_explicit(&found, memory_order_relaxed);
    if (function == NULL) {
        function = (int (*)(wchar_t))dlsym(RTLD_NEXT, "wcwidth");
        if (function == NULL) { return 1; }
        atomic_store(&found, function);
    }
    return function(character);
}

// Curses asks the C library for the width of what it draws, and has no way to be told that
// ambiguous characters are wide here. So the program's own `wcwidth` comes before the library's:
// the dynamic linker binds curses to the first that it finds.
__attribute__((visibility("default"))) int wcwidth(wchar_t character) {
    int columns = library_wcwidth(character);
    return columns == 1 && lexi_is_ambiguous((uint32_t)character) ? ambiguous() : columns;
}

#endif

int lexi_curses_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
