#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unilbrk.h>
#include <uninorm.h>

/// The text in normal form C.
///
/// Returns its length in bytes, or -1 when it has more than there is room for, or no memory.
static inline ptrdiff_t lexi_compose(
    const uint8_t *_Nullable text, size_t count, uint8_t *_Nullable output, size_t room) {
    if (count == 0) return 0;
    size_t length = room;
    uint8_t *result = u8_normalize(UNINORM_NFC, text, count, output, &length);
    if (result == output) return (ptrdiff_t)length;
    free(result);
    return -1;
}
