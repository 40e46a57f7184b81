internal import LexiTOML

/// A table of the settings file whose rows are another module's, such as the dashboard's keys.
///
/// Each of its values is a string, an array of strings, or `false` for an empty one.
public struct OpenTable: Sendable {
    /// The table and its rows, as they are documented.
    public let section: SettingSection
    /// What is wrong with the value of a row; `nil` when nothing is.
    public let mistake: @Sendable (_ name: String, _ values: [String]) -> String?

    public init(
        section: SettingSection,
        mistake: @escaping @Sendable (_ name: String, _ values: [String]) -> String?
    ) {
        self.section = section
        self.mistake = mistake
    }

    /// Reads the table and gathers its mistakes.
    func read(_ table: CheckedTable, _ mistakes: inout TOMLMistakes) -> [String: [String]] {
        let names = section.rows.map(\.name)
        mistakes.add(table.unknownNames(besides: names))
        var values: [String: [String]] = [:]
        for name in names where table.keys.contains(name) {
            values[name] = mistakes.keep { () throws(TOMLFileError) in
                let found = try Self.values(name, table)
                if let reason = mistake(name, found) { throw table.error(at: name, reason) }
                return found
            }
        }
        return values
    }

    private static func values(
        _ name: String, _ table: CheckedTable
    ) throws(TOMLFileError) -> [String] {
        switch table.scalar(name) {
        case .string(let value): return [value]
        case .boolean(false): return []
        case .other:
            if let values = try table.strings(name) { return values }
        case .integer, .boolean, nil: break
        }
        throw table.error(at: name, "\(name) must be a string, an array of strings, or false")
    }
}
