#define _GNU_SOURCE
#define _XOPEN_SOURCE 700
#include "CWidth.h"
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <wchar.h>

static _Atomic int ambiguous_columns = 1;

void lexi_set_ambiguous_columns(int columns) { atomic_store(&ambiguous_columns, columns); }

static int adjusted(int columns, uint32_t scalar) {
    bool is_wide = columns == 1 && atomic_load_explicit(&ambiguous_columns, memory_order_relaxed) == 2
        && lexi_is_ambiguous(scalar);
    return is_wide ? 2 : columns;
}

#ifdef __linux__

// Curses asks the C library for the width of what it draws, and has no way to be told otherwise.
// So that it counts as the terminal does, the program's own `wcwidth` comes before the library's:
// the dynamic linker binds curses to the first that it finds.
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

__attribute__((visibility("default"))) int wcwidth(wchar_t character) {
    return adjusted(library_wcwidth(character), (uint32_t)character);
}

int lexi_wcwidth(uint32_t scalar) {
    return adjusted(library_wcwidth((wchar_t)scalar), scalar);
}

int lexi_curses_wcwidth(uint32_t scalar) { return lexi_wcwidth(scalar); }

#else

// Elsewhere curses counts as the C library does, whatever this program says.
int lexi_wcwidth(uint32_t scalar) { return adjusted(wcwidth((wchar_t)scalar), scalar); }

int lexi_curses_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

#endif
