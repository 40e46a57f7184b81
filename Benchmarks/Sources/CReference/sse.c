/* The framing of text/event-stream (WHATWG HTML, section 9.2.6) in plain C: LF, CR and CRLF, a
   byte order mark, comments, several data lines, IDs, input cut anywhere, no copy of what lies
   whole in one piece. */

#include "CReference.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *bytes;
    size_t count, capacity;
} buffer;

struct sse_parser {
    buffer line, name, data, id;
    size_t data_lines;
    size_t mark; /* Bytes of the byte order mark seen; 3 when the start of the stream is past. */
    bool skip_line_feed;
};

static void append(buffer *buffer, const uint8_t *bytes, size_t count) {
    if (buffer->count + count > buffer->capacity) {
        buffer->capacity = (buffer->count + count) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
        if (!buffer->bytes) abort();
    }
    if (count) memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

static void replace(buffer *buffer, sse_view view) {
    buffer->count = 0;
    append(buffer, view.bytes, view.count);
}

sse_parser *sse_parser_create(void) { return calloc(1, sizeof(sse_parser)); }

void sse_parser_destroy(sse_parser *parser) {
    free(parser->line.bytes);
    free(parser->name.bytes);
    free(parser->data.bytes);
    free(parser->id.bytes);
    free(parser);
}

/* The name and data of the open event while they lie in the piece being read. */
typedef struct views {
    sse_view name, data;
} views;

static bool value_of(sse_view line, const char *field, size_t length, sse_view *value) {
    if (line.count < length || memcmp(line.bytes, field, length) != 0) return false;
    if (line.count == length) {
        *value = (sse_view){line.bytes + length, 0};
        return true;
    }
    if (line.bytes[length] != ':') return false;
    size_t start = length + 1;
    if (start < line.count && line.bytes[start] == ' ') start++;
    *value = (sse_view){line.bytes + start, line.count - start};
    return true;
}

static void dispatch(sse_parser *parser, views *views, sse_receive receive, void *context) {
    if (parser->data_lines > 0) {
        sse_event event = {
            views->name.bytes ? views->name : (sse_view){parser->name.bytes, parser->name.count},
            views->data.bytes ? views->data : (sse_view){parser->data.bytes, parser->data.count},
            {parser->id.bytes, parser->id.count},
        };
        receive(context, &event);
    }
    *views = (struct views){{0}};
    parser->data_lines = 0;
    parser->name.count = 0;
}

static void take_line(sse_parser *parser, sse_view line, bool stays, views *views,
                      sse_receive receive, void *context) {
    sse_view value;
    if (line.count == 0) {
        dispatch(parser, views, receive, context);
    } else if (value_of(line, "data", 4, &value)) {
        if (stays && parser->data_lines == 0) {
            views->data = value;
        } else {
            if (views->data.bytes) replace(&parser->data, views->data);
            views->data = (sse_view){0};
            if (parser->data_lines > 0) {
                append(&parser->data, (const uint8_t *)"\n", 1);
                append(&parser->data, value.bytes, value.count);
            } else {
                replace(&parser->data, value);
            }
        }
        parser->data_lines++;
    } else if (value_of(line, "event", 5, &value)) {
        if (stays) views->name = value;
        else replace(&parser->name, value);
    } else if (value_of(line, "id", 2, &value)) {
        if (!memchr(value.bytes, 0, value.count)) replace(&parser->id, value);
    }
}

void sse_parser_feed(sse_parser *parser, const uint8_t *bytes, size_t count, sse_receive receive,
                     void *context) {
    static const uint8_t mark[] = {0xEF, 0xBB, 0xBF};
    const uint8_t *position = bytes, *end = bytes + count;
    if (count == 0) return;
    if (parser->skip_line_feed) {
        parser->skip_line_feed = false;
        if (*position == '\n') position++;
    }
    while (parser->mark < 3 && position < end) {
        if (*position != mark[parser->mark]) {
            append(&parser->line, mark, parser->mark);
            parser->mark = 3;
        } else {
            position++;
            parser->mark++;
        }
    }
    views views = {{0}};
    const uint8_t *line_feed = NULL, *carriage_return = NULL;
    while (position < end) {
        size_t rest = (size_t)(end - position);
        if (!line_feed || line_feed < position) {
            line_feed = memchr(position, '\n', rest);
            if (!line_feed) line_feed = end;
        }
        if (!carriage_return || carriage_return < position) {
            carriage_return = memchr(position, '\r', rest);
            if (!carriage_return) carriage_return = end;
        }
        const uint8_t *line_end = line_feed < carriage_return ? line_feed : carriage_return;
        if (line_end == end) break;
        sse_view line = {position, (size_t)(line_end - position)};
        if (parser->line.count == 0) {
            take_line(parser, line, true, &views, receive, context);
        } else {
            append(&parser->line, line.bytes, line.count);
            sse_view whole = {parser->line.bytes, parser->line.count};
            take_line(parser, whole, false, &views, receive, context);
            parser->line.count = 0;
        }
        position = line_end + 1;
        if (*line_end == '\r') {
            if (position == end) parser->skip_line_feed = true;
            else if (*position == '\n') position++;
        }
    }
    append(&parser->line, position, (size_t)(end - position));
    if (views.name.bytes) replace(&parser->name, views.name);
    if (views.data.bytes) replace(&parser->data, views.data);
}

uint64_t count_line_feeds(const uint8_t *bytes, size_t count) {
    uint64_t lines = 0;
    const uint8_t *position = bytes, *end = bytes + count;
    while ((position = memchr(position, '\n', (size_t)(end - position)))) {
        lines++;
        position++;
    }
    return lines;
}

static void count_event(void *context, const sse_event *event) {
    sse_totals *totals = context;
    totals->events++;
    totals->bytes += event->name.count + event->data.count;
}

sse_totals frame_stream(const uint8_t *bytes, size_t count, size_t piece) {
    sse_totals totals = {0};
    sse_parser *parser = sse_parser_create();
    for (size_t start = 0; start < count; start += piece) {
        size_t length = count - start < piece ? count - start : piece;
        sse_parser_feed(parser, bytes + start, length, count_event, &totals);
    }
    sse_parser_destroy(parser);
    return totals;
}
