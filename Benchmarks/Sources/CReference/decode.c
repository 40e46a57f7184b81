/* The five event shapes of the API in plain C: one pass over the data, text unescaped into a
   buffer that is used again. What is no object of plain members counts as not read. */

#include "CReference.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef enum { THINKING, TOOL_STEP, TEXT, DONE, ERROR, UNKNOWN } kind;

/* An event with text of its own: up to three strings and the credits. */
typedef struct {
    kind kind;
    sse_view text[3]; /* text · tool, status, summary · delta, conversation · message · code, message */
    int64_t credits;
} run_event;

typedef struct {
    sse_totals totals;
    uint8_t *arena;
    size_t capacity;
} decoder;

typedef struct {
    const uint8_t *position, *end;
    uint8_t *out;
} cursor;

static void skip_space(cursor *cursor) {
    while (cursor->position < cursor->end &&
           (*cursor->position == ' ' || *cursor->position == '\n' || *cursor->position == '\t' ||
            *cursor->position == '\r'))
        cursor->position++;
}

static bool take(cursor *cursor, uint8_t byte) {
    if (cursor->position == cursor->end || *cursor->position != byte) return false;
    cursor->position++;
    return true;
}

static bool is_utf8(const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count;) {
        uint8_t byte = bytes[i];
        size_t length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3
                        : byte < 0xF5 ? 4 : 0;
        if (length == 0 || i + length > count) return false;
        for (size_t k = 1; k < length; k++)
            if ((bytes[i + k] & 0xC0) != 0x80) return false;
        if ((byte == 0xE0 && bytes[i + 1] < 0xA0) || (byte == 0xED && bytes[i + 1] > 0x9F) ||
            (byte == 0xF0 && bytes[i + 1] < 0x90) || (byte == 0xF4 && bytes[i + 1] > 0x8F))
            return false;
        i += length;
    }
    return true;
}

static int hexadecimal(uint8_t byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static bool unit(cursor *cursor, uint32_t *value) {
    if (cursor->end - cursor->position < 4) return false;
    *value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hexadecimal(*cursor->position++);
        if (digit < 0) return false;
        *value = *value << 4 | (uint32_t)digit;
    }
    return true;
}

