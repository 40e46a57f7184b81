// The practical bound of any curses program that shows a streamed answer: everything such a client
// cannot do without, and nothing else. No tabs, no panes, no Markdown, no TLS, no HTTP keep-alive,
// JSON read by looking for "delta". It answers `lexi-bound HOST PORT`: type, Enter sends, Ctrl+D
// quits.
#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include <arpa/inet.h>
#include <locale.h>
#include <ncurses.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { frame_milliseconds = 16 };

static long milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000L + time.tv_nsec / 1000000;
}

// MARK: the transcript, and where its rows begin

static struct {
    char *text;
    size_t length, capacity;
    size_t *rows;
    size_t row_count, row_capacity;
    size_t width;
} transcript;

static void append(const char *bytes, size_t count) {
    if (transcript.length + count > transcript.capacity) {
        transcript.capacity = 2 * (transcript.length + count) + 4096;
        transcript.text = realloc(transcript.text, transcript.capacity);
    }
    memcpy(transcript.text + transcript.length, bytes, count);
    transcript.length += count;
}

static void begin_row(size_t offset) {
    if (transcript.row_count == transcript.row_capacity) {
        transcript.row_capacity = 2 * transcript.row_capacity + 256;
        transcript.rows =
            realloc(transcript.rows, transcript.row_capacity * sizeof *transcript.rows);
    }
    transcript.rows[transcript.row_count++] = offset;
}

/// Wraps at words, from the last row on: those before it never change.
static void wrap(size_t width) {
    if (width != transcript.width) {
        transcript.width = width;
        transcript.row_count = 0;
    }
    if (transcript.row_count == 0) { begin_row(0); }
    size_t start = transcript.rows[transcript.row_count - 1];
    size_t after_blank = start;
    for (size_t at = start; at < transcript.length; at++) {
        if (transcript.text[at] == '\n') {
            begin_row(start = after_blank = at + 1);
            continue;
        }
        if (transcript.text[at] == ' ') { after_blank = at + 1; }
        if (at - start < width) { continue; }
        start = after_blank > start ? after_blank : at;
        begin_row(start);
        after_blank = start;
        at = start - 1;
    }
}

// MARK: the stream

static struct {
    int socket;
    bool is_over;
    enum { head, chunk_size, chunk, chunk_end } part;
    size_t chunk_left;
    char head_tail[4], size_text[32];
    size_t size_length;
    bool is_text;
    size_t line_length;
} stream = {.socket = -1};
/// The beginning of a line whose end has not come.
static char line_start[1 << 21];

static void take_delta(const char *data, size_t length) {
    const char *end = data + length;
    const char *at = memmem(data, length, "\"delta\":\"", 9);
    if (at == NULL) { return; }
    at += 9;
    while (at < end && *at != '"') {
        const char *plain = at;
        while (at < end && *at != '"' && *at != '\\') { at++; }
        append(plain, (size_t)(at - plain));
        if (at + 1 >= end || *at != '\\') { continue; }
        char escaped = at[1];
        at += 2;
        switch (escaped) {
        case 'n': append("\n", 1); break;
        case 't': append("\t", 1); break;
        case 'u':
            append("?", 1);
            at += 4;
            break;
        default: append(&escaped, 1);
        }
    }
}

static void take_line(const char *line, size_t length) {
    if (length > 0 && line[length - 1] == '\r') { length--; }
    if (length == 0) {
        stream.is_text = false;
    } else if (length > 7 && memcmp(line, "event: ", 7) == 0) {
        stream.is_text = length == 11 && memcmp(line + 7, "text", 4) == 0;
    } else if (length > 6 && memcmp(line, "data: ", 6) == 0) {
        if (stream.is_text) { take_delta(line + 6, length - 6); }
        if (length >= 12 && memcmp(line + 6, "[DONE]", 6) == 0) { stream.is_over = true; }
    }
}

static void take_body(const char *bytes, size_t count) {
    while (count > 0) {
        const char *end = memchr(bytes, '\n', count);
        size_t length = end != NULL ? (size_t)(end - bytes) : count;
        if (end != NULL && stream.line_length == 0) {
            take_line(bytes, length);
        } else {
            if (stream.line_length + length > sizeof line_start) { stream.line_length = 0; }
            memcpy(line_start + stream.line_length, bytes, length);
            stream.line_length += length;
            if (end == NULL) { return; }
            take_line(line_start, stream.line_length);
            stream.line_length = 0;
        }
        bytes += length + 1;
        count -= length + 1;
    }
}

