/// Where the key of a service comes from.
public enum KeyOrigin: Sendable, Hashable {
    /// The environment variable `LEXI_API_KEY`.
    case environment
    /// The file that a profile names.
    case file(path: String, profile: String)
    /// The program that a profile names, without its arguments: they may be secret.
    case command(String, profile: String)
    /// The screen for signing in; it is kept nowhere.
    case screen

    /// The key in words that begin a sentence.
    public var subject: String {
        switch self {
        case .environment: "LEXI_API_KEY"
        case .file(let path, let profile): "The key of profile \(profile), in \(path),"
        case .command(let command, let profile):
            "The key of profile \(profile), which `\(command)` prints,"
        case .screen: "The key you gave"
        }
    }
}
