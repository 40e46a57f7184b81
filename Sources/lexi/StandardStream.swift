#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output and error without a buffer of our own: what is printed is seen at once.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Nobody reads any more, as when `head` has seen enough.
    struct Closed: Error {}

    /// Writes a text whole.
    ///
    /// - Throws: ``Closed`` when the other end is closed or cannot be written to.
    func write(_ text: String) throws(Closed) {
        var text = text
        let isWritten = text.withUTF8 { bytes -> Bool in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = systemWrite(rawValue, rest.baseAddress!, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    if errno == EAGAIN {
                        var wait = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                        _ = poll(&wait, 1, -1)
                        continue
                    }
                    return false
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
        if !isWritten { throw Closed() }
    }

    /// Writes a line for people; there is nobody to tell when that fails.
    func say(_ line: String) {
        do throws(Closed) {
            try write(line + "\n")
        } catch {}
    }

    /// Reads standard input to its end, as UTF-8 with U+FFFD for what is not.
    static func readInput(most limit: Int) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

private func systemWrite(_ descriptor: Int32, _ pointer: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, pointer, count)
}

/// Ends the process at once with a status; standard streams are unbuffered, nothing is lost.
func endProcess(_ status: Int32) -> Never { exit(status) }
