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
    private let file: SharedLineFile
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
        file = SharedLineFile(
            "\(stateFolder)/history/\(PrivateFile.fileName(profile)).jsonl",
            mostBytes: limits.bytes)
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
            if try file.add({ _ in entry.line + "\n" }) > limits.bytes {
                // The latest message stays in any case.
                try file.prune(mostLines: limits.entries)
            }
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
            lines = try file.latest(limits.entries)
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
}
