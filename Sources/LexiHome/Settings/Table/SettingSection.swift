internal import LexiAPI

/// A table of the settings file with what may stand in it, for people to read.
public struct SettingSection: Sendable, Hashable {
    /// The table as its heading names it, such as `timeouts`; empty for the top of the file.
    public let table: String
    public let summary: String
    public let rows: [SettingRow]

    /// Rows of another module's, such as its keys, can be shown beside the program's own.
    public init(table: String, summary: String, rows: [SettingRow]) {
        self.table = table
        self.summary = summary
        self.rows = rows
    }

    /// All that a settings file may hold.
    public static let all: [SettingSection] = [
        SettingSection(
            table: "", summary: "At the top of the file, before any table.",
            rows: Setting<Settings>.general.map(\.row)),
        SettingSection(
            table: "timeouts", summary: "For every profile that says nothing else.",
            rows: Setting<WaitingLimits>.timeouts.map(\.row)),
        SettingSection(
            table: "profiles.NAME",
            summary: "A way to a workspace, under a name of your own; there may be several.",
            rows: Setting<ProfileDraft>.profile.map(\.row)),
        SettingSection(
            table: "profiles.NAME.context",
            summary: "What is in focus where a command names nothing else.",
            rows: Setting<ChatContext>.context.map(\.row)),
        SettingSection(
            table: "profiles.NAME.timeouts", summary: "As [timeouts], for this profile alone.",
            rows: Setting<WaitingLimits>.timeouts.map(\.row)),
    ]
}

extension Settings {
    /// What is set at the top of the file or holds without, each with its value in TOML or in
    /// words.
    public var general: [(name: String, value: String, isSet: Bool)] {
        Setting<Settings>.general.map { setting in
            let shown = setting.shown(self)
            return (setting.row.name, shown ?? setting.row.standard, shown != nil)
        }
    }
}