static void take_bytes(const char *bytes, size_t count) {
    while (count > 0 && !stream.is_over) {
        size_t used = 1;
        switch (stream.part) {
        case head:
            memmove(stream.head_tail, stream.head_tail + 1, 3);
            stream.head_tail[3] = *bytes;
            if (memcmp(stream.head_tail, "\r\n\r\n", 4) == 0) { stream.part = chunk_size; }
            break;
        case chunk_size:
            if (stream.size_length < sizeof stream.size_text - 1) {
                stream.size_text[stream.size_length++] = *bytes;
            }
            if (*bytes != '\n') { break; }
            stream.size_text[stream.size_length] = 0;
            stream.size_length = 0;
            stream.chunk_left = strtoul(stream.size_text, NULL, 16);
            stream.part = chunk;
            if (stream.chunk_left == 0) { stream.is_over = true; }
            break;
        case chunk:
            used = count < stream.chunk_left ? count : stream.chunk_left;
            take_body(bytes, used);
            stream.chunk_left -= used;
            if (stream.chunk_left == 0) { stream.part = chunk_end; }
            break;
        case chunk_end:
            if (*bytes == '\n') { stream.part = chunk_size; }
            break;
        }
        bytes += used;
        count -= used;
    }
}

static void ask(const char *host, const char *port, const char *message, size_t length) {
    static char request[1 << 17];
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
    inet_pton(AF_INET, host, &address.sin_addr);
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
        close(descriptor);
        return;
    }
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int count = snprintf(
        request, sizeof request,
        "POST /v1/lexi/chat/stream HTTP/1.1\r\nHost: %s:%s\r\n"
        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n{\"message\":\"%.*s\"}",
        host, port, length + 14, (int)length, message);
    if (write(descriptor, request, (size_t)count) != count) {
        close(descriptor);
        return;
    }
    stream.socket = descriptor;
    stream.part = head;
    stream.is_over = false;
    stream.line_length = 0;
}

// MARK: the screen

static char message[1 << 16];
static size_t message_length;

static bool is_blank(char character) { return character == ' ' || character == '\n'; }

static void draw(void) {
    int rows, columns;
    getmaxyx(stdscr, rows, columns);
    if (rows < 4 || columns < 4) { return; }
    size_t shown = (size_t)rows - 3;
    wrap((size_t)columns - 2);
    size_t first = transcript.row_count > shown ? transcript.row_count - shown : 0;
    for (size_t row = 0; row < shown; row++) {
        move((int)row, 0);
        size_t index = first + row;
        if (index < transcript.row_count) {
            size_t start = transcript.rows[index];
            size_t end = index + 1 < transcript.row_count ? transcript.rows[index + 1]
                                                          : transcript.length;
            while (end > start && is_blank(transcript.text[end - 1])) { end--; }
            addch(' ');
            addnstr(transcript.text + start, (int)(end - start));
        }
        clrtoeol();
    }
    mvhline(rows - 3, 0, '-', columns);
    mvaddstr(rows - 1, 0, stream.socket < 0 ? "bound | idle" : "bound | streaming");
    clrtoeol();
    size_t room = (size_t)columns - 4;
    size_t hidden = message_length > room ? message_length - room : 0;
    mvaddstr(rows - 2, 0, "> ");
    addnstr(message + hidden, (int)(message_length - hidden));
    int caret = getcurx(stdscr);
    clrtoeol();
    move(rows - 2, caret);
    refresh();
}

int main(int count, char **arguments) {
    static char bytes[1 << 18];
    if (count != 3) { return 64; }
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    nodelay(stdscr, TRUE);
    keypad(stdscr, TRUE);
    set_escdelay(25);
    draw();
    long drawn_at = 0;
    bool is_dirty = false;
    for (;;) {
        struct pollfd sources[2] = {
            {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = stream.socket, .events = POLLIN}};
        int wait = -1;
        if (is_dirty) {
            long left = drawn_at + frame_milliseconds - milliseconds();
            wait = left > 0 ? (int)left : 0;
        }
        int ready = poll(sources, 2, wait);
        bool is_urgent = false;
        if (ready > 0 && sources[0].revents != 0) {
            for (int key; (key = getch()) != ERR;) {
                is_urgent = true;
                if (key == 4) {
                    endwin();
                    return 0;
                } else if (key == '\r' || key == '\n') {
                    if (stream.socket >= 0 || message_length == 0) { continue; }
                    append("\n\n> ", 4);
                    append(message, message_length);
                    append("\n\n", 2);
                    ask(arguments[1], arguments[2], message, message_length);
                    message_length = 0;
                } else if (key == 127 || key == 8 || key == KEY_BACKSPACE) {
                    if (message_length > 0) { message_length--; }
                } else if (key >= 32 && key < 256 && message_length < 60000) {
                    message[message_length++] = (char)key;
                }
            }
        }
        if (ready > 0 && stream.socket >= 0 && sources[1].revents != 0) {
            ssize_t received = read(stream.socket, bytes, sizeof bytes);
            if (received > 0) { take_bytes(bytes, (size_t)received); }
            if (received <= 0 || stream.is_over) {
                close(stream.socket);
                stream.socket = -1;
            }
            is_dirty = true;
        }
        if (is_urgent || (is_dirty && milliseconds() - drawn_at >= frame_milliseconds)) {
            draw();
            is_dirty = false;
            drawn_at = milliseconds();
        }
    }
}
