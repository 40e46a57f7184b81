#pragma once
#include <stdint.h>

/// The columns of one Unicode scalar in the current locale: -1, 0, 1 or 2. In C, because glibc
/// declares `wcwidth` only under _XOPEN_SOURCE.
int lexi_wcwidth(uint32_t scalar);
