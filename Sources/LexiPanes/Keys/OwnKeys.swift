import LexiScreen

/// The user's keys, read from the rows of the settings' `[keys]`.
struct OwnKeys {
    var leader: Key? = Keymap.standardLeader
    /// By the name of the action.
    private(set) var sequences: [String: [KeySequence]] = [:]
    /// What cannot be used, with the row it stands in.
    private(set) var mistakes: [(row: String, reason: String)] = []

    init(_ rows: [String: [String]]) {
        guard !rows.isEmpty else { return }
        readLeader(rows[Keymap.leaderName])
        // In the order of the table, so that the same file gives the same words each time.
        for action in ActionTable.actions {
            guard let texts = rows[action.name] else { continue }
            read(texts, of: action)
        }
        findClashes()
    }

    /// Whether a key that an action has of old is another's now.
    func takes(_ sequence: KeySequence, from action: DashboardAction) -> Bool {
        guard !sequences.isEmpty || leader != Keymap.standardLeader else { return false }
        if !sequence.followsLeader, sequence.key == leader, action.scope.hasLeader { return true }
        return ActionTable.actions.contains { other in
            other.name != action.name
                && (sequence.followsLeader ? other.scope.hasLeader : other.scope == action.scope)
                && sequences[other.name]?.contains(sequence) == true
        }
    }

    private mutating func readLeader(_ texts: [String]?) {
        guard let texts else { return }
        guard !texts.isEmpty else {
            leader = nil
            return
        }
        do throws(KeyNameError) {
            guard texts.count == 1 else { throw KeyNameError("the leader is one key") }
            let key = try KeyName.key(texts[0])
            if case .character = key {
                throw KeyNameError(
                    "cannot be on \(texts[0]): it would not be typed any more")
            }
            leader = key
        } catch {
            mistakes.append((Keymap.leaderName, error.reason))
        }
    }

    private mutating func read(_ texts: [String], of action: DashboardAction) {
        guard !texts.isEmpty || !action.isNeeded else {
            mistakes.append(
                (action.name, "needs a key, since nothing else leads out of there"))
            return
        }
        var found: [KeySequence] = []
        for text in texts {
            do throws(KeyNameError) {
                let sequence = try sequence(text, of: action)
                if !found.contains(sequence) { found.append(sequence) }
            } catch {
                mistakes.append((action.name, error.reason))
                return
            }
        }
        sequences[action.name] = found
    }

    private func sequence(
        _ text: String, of action: DashboardAction
    ) throws(KeyNameError) -> KeySequence {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count > 1 else {
            let key = try KeyName.key(text)
            if case .character = key, action.scope.isTyped {
                throw KeyNameError(
                    "cannot be on \(text): it would not be typed any more")
            }
            if key == leader, action.scope.hasLeader {
                throw KeyNameError("\(text) is the leader, which begins other keys")
            }
            return KeySequence(key: key)
        }
        let first = String(words[0])
        let isLeader =
            first.lowercased() == Keymap.leaderWord.lowercased()
            || (try? KeyName.key(first)) == leader
        guard words.count == 2, isLeader else {
            throw KeyNameError(
                "\"\(text)\" is no key; of two keys the first is \(Keymap.leaderWord)")
        }
        guard action.scope.hasLeader else {
            throw KeyNameError("is in a place where the leader is not known")
        }
        return KeySequence(key: try KeyName.key(String(words[1])), followsLeader: true)
    }

    /// A key that the user gave to two actions of one place is a mistake.
    private mutating func findClashes() {
        var owners: [KeyScope: [Key: String]] = [:]
        var afterLeader: [Key: String] = [:]
        for action in ActionTable.actions {
            for sequence in sequences[action.name] ?? [] {
                let owner =
                    sequence.followsLeader
                    ? afterLeader[sequence.key] : owners[action.scope]?[sequence.key]
                if let owner {
                    let key =
                        (sequence.followsLeader ? "\(Keymap.leaderWord) " : "")
                        + KeyName.text(sequence.key)
                    mistakes.append((action.name, "\(key) is \(owner)'s already"))
                } else if sequence.followsLeader {
                    afterLeader[sequence.key] = action.name
                } else {
                    owners[action.scope, default: [:]][sequence.key] = action.name
                }
            }
        }
    }
}
