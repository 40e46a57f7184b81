#define _GNU_SOURCE
#include "Guard.h"

#include "GuardParts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// -1 while stderr is where it belongs. Read in signal handlers.
static int errors_kept = -1;
static int errors_file = -1;

// More than a screenful of crash report helps nobody.
enum { errors_shown = 64 * 1024 };

static int open_memory(void) {
#ifdef __linux__
    return memfd_create("lexi-errors", MFD_CLOEXEC);
#else
    char path[] = "/tmp/lexi-errors-XXXXXX";
    int file = mkstemp(path);
    if (file >= 0) {
        unlink(path);
        fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    return file;
#endif
}

void lexi_guard_capture_errors(void) {
    if (errors_kept >= 0 || !isatty(STDERR_FILENO)) { return; }
    int file = open_memory();
    if (file < 0) { return; }
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (kept < 0) {
        close(file);
        return;
    }
    fcntl(file, F_SETFL, O_APPEND);
    errors_file = file;
    errors_kept = kept;
    dup2(file, STDERR_FILENO);
}

void lexi_guard_release_errors(void) {
    int kept = __atomic_exchange_n(&errors_kept, -1, __ATOMIC_SEQ_CST);
    if (kept < 0) { return; }
    dup2(kept, STDERR_FILENO);
    close(kept);
    off_t end = lseek(errors_file, 0, SEEK_END);
    off_t position = end > errors_shown ? end - errors_shown : 0;
    char part[4096];
    while (position < end) {
        ssize_t count = pread(errors_file, part, sizeof part, position);
        if (count <= 0) { break; }
        if (!lexi_write_if_taken(STDERR_FILENO, part, (size_t)count)) { break; }
        position += count;
    }
    close(errors_file);
    errors_file = -1;
}

