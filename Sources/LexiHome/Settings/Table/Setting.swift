internal import LexiTOML

/// One setting: its name, what it may be, what holds without it, what it does, and how it is read.
///
/// All that is said about a setting anywhere (its mistakes, `config show`, `config init`, the
/// documentation) is made from this.
struct Setting<Target>: Sendable {
    let row: SettingRow
    /// Reads it from its table into the target; does nothing when it is not there.
    let read: @Sendable (CheckedTable, PathReader, inout Target) throws(TOMLFileError) -> Void
    /// How its value reads in TOML; `nil` when it is not set.
    let shown: @Sendable (Target) -> String?

    /// - Parameter get: Reads the value out of the setting's table.
    init<Value: Sendable>(
        _ row: SettingRow, _ property: Property<Target, Value>,
        get: @escaping @Sendable (CheckedTable, PathReader, String) throws(TOMLFileError) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) {
        self.row = row
        read = { (table, paths, target) throws(TOMLFileError) in
            guard let value = try get(table, paths, row.name) else { return }
            target[keyPath: property] = value
        }
        shown = { $0[keyPath: property].map(show) }
    }
}

/// Where a setting's value is kept.
typealias Property<Target, Value> = any WritableKeyPath<Target, Value?> & Sendable

/// What people are told about a setting.
public struct SettingRow: Sendable, Hashable {
    public let name: String
    /// What it may be, in words that follow "is": "true or false".
    public let values: String
    /// What holds without it, in TOML where a value says it, else in words.
    public let standard: String
    /// A value in TOML to begin with; the standard one where that is a value.
    public let example: String
    /// What it does, in a sentence or two.
    public let summary: String
    /// All it may be, in TOML; empty where that is no short list.
    public let choices: [String]
    /// Whether its value is a string, which people may write without quotation marks.
    public let isString: Bool

    /// - Parameters:
    ///   - standard: What holds without it.
    ///   - example: A value in TOML, where the standard is none.
    ///   - choices: All it may be, in TOML, where that is a short list.
    ///   - isString: Whether its value is a string.
    public init(
        _ name: String, values: String, standard: String, example: String? = nil, summary: String,
        choices: [String] = [], isString: Bool = false
    ) {
        self.name = name
        self.values = values
        self.standard = standard
        self.example = example ?? standard
        self.summary = summary
        self.choices = choices
        self.isString = isString
    }
}

/// How the values of settings read in TOML.
enum TOMLText {
    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    static func strings(_ texts: [String]) -> String {
        "[" + texts.map(string).joined(separator: ", ") + "]"
    }

    static func number(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}
