/// Where lexi keeps its files, by the XDG Base Directory Specification.
public struct SettingsPaths: Sendable, Hashable {
    /// `$XDG_CONFIG_HOME/lexi`; `nil` when neither that nor `HOME` says where.
    public let configurationFolder: String?
    /// `$XDG_STATE_HOME/lexi`.
    public let stateFolder: String?
    /// The user's home, for `~/` in settings.
    public let home: String?

    /// - Parameter environment: Reads a variable; an empty one counts as absent.
    public init(environment: (String) -> String?) {
        // The specification tells to ignore relative paths.
        func absolute(_ name: String) -> String? {
            environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        home = absolute("HOME")
        let home = home
        func folder(_ variable: String, _ underHome: String) -> String? {
            (absolute(variable) ?? home.map { "\($0)/\(underHome)" }).map { "\($0)/lexi" }
        }
        configurationFolder = folder("XDG_CONFIG_HOME", ".config")
        stateFolder = folder("XDG_STATE_HOME", ".local/state")
    }

    /// `$XDG_CONFIG_HOME/lexi/config.toml`.
    public var configurationFile: String? { configurationFolder.map { "\($0)/config.toml" } }

    /// `$XDG_CONFIG_HOME/lexi/themes`.
    public var themesFolder: String? { configurationFolder.map { "\($0)/themes" } }

    /// `$XDG_STATE_HOME/lexi/lexi.log`.
    public var logFile: String? { stateFolder.map { "\($0)/lexi.log" } }

    /// A path as a settings file means it: `~/` is the home, and what is relative is so to the
    /// folder of that file. The working directory decides nothing.
    func resolve(_ path: String, in folder: String) -> String {
        if path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/"), let home { return home + path.dropFirst() }
        return "\(folder)/\(path)"
    }
}
