/// The settings' `[keys]`.
extension Keymap {
    /// What cannot be used in the rows of `[keys]`, with the name of the row.
    public static func mistakes(in rows: [String: [String]]) -> [(row: String, reason: String)] {
        OwnKeys(rows).mistakes
    }

    /// A row as it is documented.
    public struct Row: Sendable, Hashable {
        public let name: String
        /// Its keys where nothing else is said, as a settings file would name them.
        public let keys: [String]
        public let help: String
    }

    /// All rows, the leader first.
    public static var rows: [Row] {
        [
            Row(
                name: leaderName, keys: [KeyName.text(standardLeader)],
                help: "Begins the sequences of two keys; what can follow is listed then.")
        ]
            + ActionTable.actions.map { action in
                Row(
                    name: action.name,
                    keys: action.keys.map {
                        ($0.followsLeader ? "\(leaderWord) " : "") + KeyName.text($0.key)
                    },
                    help: "\(action.scope.rawValue): \(action.help)")
            }
    }
}
