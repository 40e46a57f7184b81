#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A regular file that is open for this user alone. It is closed when this goes.
struct OpenFile: ~Copyable, Sendable {
    /// What was written of some bytes before that failed.
    struct WriteError: Error {
        let count: Int
        let error: FileError
    }

    let path: String
    /// Negative once it is closed.
    private var descriptor: Int32

    /// Opens a file that is not reached over a link; one that is not there is made when `flags`
    /// say so. A link, a pipe or a device in its place is refused, and others are shut out of it
    /// where the file system lets them be.
    ///
    /// - Parameter flags: As for `open(2)`; no program that is started inherits it.
    init(_ path: String, _ flags: Int32) throws(FileError) {
        guard !path.utf8.contains(0) else { throw FileError(.opening, path, EINVAL) }
        // Opening a pipe would otherwise wait for its other end.
        let safe = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
        let opened = open(path, flags | safe, 0o600)
        guard opened >= 0 else { throw FileError(.opening, path, errno) }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = systemClose(opened)
            throw FileError(.opening, path, EINVAL)
        }
        if status.st_mode & 0o077 != 0 { fchmod(opened, 0o600) }
        self.path = path
        descriptor = opened
    }

    /// Takes over what is open already.
    init(adopting descriptor: Int32, _ path: String) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a file for reading.
    ///
    /// - Returns: `nil` when there is none.
    static func existing(_ path: String) throws(FileError) -> OpenFile? {
        do throws(FileError) {
            return try OpenFile(path, O_RDONLY)
        } catch {
            if error.number == ENOENT { return nil }
            throw error
        }
    }

    deinit { if descriptor >= 0 { _ = systemClose(descriptor) } }

    /// Closes it now.
    ///
    /// - Throws: What some file systems tell of earlier writes only then.
    consuming func close() throws(FileError) {
        let closing = descriptor
        descriptor = -1
        // Not again after EINTR: the descriptor is gone, and may be another file's.
        if systemClose(closing) != 0, errno != EINTR { throw FileError(.writing, path, errno) }
    }

    // MARK: What it is

    /// Its size in bytes.
    var byteCount: Int { Int(lseek(descriptor, 0, SEEK_END)) }

    /// Whether nobody else may read or change it.
    var isPrivate: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & 0o077 == 0
    }

    /// Whether its path still names it: somebody may have put another file there.
    var isInPlace: Bool { isNamed(path) }

    /// Whether this path names it.
    func isNamed(_ path: String) -> Bool {
        var (mine, there) = (stat(), stat())
        return fstat(descriptor, &mine) == 0 && stat(path, &there) == 0
            && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }

    /// Gives it exactly these permissions, where the file system can.
    func permit(_ mode: mode_t) { fchmod(descriptor, mode) }

    // MARK: Locks, which end with it

    /// Waits until nobody else has the lock.
    func lock() { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }

    /// - Parameter isShared: Whether others may have the lock, too, if they share it.
    /// - Returns: Whether it has the lock now; else another does.
    func tryLock(isShared: Bool = false) throws(FileError) -> Bool {
        while flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            if errno == EWOULDBLOCK { return false }
            throw FileError(.locking, path, errno)
        }
        return true
    }

    // MARK: Reading

    /// - Returns: One byte; `nil` where there is none.
    func byte(at offset: Int) -> UInt8? {
        var byte: UInt8 = 0
        return pread(descriptor, &byte, 1, off_t(offset)) == 1 ? byte : nil
    }

    /// - Returns: Where the line begins that ends, or is cut, at an offset.
    func lineStart(before offset: Int) throws(FileError) -> Int {
        var end = offset
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while end > 0 {
            let start = max(0, end - buffer.count)
            let count = pread(descriptor, &buffer, end - start, off_t(start))
            if count < 0, errno == EINTR { continue }
            guard count == end - start else {
                throw FileError(.reading, path, count < 0 ? errno : EIO)
            }
            if let feed = buffer[..<count].lastIndex(of: 0x0A) { return start + feed + 1 }
            end = start
        }
        return 0
    }

    /// Reads from an offset to the end.
    ///
    /// - Parameter limit: More is an error, `EFBIG`.
    func read(from offset: Int = 0, most limit: Int) throws(FileError) -> [UInt8] {
        guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
            throw FileError(.reading, path, errno)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = systemRead(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(.reading, path, errno) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw FileError(.reading, path, EFBIG) }
        }
    }

    /// Reads on from where reading has come to.
    ///
    /// - Returns: At most so many bytes; none at the end.
    func readNext(most count: Int) throws(FileError) -> [UInt8] {
        var number: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            var read = -1
            repeat { read = systemRead(descriptor, start, count) } while read < 0 && errno == EINTR
            if read < 0 { number = errno }
            filled = max(0, read)
        }
        guard number == 0 else { throw FileError(.reading, path, number) }
        return bytes
    }

    // MARK: Writing

    /// Writes all of it.
    func write(_ text: String) throws(FileError) {
        do throws(WriteError) {
            try write(Array(text.utf8))
        } catch {
            throw error.error
        }
    }

    /// Writes all of it, with as few calls as the system takes: in one, usually.
    ///
    /// - Throws: ``WriteError``, which says how much of it is in the file all the same.
    func write(_ bytes: [UInt8]) throws(WriteError) {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                systemWrite(descriptor, $0.baseAddress!, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw WriteError(count: start, error: FileError(.writing, path, errno))
            }
            start += count
        }
    }

    /// Cuts off all behind so many bytes.
    func cut(to byteCount: Int) throws(FileError) {
        while ftruncate(descriptor, off_t(byteCount)) != 0 {
            if errno != EINTR { throw FileError(.cutting, path, errno) }
        }
    }

    /// Brings what is written to the disk.
    ///
    /// - Parameter withStatus: Also what is not needed to read it again, as its times.
    func sync(withStatus: Bool = true) throws(FileError) {
        while true {
            #if os(Linux)
                let result = withStatus ? fsync(descriptor) : fdatasync(descriptor)
            #else
                let result = fsync(descriptor)
            #endif
            if result == 0 { return }
            if errno != EINTR { throw FileError(.syncing, path, errno) }
        }
    }
}

// The methods of these names hide them.
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
    write(file, buffer, count)
}
