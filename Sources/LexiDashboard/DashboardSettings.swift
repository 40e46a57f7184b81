public import LexiPanes
public import LexiScreen
import LexiSession
public import LexiState

/// The user's settings as far as an open dashboard follows them.
public protocol DashboardSettings: AnyObject {
    /// Looks whether the settings or themes have changed since the last call.
    func takeChange() -> Bool

    /// Reads the settings and the theme in use anew.
    func preferences() -> Result<Preferences, SettingsProblem>

    /// Reads the themes anew.
    func themes() -> ThemeLibrary

    /// Makes a theme the one that is used from now on.
    ///
    /// - Returns: What was done, for the user.
    func keep(theme: String) -> Result<String, SettingsProblem>

    /// The settings with their values, read anew.
    func choices() -> [SettingChoice]

    /// Gives a setting another value, in the settings file.
    ///
    /// - Parameters:
    ///   - setting: Its name, with its table as in `timeouts.idle`.
    ///   - value: In TOML, or as people write it.
    /// - Returns: What was done, for the user.
    func keep(setting: String, value: String) -> Result<String, SettingsProblem>
}

/// What an open dashboard takes from the settings, and takes up again when they change.
public struct Preferences: Sendable {
    public var look: Look
    /// What keys mean.
    public var keymap: Keymap
    /// How the ends of runs are told to who looks elsewhere.
    public var alertWay: AlertWay
    /// Whether the mouse is on to begin with.
    public var hasMouse: Bool

    /// How thoughts are shown; `nil` for as they were left.
    public var thinking: ThinkingMode?

    public init(
        look: Look, keymap: Keymap = .standard, alertWay: AlertWay = .auto,
        thinking: ThinkingMode? = nil, hasMouse: Bool = false
    ) {
        self.thinking = thinking
        self.look = look
        self.look.keys = keymap.hints
        self.keymap = keymap
        self.alertWay = alertWay
        self.hasMouse = hasMouse
    }
}

/// Why the settings cannot be read or changed.
public struct SettingsProblem: Error, Sendable, Hashable {
    /// For the user, without a full stop.
    public let reason: String

    public init(reason: String) { self.reason = reason }
}
