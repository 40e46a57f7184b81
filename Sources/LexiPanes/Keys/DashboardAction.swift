public import LexiScreen

/// Something that a key can ask the dashboard for: a row of ``ActionTable``.
public struct DashboardAction: Sendable, Hashable {
    public let command: Command
    /// Its name in the settings' `[keys]`, unique in the table.
    public let name: String
    /// Where its keys have their meaning.
    public let scope: KeyScope
    /// What it does, in words that need nothing around them.
    public let help: String
    /// Its keys where the settings say nothing else.
    public let keys: [KeySequence]

    /// - Parameters:
    ///   - keys: Its keys.
    ///   - leader: What it has behind the leader. Unlike the keys, that counts wherever a pane or
    ///     the message has the focus.
    init(
        _ command: Command, _ name: String, _ scope: KeyScope, _ keys: [Key], leader: Key? = nil,
        _ help: String
    ) {
        self.command = command
        self.name = name
        self.scope = scope
        self.help = help
        self.keys =
            keys.map { KeySequence(key: $0) }
            + (leader.map { [KeySequence(key: $0, followsLeader: true)] } ?? [])
    }

    /// Whether nothing else would lead out of where it is, so that it has to keep a key.
    var isNeeded: Bool { command == .interrupt || (command == .escape && scope != .anywhere) }
}

/// A key, or the leader and a key.
public struct KeySequence: Sendable, Hashable {
    public var key: Key
    public var followsLeader: Bool

    public init(key: Key, followsLeader: Bool = false) {
        self.key = key
        self.followsLeader = followsLeader
    }
}
