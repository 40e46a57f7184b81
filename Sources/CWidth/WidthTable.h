#pragma once
#include <stdint.h>

/// Two bits a character, the first of four in the lowest: 0, 1 or 2 columns; 3 for those that
/// terminals give one column or two (East Asian Width A).
extern const uint8_t lexi_width_blocks[][64];
/// Which block holds the 256 characters from each multiple of 256 on.
extern const uint8_t lexi_width_index[];
