#pragma once

// The part of ncurses that LexiTerminal draws with, and the code that has to be C: what runs in
// signal handlers and what Swift cannot import (macros, variadic functions, global variables).
// Keeping <curses.h> out of the header keeps its names (clear, move, timeout …) out of Swift.

#include "Guard.h"
#include "Screen.h"
#include "Terminfo.h"
