internal import LexiTOML

/// A table of the settings file whose rows are another module's, such as the dashboard's keys.
///
/// Each of its values is a string, an array of strings, or `false` for an empty one.
public struct OpenTable: Sendable {
    /// The table and its rows, as they are documented.
    public let section: SettingSection
    /// What is wrong with the rows, each with the row's name; a row without values is switched off.
    public let mistakes: @Sendable ([String: [String]]) -> [(row: String, reason: String)]

    public init(
        section: SettingSection,
        mistakes: @escaping @Sendable ([String: [String]]) -> [(row: String, reason: String)]
    ) {
        self.section = section
        self.mistakes = mistakes
    }

    /// Reads the table and gathers its mistakes.
    func read(_ table: CheckedTable, _ mistakes: inout TOMLMistakes) -> [String: [String]] {
        let names = section.rows.map(\.name)
        mistakes.add(table.unknownNames(besides: names))
        var rows: [String: [String]] = [:]
        let present = Set(table.keys)
        for name in names where present.contains(name) {
            rows[name] = mistakes.keep { () throws(TOMLFileError) in
                try Self.values(name, table)
            }
        }
        mistakes.add(self.mistakes(rows).map { table.error(at: $0.row, "\($0.row): \($0.reason)") })
        return rows
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
