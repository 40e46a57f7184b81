internal import LexiHome
public import LexiSession

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Where the journals of a user are: a file for each conversation, in a folder for each month.
public struct JournalFolder: Sendable, Hashable {
    /// `$XDG_STATE_HOME/lexi/journals`.
    public let path: String

    /// - Parameter stateFolder: `$XDG_STATE_HOME/lexi`.
    public init(stateFolder: String) { path = stateFolder + "/journals" }

    /// Whether anything was ever written down.
    public var isThere: Bool { access(path, F_OK) == 0 }

    /// The journal of a conversation, be it there or not.
    public func file(of conversation: ConversationID) -> String { stem(conversation) + ".jsonl" }

    /// What belongs to no conversation: every program writes it.
    public var sessionFile: String { path + "/session.jsonl" }

    /// Held by the program that writes the journal.
    public func lock(of conversation: ConversationID) -> String { stem(conversation) + ".lock" }

    /// Made and held by a program that asks another to leave the journal.
    public func wants(of conversation: ConversationID) -> String { stem(conversation) + ".wants" }

    /// Whether a program asks for a conversation that has not ended since.
    public func hasWish(for conversation: ConversationID) -> Bool {
        FileLock.isHeld(wants(of: conversation))
    }

    /// Nobody asks for a conversation any more.
    public func removeWish(for conversation: ConversationID) { unlink(wants(of: conversation)) }

    /// Whether a program has the conversation.
    public func isHeld(_ conversation: ConversationID) -> Bool {
        FileLock.isHeld(lock(of: conversation))
    }

    /// How long a journal is; 0 where there is none.
    func byteCount(of conversation: ConversationID) -> Int {
        var status = stat()
        return stat(file(of: conversation), &status) == 0 ? Int(status.st_size) : 0
    }

    /// The folder of the month that a conversation's name tells.
    public func month(of conversation: ConversationID) -> String {
        guard let time = conversation.rawValue.unixMilliseconds else { return path + "/other" }
        return path + "/" + WallTime.text(time * 1000).prefix(7)
    }

    private func stem(_ conversation: ConversationID) -> String {
        month(of: conversation) + "/" + conversation.description
    }

    /// The conversations that have a journal, the latest first.
    public func conversations() -> [ConversationID] {
        var found: [ConversationID] = []
        for month in Self.names(in: path) {
            for name in Self.names(in: path + "/" + month) where name.hasSuffix(".jsonl") {
                if let id = UniqueID(name.dropLast(6)) { found.append(ConversationID(id)) }
            }
        }
        return found.sorted(by: >)
    }

    /// The conversation that somebody means: its own name, or the one that the server gave it.
    ///
    /// For a name of the server's the journals are read, the latest first, until one has it.
    public func conversation(named name: String) -> ConversationID? {
        if let id = UniqueID(name).map(ConversationID.init), access(file(of: id), F_OK) == 0 {
            return id
        }
        // Servers may give names of the same form.
        return conversations().first { self.conversation($0)?.serverID == name }
    }

    /// A conversation as far as its journal can be read.
    public func conversation(_ conversation: ConversationID) -> ConversationState? {
        var state = SessionState()
        do throws(JournalReadingError) {
            var reader = try JournalReader(file(of: conversation), origin: .restored)
            while let events = try reader.next() { state.take(events) }
        } catch {
            // What came before is as good as it is.
        }
        return state.conversations.first
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
