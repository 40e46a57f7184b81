import LexiSession
import LexiState

/// The settings with their values, and what else they may be.
struct SettingSource: PaletteSource {
    func items(_ context: PaletteContext) -> [PaletteItem] {
        context.settings.flatMap { setting in
            let present = setting.present
            return [
                PaletteItem(
                    .setting, present.map { "\(setting.name) = \($0)" } ?? setting.name,
                    (present == nil ? "Now \(setting.value). " : "") + setting.summary,
                    keys: setting.isSet ? "set" : "default", argument: setting.name,
                    .write(":set \(setting.name) "))
            ]
                + setting.others.map { other in
                    PaletteItem(
                        .setting, "\(setting.name) = \(other)",
                        (present.map { "Instead of \($0). " } ?? "") + setting.summary,
                        argument: "\(setting.name) \(other)",
                        .set(name: setting.name, value: other))
                }
        }
    }
}

/// A setting as the palette offers it.
public struct SettingChoice: Sendable, Hashable {
    /// With its table, as in `timeouts.idle`.
    public var name: String
    /// What holds, in TOML or in words.
    public var value: String
    /// What holds where that is in TOML.
    public var present: String?
    /// Whether it stands in the settings file.
    public var isSet: Bool
    /// The other values it may have, in TOML, where they are few.
    public var others: [String]
    /// What it does.
    public var summary: String

    public init(
        name: String, value: String, present: String?, isSet: Bool, others: [String] = [],
        summary: String
    ) {
        self.name = name
        self.value = value
        self.present = present
        self.isSet = isSet
        self.others = others
        self.summary = summary
    }
}