static bool take_unicode(cursor *cursor) {
    uint32_t scalar, low;
    if (!unit(cursor, &scalar)) return false;
    if (scalar >= 0xD800 && scalar < 0xE000) {
        if (scalar >= 0xDC00 || !take(cursor, '\\') || !take(cursor, 'u') ||
            !unit(cursor, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
    }
    if (scalar < 0x80) {
        *cursor->out++ = (uint8_t)scalar;
        return true;
    }
    int continuations = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    *cursor->out++ = lead[continuations] | (uint8_t)(scalar >> (6 * continuations));
    while (continuations-- > 0) *cursor->out++ = 0x80 | ((scalar >> (6 * continuations)) & 0x3F);
    return true;
}

static bool take_string(cursor *cursor, sse_view *text) {
    if (!take(cursor, '"')) return false;
    uint8_t *start = cursor->out;
    uint8_t seen = 0;
    while (cursor->position < cursor->end) {
        uint8_t byte = *cursor->position++;
        if (byte == '"') {
            *text = (sse_view){start, (size_t)(cursor->out - start)};
            return seen < 0x80 || is_utf8(start, text->count);
        }
        if (byte < 0x20) return false;
        seen |= byte;
        if (byte != '\\') {
            *cursor->out++ = byte;
            continue;
        }
        if (cursor->position == cursor->end) return false;
        switch (byte = *cursor->position++) {
        case '"': case '\\': case '/': *cursor->out++ = byte; break;
        case 'b': *cursor->out++ = '\b'; break;
        case 'f': *cursor->out++ = '\f'; break;
        case 'n': *cursor->out++ = '\n'; break;
        case 'r': *cursor->out++ = '\r'; break;
        case 't': *cursor->out++ = '\t'; break;
        case 'u':
            if (!take_unicode(cursor)) return false;
            break;
        default: return false;
        }
    }
    return false;
}

static bool take_number(cursor *cursor, int64_t *value) {
    bool negative = take(cursor, '-');
    const uint8_t *start = cursor->position;
    *value = 0;
    while (cursor->position < cursor->end && *cursor->position >= '0' && *cursor->position <= '9')
        *value = *value * 10 + (*cursor->position++ - '0');
    if (negative) *value = -*value;
    return cursor->position > start && cursor->position - start < 18;
}

#define NAME(text) {(const uint8_t *)(text), sizeof(text) - 1}

static inline bool equal(sse_view view, sse_view other) {
    return view.count == other.count && memcmp(view.bytes, other.bytes, view.count) == 0;
}

static kind kind_of(sse_view name) {
    if (equal(name, (sse_view)NAME("text"))) return TEXT;
    if (equal(name, (sse_view)NAME("thinking"))) return THINKING;
    if (equal(name, (sse_view)NAME("tool_step"))) return TOOL_STEP;
    if (equal(name, (sse_view)NAME("done"))) return DONE;
    if (equal(name, (sse_view)NAME("error"))) return ERROR;
    return UNKNOWN;
}

/* Where the member's string belongs in the event, or -1. */
static int place_of(kind kind, sse_view name) {
    static const sse_view places[][3] = {
        [THINKING] = {NAME("text")},
        [TOOL_STEP] = {NAME("tool"), NAME("status"), NAME("summary")},
        [TEXT] = {NAME("delta"), NAME("conversation_id")},
        [DONE] = {NAME("message_id"), NAME("conversation_id")},
        [ERROR] = {NAME("code"), NAME("message")},
    };
    for (int place = 0; place < 3 && places[kind][place].count > 0; place++)
        if (equal(name, places[kind][place])) return place;
    return -1;
}

static bool decode(kind kind, cursor *cursor, run_event *event) {
    event->kind = kind;
    skip_space(cursor);
    if (!take(cursor, '{')) return false;
    skip_space(cursor);
    do {
        sse_view name, text;
        skip_space(cursor);
        if (!take_string(cursor, &name)) return false;
        skip_space(cursor);
        if (!take(cursor, ':')) return false;
        skip_space(cursor);
        if (kind == DONE && equal(name, (sse_view)NAME("credits_remaining"))) {
            if (!take_number(cursor, &event->credits)) return false;
        } else {
            int place = place_of(kind, name);
            if (!take_string(cursor, &text)) return false;
            if (place >= 0) event->text[place] = text;
        }
        skip_space(cursor);
    } while (take(cursor, ','));
    if (!take(cursor, '}')) return false;
    skip_space(cursor);
    return cursor->position == cursor->end && (kind == DONE || event->text[0].bytes);
}

static void decode_event(void *context, const sse_event *view) {
    decoder *decoder = context;
    /* Unescaped, text only becomes shorter. */
    if (view->data.count > decoder->capacity) {
        decoder->capacity = view->data.count * 2;
        decoder->arena = realloc(decoder->arena, decoder->capacity);
        if (!decoder->arena) abort();
    }
    cursor cursor = {view->data.bytes, view->data.bytes + view->data.count, decoder->arena};
    run_event event = {0};
    kind kind = kind_of(view->name);
    if (kind == UNKNOWN || !decode(kind, &cursor, &event)) return;
    decoder->totals.events++;
    for (int place = 0; place < 3; place++) decoder->totals.bytes += event.text[place].count;
}

sse_totals decode_stream(const uint8_t *bytes, size_t count, size_t piece) {
    decoder decoder = {0};
    sse_parser *parser = sse_parser_create();
    for (size_t start = 0; start < count; start += piece) {
        size_t length = count - start < piece ? count - start : piece;
        sse_parser_feed(parser, bytes + start, length, decode_event, &decoder);
    }
    sse_parser_destroy(parser);
    free(decoder.arena);
    return decoder.totals;
}
