import LexiScreen

/// What is curious about keys that can be used.
enum KeyWarnings {
    /// - Parameter sequences: What the actions have in the end, by name.
    static func of(_ own: OwnKeys, _ sequences: [String: [KeySequence]]) -> [String] {
        var warnings: [String] = []
        if let leader = own.leader, leader != Keymap.standardLeader {
            warnings += taken(leader, by: Keymap.leaderName)
            warnings += lost(KeySequence(key: leader), to: "the leader", in: .anywhere, own)
        }
        for action in ActionTable.actions {
            guard let chosen = own.sequences[action.name] else { continue }
            for sequence in chosen where !action.keys.contains(sequence) {
                if !sequence.followsLeader { warnings += taken(sequence.key, by: action.name) }
                warnings += lost(sequence, to: action.name, in: action.scope, own)
                warnings += hidden(sequence, of: action, sequences)
            }
        }
        return warnings
    }

    /// Keys that do not arrive everywhere.
    private static func taken(_ key: Key, by name: String) -> [String] {
        let reason: String? =
            switch key {
            case .control("b"): "tmux keeps Ctrl+B for itself, unless its prefix is another"
            case .control("a"): "GNU screen keeps Ctrl+A for itself, unless its escape is another"
            case .control("s"), .control("q"):
                "some terminals stop and start their output with \(KeyName.text(key))"
            case .special(.function(10), []), .special(.function(11), []):
                "many terminals keep \(KeyName.text(key)) for their menu or for full screen"
            case .special(.pageUp, .shift), .special(.pageDown, .shift), .special(.up, .shift),
                .special(.down, .shift):
                "many terminals scroll with \(KeyName.text(key))"
            default: nil
            }
        return reason.map { ["\(name) is on \(KeyName.text(key)): \($0)"] } ?? []
    }

    /// Whom the key belonged to, who has no other now or one less.
    private static func lost(
        _ sequence: KeySequence, to name: String, in scope: KeyScope, _ own: OwnKeys
    ) -> [String] {
        ActionTable.actions.filter { other in
            other.name != name && own.sequences[other.name] == nil
                && other.keys.contains(sequence)
                && (sequence.followsLeader || other.scope == scope || name == "the leader")
                && own.takes(sequence, from: other)
        }.map { other in
            let left = other.keys.filter { !own.takes($0, from: other) }
            let key = sequence.followsLeader ? "\(Keymap.leaderWord) " : ""
            return "\(key)\(KeyName.text(sequence.key)) is \(name)'s now, and not \(other.name)'s"
                + (left.isEmpty ? ", which has no key any more" : "")
        }
    }

    /// Places in which the key means something else.
    private static func hidden(
        _ sequence: KeySequence, of action: DashboardAction, _ sequences: [String: [KeySequence]]
    ) -> [String] {
        guard !sequence.followsLeader else { return [] }
        return ActionTable.actions.filter { other in
            other.name != action.name && sequences[other.name]?.contains(sequence) == true
        }.compactMap { other in
            let key = KeyName.text(sequence.key)
            if other.scope.isWithin(action.scope) {
                return "\(other.scope.words), \(key) is \(other.name)'s, and not \(action.name)'s"
            }
            if action.scope.isWithin(other.scope) {
                return
                    "\(action.scope.words), \(key) is \(action.name)'s now, and not \(other.name)'s"
            }
            return nil
        }
    }
}

extension KeyScope {
    /// Its name inside of a sentence.
    var words: String { self == .anywhere ? "anywhere" : "i" + rawValue.dropFirst() }
}
