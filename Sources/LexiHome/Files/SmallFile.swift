#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// A file that is read whole, and who may get at it.
struct SmallFile {
    /// Why it cannot be had, in words that follow its path.
    struct ReadError: Error, CustomStringConvertible {
        let description: String
        /// Whether there is no such file.
        var isMissing = false
    }

    let bytes: [UInt8]
    private let status: stat

    /// - Parameter limit: A larger file is an error.
    static func read(_ path: String, most limit: Int) -> Result<SmallFile, ReadError> {
        // Behind a NUL the system reads no more of a path: it would be another file's.
        guard !path.utf8.contains(0) else { return .failure(systemError(EINVAL)) }
        // Opening a pipe would otherwise wait for somebody to write.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return .failure(systemError()) }
        defer { close(descriptor) }
        // What is checked is what is read: the open file, not its name.
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(systemError()) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return .failure(ReadError(description: "this is no regular file"))
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= limit {
            let count = systemRead(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(systemError()) }
            if count == 0 { return .success(SmallFile(bytes: bytes, status: status)) }
            bytes += buffer[..<count]
        }
        return .failure(ReadError(description: "the file is larger than \(limit) bytes"))
    }

    /// Whether somebody besides the owner may read it.
    var isReadableByOthers: Bool { status.st_mode & (S_IRGRP | S_IROTH) != 0 }

    /// Whether somebody besides the owner may change it.
    var isWritableByOthers: Bool { status.st_mode & (S_IWGRP | S_IWOTH) != 0 }

    /// Whether it belongs to this user or to the system.
    var hasTrustedOwner: Bool { status.st_uid == geteuid() || status.st_uid == 0 }

    private static func systemError(_ number: Int32 = errno) -> ReadError {
        ReadError(
            description: String(cString: strerror(number)),
            isMissing: number == ENOENT || number == ENOTDIR)
    }
}

/// `read(2)`, which the methods of that name hide.
func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
