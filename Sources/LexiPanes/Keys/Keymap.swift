public import LexiScreen

/// Which keys the actions have: those of ``ActionTable``, and what the settings say instead.
public struct Keymap: Sendable {
    /// The key that begins a sequence of two; `nil` for none.
    public let leader: Key?
    /// What is curious about the user's keys, a sentence each; nothing of it keeps them from
    /// working.
    public let warnings: [String]
    private let sequences: [String: [KeySequence]]
    private let actions: [KeyScope: [Key: DashboardAction]]
    /// By what follows the leader, in the order of the table.
    private let leaderActions: [Key: [DashboardAction]]

    /// The keys without any settings.
    public static let standard = Keymap()

    /// - Parameter rows: The rows of the settings' `[keys]`: names of keys by the name of an action
    ///   or by ``leaderName``, none for an action without keys. Those that cannot be used (see
    ///   ``mistakes(in:)``) count as not there.
    public init(_ rows: [String: [String]] = [:]) {
        let own = OwnKeys(rows)
        leader = own.leader
        var sequences: [String: [KeySequence]] = [:]
        var actions: [KeyScope: [Key: DashboardAction]] = [:]
        var leaderActions: [Key: [DashboardAction]] = [:]
        for action in ActionTable.actions {
            let kept =
                own.sequences[action.name]
                ?? action.keys.filter { !own.takes($0, from: action) }
            sequences[action.name] = kept
            for sequence in kept {
                if !sequence.followsLeader {
                    actions[action.scope, default: [:]][sequence.key] = action
                } else if leader != nil {
                    leaderActions[sequence.key, default: []].append(action)
                }
            }
        }
        self.sequences = sequences
        self.actions = actions
        self.leaderActions = leaderActions
        warnings = rows.isEmpty ? [] : KeyWarnings.of(own, sequences)
    }

    /// What a key means in a scope; where a scope has no meaning of its own, the next wider has.
    package func action(_ key: Key, in scope: KeyScope) -> DashboardAction? {
        var current: KeyScope? = scope
        while let searched = current {
            if let action = actions[searched]?[key] {
                // What can be typed is text, before it is a key of a wider scope.
                if case .character = key, scope.isTyped { return nil }
                return action
            }
            current = searched.wider
        }
        return nil
    }

    /// What a key means in a scope.
    package func command(_ key: Key, in scope: KeyScope) -> Command? {
        action(key, in: scope)?.command
    }

    /// What a key means behind the leader: that of the scope, else that of any other, since the
    /// leader reaches everything.
    package func leaderAction(_ key: Key, in scope: KeyScope) -> DashboardAction? {
        let found = leaderActions[key] ?? []
        return found.first { $0.scope == scope } ?? found.first
    }

    // MARK: For people

    /// The keys of an action as people read them: `j, Down, Ctrl+X j`; empty where it has none.
    ///
    /// - Parameter withLeader: Whether those behind the leader are named, too.
    public func text(_ action: DashboardAction, withLeader: Bool = true) -> String {
        (sequences[action.name] ?? []).filter { !$0.followsLeader || (withLeader && leader != nil) }
            .map(text).joined(separator: ", ")
    }

    /// The keys of an action, without those behind the leader where there are others; where it
    /// has none, how the command line calls it.
    public func plainKeys(of name: String) -> [String] {
        let own = (sequences[name] ?? []).filter { !$0.followsLeader || leader != nil }
        let plain = own.filter { !$0.followsLeader }
        if !plain.isEmpty { return plain.map(text) }
        return own.isEmpty ? [":\(name)"] : own.map(text)
    }

    /// Whether an action has just these keys.
    func has(_ keys: [KeySequence], _ action: DashboardAction) -> Bool {
        sequences[action.name] == keys
    }

    /// A sequence as people read it.
    package func text(_ sequence: KeySequence) -> String {
        guard sequence.followsLeader else { return KeyName.text(sequence.key) }
        return (leader.map(KeyName.text) ?? Self.leaderWord) + " " + KeyName.text(sequence.key)
    }

    /// What follows the leader, for the list that opens with it: the key and the action, in the
    /// order of the table.
    var afterLeader: [(key: String, action: DashboardAction)] {
        ActionTable.actions.flatMap { action in
            (sequences[action.name] ?? []).filter(\.followsLeader)
                .map { (KeyName.text($0.key), action) }
        }
    }

    /// The name of the leader's row in the settings.
    public static let leaderName = "leader"
    /// How a sequence names the leader, whatever key it is.
    static let leaderWord = "Leader"
    static let standardLeader = Key.control("x")
}
