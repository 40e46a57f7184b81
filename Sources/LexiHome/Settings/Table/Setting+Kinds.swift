internal import LexiTOML

/// The kinds of settings: what each may be, and how it is read and shown.
extension Setting {
    /// Any text.
    static func text(
        _ name: String, _ property: Property<Target, String>,
        values: String = "a string", standard: String = "none", example: String, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: values, standard: standard, example: example, summary: summary,
                isString: true),
            property,
            get: { (table, _, key) throws(TOMLFileError) in try table.string(key) },
            show: TOMLText.string)
    }

    /// `true` or `false`.
    static func flag(
        _ name: String, _ property: Property<Target, Bool>, standard: String,
        example: String? = nil, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "true or false", standard: standard, example: example,
                summary: summary, choices: ["true", "false"]),
            property,
            get: { (table, _, key) throws(TOMLFileError) in try table.boolean(key) },
            show: { "\($0)" })
    }

    /// One of the names of an enumeration.
    ///
    /// - Parameter otherwise: What holds without it, where that is not always the standard value.
    static func choice<Value>(
        _ name: String, _ property: Property<Target, Value>, standard: Value,
        otherwise: String? = nil, _ summary: String
    ) -> Setting
    where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        let quoted = names.map(TOMLText.string)
        let values =
            quoted.dropLast().joined(separator: ", ") + (quoted.count > 1 ? " or " : "")
            + (quoted.last ?? "")
        return Setting(
            SettingRow(
                name, values: values, standard: otherwise ?? TOMLText.string(standard.rawValue),
                example: TOMLText.string(standard.rawValue), summary: summary,
                choices: quoted, isString: true),
            property,
            get: { (table, _, key) throws(TOMLFileError) in
                try table.choice(key, among: names).flatMap(Value.init(rawValue:))
            },
            show: { TOMLText.string($0.rawValue) })
    }

    /// A number within bounds.
    static func number(
        _ name: String, _ property: Property<Target, Double>,
        _ range: ClosedRange<Double>, standard: String, example: String? = nil, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "a number from \(bounds(range))", standard: standard,
                example: example, summary: summary),
            property,
            get: { (table, _, key) throws(TOMLFileError) in try table.number(key, range) },
            show: TOMLText.number)
    }

    /// 1 or 2.
    static func oneOrTwo(
        _ name: String, _ property: Property<Target, Int>, standard: Int, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "1 or 2", standard: "\(standard)", summary: summary,
                choices: ["1", "2"]),
            property,
            get: { (table, _, key) throws(TOMLFileError) in
                guard let number = try table.number(key, 1...2) else { return nil }
                guard number == 1 || number == 2 else {
                    throw table.error(at: key, "\(key) must be 1 or 2")
                }
                return Int(number)
            },
            show: { "\($0)" })
    }

    /// A time in seconds, to the millisecond.
    static func seconds(
        _ name: String, _ property: Property<Target, Duration>,
        _ range: ClosedRange<Double>, standard: String, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "a number of seconds from \(bounds(range))", standard: standard,
                summary: summary),
            property,
            get: { (table, _, key) throws(TOMLFileError) in
                try table.number(key, range).map { .milliseconds(Int64($0 * 1000)) }
            },
            show: { TOMLText.number($0 / .seconds(1)) })
    }

    /// The path of a file; relative to the folder of the settings file.
    static func path(
        _ name: String, _ property: Property<Target, String>,
        standard: String = "none", example: String, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "a path, relative to the settings file's folder", standard: standard,
                example: example, summary: summary, isString: true),
            property,
            get: { (table, paths, key) throws(TOMLFileError) in try paths.path(key, table) },
            show: TOMLText.string)
    }

    /// Several strings.
    static func strings(
        _ name: String, _ property: Property<Target, [String]>,
        example: String, _ summary: String
    ) -> Setting {
        Setting(
            SettingRow(
                name, values: "an array of strings", standard: "none", example: example,
                summary: summary),
            property,
            get: { (table, _, key) throws(TOMLFileError) in try table.strings(key) },
            show: TOMLText.strings)
    }

    private static func bounds(_ range: ClosedRange<Double>) -> String {
        "\(TOMLText.number(range.lowerBound)) to \(TOMLText.number(range.upperBound))"
    }
}

/// Reads paths as a settings file means them.
struct PathReader: Sendable {
    /// The folder that the settings file is in.
    let folder: String
    let paths: SettingsPaths

    func path(_ key: String, _ table: CheckedTable) throws(TOMLFileError) -> String? {
        guard let path = try table.string(key) else { return nil }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw table.error(at: key, "\(key) is no path")
        }
        return paths.resolve(path, in: folder)
    }
}
