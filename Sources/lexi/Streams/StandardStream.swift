import LexiAPI

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output and error without a buffer of our own: what is printed is seen at once.
enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Nothing can be written any more.
    struct Closed: Error {
        /// What the system said (errno).
        let errorNumber: Int32

        /// 141 as by SIGPIPE when the reader went away, as `head` does; else 74 (EX_IOERR).
        var exitStatus: Int32 { errorNumber == EPIPE ? 141 : 74 }

        /// Says what failed, unless a reader just had enough.
        func explain() {
            guard errorNumber != EPIPE else { return }
            let reason = String(cString: strerror(errorNumber))
            StandardStream.error.say("lexi: Standard output cannot be written: \(reason).")
        }
    }

    /// Writes a text whole.
    ///
    /// - Throws: ``Closed`` when the other end is closed or cannot be written to.
    func write(_ text: String) throws(Closed) {
        var text = text
        let errorNumber = text.withUTF8 { bytes -> Int32 in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                progress.begin()
                let count = systemWrite(rawValue, rest.baseAddress!, rest.count)
                progress.end()
                if count < 0 {
                    if errno == EINTR { continue }
                    if errno == EAGAIN {
                        var wait = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
                        progress.begin()
                        _ = poll(&wait, 1, -1)
                        progress.end()
                        continue
                    }
                    return errno
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return 0
        }
        if errorNumber != 0 { throw Closed(errorNumber: errorNumber) }
    }

    /// Tells a write that stands still from one that goes on.
    var progress: WriteProgress { self == .output ? Self.outputProgress : Self.errorProgress }

    private static let outputProgress = WriteProgress()
    private static let errorProgress = WriteProgress()

    /// Prints a line on standard output, where it is what the command is for. Ends the process
    /// when that cannot be done: there is nothing left to do then.
    static func print(_ line: String, terminator: String = "\n") {
        do throws(Closed) {
            try output.write(line + terminator)
        } catch {
            error.explain()
            endProcess(error.exitStatus)
        }
    }

    /// Writes a line for people to standard error. It may quote a path, an argument, a database or
    /// a server, of which nothing acts on the terminal.
    func say(_ line: String) { tell(Sanitizer.text(line) + "\n") }

    /// Writes text for people; there is nobody to tell when that fails.
    func tell(_ text: String) {
        do throws(Closed) {
            try write(text)
        } catch {
            // Nobody reads it.
        }
    }

    /// Keeps the numbers of the standard streams from being given to something else, where the
    /// program was started without one. What is written there then fails as it should.
    static func reserve() {
        for number in 0...2 where fcntl(Int32(number), F_GETFD) < 0 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Reads standard input to its end.
    static func readInput(most limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}

/// `write(2)`, which the methods of that name hide.
func systemWrite(_ descriptor: Int32, _ pointer: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, pointer, count)
}

/// Ends the process at once with a status; standard streams are unbuffered, nothing is lost.
func endProcess(_ status: Int32) -> Never { exit(status) }
