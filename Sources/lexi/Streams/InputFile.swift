#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that a command reads from its beginning to its end; `-` is standard input.
struct InputFile {
    let path: String

    /// More is no file that somebody means to look at.
    private static let mostBytes = 1 << 30

    /// Brings the file's bytes, a chunk after the other.
    ///
    /// - Throws: ``CommandFailure`` with 66 when the file cannot be opened or read; and what the
    ///   body throws.
    func forEachChunk(
        _ body: (UnsafeBufferPointer<UInt8>) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("opened") }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer {
            buffer.deallocate()
            if descriptor > 0 { close(descriptor) }
        }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read") }
            if count == 0 { return }
            try body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// All of the file.
    func bytes() throws(CommandFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachChunk { (chunk) throws(CommandFailure) in
            bytes += chunk
            guard bytes.count <= Self.mostBytes else {
                throw CommandFailure(66, "\(path) is longer than \(Self.mostBytes >> 30) GiB")
            }
        }
        return bytes
    }

    private func failure(_ what: String) -> CommandFailure {
        CommandFailure(66, "\(path) cannot be \(what): \(String(cString: strerror(errno)))")
    }
}
