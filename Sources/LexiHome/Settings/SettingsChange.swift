/// What has to be done to a settings file so that a setting has a value.
public enum SettingsChange: Sendable, Hashable {
    /// Nothing: it has.
    case unchanged
    /// It should read like this.
    case changed(String)
    /// It is written in a way that is better changed by hand.
    case unclear
    /// The setting cannot have the value, or there is no such setting; in words without a full
    /// stop.
    case refused(String)
    /// In words that follow the path.
    case unreadable(String)
}

extension SettingsText {
    /// Works out what a settings file should read like with another theme; one that is not there
    /// begins with it.
    public static func change(_ file: String, theme: String) -> SettingsChange {
        change(file, ["theme"], TOMLText.string(theme)) { _, _ in nil }
    }

    /// Works out what a settings file should read like with another value of a setting of
    /// ``Settings/changeable``; one that is not there begins with it.
    ///
    /// - Parameters:
    ///   - name: As in ``ChangeableSetting/name``.
    ///   - value: In TOML, or a string as people write it.
    ///   - tables: What else may stand in the file.
    public static func change(
        _ file: String, setting name: String, to value: String, paths: SettingsPaths,
        tables: [OpenTable] = []
    ) -> SettingsChange {
        guard let row = Settings().changeable.first(where: { $0.name == name })?.row else {
            return .refused("there is no setting \(name)")
        }
        guard isOneValue(row.toml(value)) else {
            return .refused("\(name) must be \(row.values)")
        }
        let path = name.split(separator: ".").map(String.init)
        return change(file, path, row.toml(value)) { before, after in
            func reasons(_ text: String) -> [String] {
                SettingsReading(text: text, file: file, paths: paths, tables: tables).reasons
            }
            let former = reasons(before)
            return reasons(after).first { !former.contains($0) }
        }
    }

    /// The line that a user would write for it.
    public static func line(setting name: String, _ value: String) -> String {
        let row = Settings().changeable.first { $0.name == name }?.row
        return "\(name) = \(row?.toml(value) ?? value)"
    }

    private static func change(
        _ file: String, _ path: [String], _ value: String,
        mistake: (_ before: String, _ after: String) -> String?
    ) -> SettingsChange {
        let before: String
        switch SmallFile.read(file, most: SettingsReading.maximumBytes) {
        case .failure(let error) where error.isMissing: before = ""
        case .failure(let error): return .unreadable(error.description)
        case .success(let found):
            guard let text = String(validating: found.bytes, as: UTF8.self) else {
                return .unclear
            }
            before = text
        }
        // Whether the value makes sense can be told even where the file is not understood.
        let alone = path.count == 1 ? "" : "[\(path[0])]\n"
        if let reason = mistake("", "\(alone)\(path[path.count - 1]) = \(value)\n") {
            return .refused(reason)
        }
        guard let after = text(before, with: path, being: value) else { return .unclear }
        if after == before { return .unchanged }
        if let reason = mistake(before, after) { return .refused(reason) }
        return .changed(after)
    }
}

extension SettingRow {
    /// A value as people write it, in TOML.
    fileprivate func toml(_ value: String) -> String {
        let isQuoted = value.count > 1 && (value.first == "\"" || value.first == "'")
        return isString && !isQuoted ? TOMLText.string(value) : value
    }
}

/// A setting that can be changed one by one.
public struct ChangeableSetting: Sendable, Hashable {
    /// With its table, as in `timeouts.idle`.
    public var name: String
    public var row: SettingRow
    /// In TOML, or in words where nothing is set.
    public var value: String
    public var isSet: Bool

    /// Whether the value is in TOML.
    public var isTOML: Bool { isSet || row.standard == row.example }
}

extension Settings {
    /// The settings at the top of the file and the waiting times, with what holds.
    public var changeable: [ChangeableSetting] {
        func all<Target>(_ settings: [Setting<Target>], _ target: Target, _ prefix: String)
            -> [ChangeableSetting]
        {
            settings.map { setting in
                let shown = setting.shown(target)
                return ChangeableSetting(
                    name: prefix + setting.row.name, row: setting.row,
                    value: shown ?? setting.row.standard, isSet: shown != nil)
            }
        }
        return all(Setting<Settings>.general, self, "")
            + all(Setting<WaitingLimits>.timeouts, limits, "timeouts.")
    }
}
