internal import LexiAPI

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The messages that were sent from a profile: `history/PROFILE.jsonl` in the state folder, an
/// object a line, the latest last.
///
/// Several programs may add to it at once. It is read when somebody looks for something, not at
/// the start.
public struct SentMessages {
    private let folder: String
    private let path: String
    private let server: String?
    private let isKept: Bool
    private let limits: Limits

    /// How much is kept.
    public struct Limits: Sendable {
        /// The file is cut when it has grown beyond this.
        public var bytes: Int
        public var entries: Int
        /// A longer message is not kept; the API takes a quarter of it at most.
        public var entryBytes: Int

        public init(bytes: Int = 1 << 20, entries: Int = 1000, entryBytes: Int = 1 << 18) {
            self.bytes = bytes
            self.entries = entries
            self.entryBytes = entryBytes
        }
    }

    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - profile: Whose messages: any name.
    ///   - server: Where they go. Those that went to another do not come back; those that name
    ///     none do.
    ///   - isKept: Whether messages are added; else what was added before is only read.
    public init(
        stateFolder: String, profile: String, server: String? = nil, isKept: Bool = true,
        limits: Limits = Limits()
    ) {
        folder = stateFolder + "/history"
        path = "\(folder)/\(PrivateFile.fileName(profile)).jsonl"
        self.server = server
        self.isKept = isKept
        self.limits = limits
    }

    /// Adds a message.
    ///
    /// - Returns: Why it is not kept; `nil` when it is, when it is too long to be, and where none
    ///   is to be.
    public func add(_ message: String) -> String? {
        guard isKept, message.utf8.count <= limits.entryBytes else { return nil }
        let entry = JSONValue.object([
            .init("at", .integer(Int64(time(nil)))), .init("message", .string(message)),
            .init("server", server.map(JSONValue.string) ?? .null),
        ])
        do throws(FileError) {
            try PrivateFolder.make(folder)
            var file = try openLocked()
            do throws(LineFile.AppendError) {
                try file.append(entry.line + "\n")
            } catch {
                throw error.error
            }
            if file.byteCount > limits.bytes { try cut() }
            return nil
        } catch {
            return error.reason
        }
    }

    /// The messages without repetitions, the latest first; what cannot be read is left out.
    public func latestFirst() -> [String] {
        var seen: Set<String> = []
        let lines: [Substring]
        do throws(FileError) {
            lines = try latestLines()
        } catch {
            return []
        }
        return lines.reversed().compactMap(message).filter { seen.insert($0).inserted }
    }

    private func message(_ line: Substring) -> String? {
        do throws(JSONError) {
            let entry = try JSONValue(parsing: String(line))
            if let other = entry["server"]?.string, let server, other != server { return nil }
            return entry["message"]?.string
        } catch {
            // A line that was cut short by a full disk is no message.
            return nil
        }
    }

    /// The lines at the end of the file, the latest last: of a file that something has made huge
    /// only as much is read as can be told of it.
    private func latestLines() throws(FileError) -> [Substring] {
        let bytes = try PrivateFile.readEnd(path, most: 8 * limits.bytes) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").suffix(limits.entries)
    }

    /// Opens the file for adding to its end, with nobody else in it.
    private func openLocked() throws(FileError) -> LineFile {
        while true {
            let file = try OpenFile(path, O_RDWR | O_CREAT | O_APPEND)
            file.lock()
            // Whoever was in it before may have put a shorter file in its place.
            if file.isInPlace { return LineFile(adopting: file) }
        }
    }

    /// Keeps the latest half of what is allowed, and the latest message in any case.
    private func cut() throws(FileError) {
        var kept: [Substring] = []
        var bytes = 0
        for line in try latestLines().reversed() {
            bytes += line.utf8.count + 1
            guard kept.isEmpty || bytes <= limits.bytes / 2 else { break }
            kept.append(line)
        }
        // A history that a loss of power takes is no work lost, and the screen waits for it.
        try PrivateFile.replace(
            path, with: kept.reversed().map { $0 + "\n" }.joined(), isSynced: false)
    }
}
