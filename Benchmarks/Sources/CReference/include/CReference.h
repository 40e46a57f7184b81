#ifndef CREFERENCE_H
#define CREFERENCE_H

#include <stddef.h>
#include <stdint.h>

/* The C side of the benchmarks: the same work as the Swift sources do, written as one would in C,
   to tell how much of the machine they use. Nothing of it is part of the product. */

typedef struct {
    const uint8_t *bytes;
    size_t count;
} sse_view;

/* A dispatched event, valid during the callback only. */
typedef struct {
    sse_view name, data, last_event_id;
} sse_event;

typedef struct sse_parser sse_parser;
typedef void (*sse_receive)(void *context, const sse_event *event);

sse_parser *sse_parser_create(void);
void sse_parser_destroy(sse_parser *parser);
/* Reads the next bytes of the stream, cut anywhere. */
void sse_parser_feed(sse_parser *parser, const uint8_t *bytes, size_t count, sse_receive receive,
                     void *context);

/* What the counts below are for: something the optimiser cannot leave out. */
typedef struct {
    uint64_t events, bytes;
} sse_totals;

/* Line feeds found with memchr: no parser can be faster. */
uint64_t count_line_feeds(const uint8_t *bytes, size_t count);
/* Frames the stream in pieces of at most `piece` bytes. */
sse_totals frame_stream(const uint8_t *bytes, size_t count, size_t piece);
/* Frames it and decodes each event into the values of its five shapes, text unescaped and checked
   to be UTF-8. The decoded text lies in a buffer that is used again, so nothing is allocated. */
sse_totals decode_stream(const uint8_t *bytes, size_t count, size_t piece);

/* Calls of malloc, calloc and realloc in this process so far. 0 where they cannot be counted. */
uint64_t allocation_count(void);

#endif
