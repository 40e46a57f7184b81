/// Why a terminal cannot be opened, in words for the user.
public struct TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
    private enum Code: Sendable, Hashable {
        case notATerminal(String)
        case noType
        case unusableType(String)
        case unknownType(String)
        case system(String)
    }

    private let code: Code
    private init(_ code: Code) { self.code = code }

    /// A standard stream goes somewhere else.
    static func notATerminal(_ stream: String) -> TerminalError { .init(.notATerminal(stream)) }
    static let noType = TerminalError(.noType)
    /// The type stands for terminals that cannot place a cursor.
    static func unusableType(_ type: String) -> TerminalError { .init(.unusableType(type)) }
    /// Terminfo has no such type.
    static func unknownType(_ type: String) -> TerminalError { .init(.unknownType(type)) }
    static func system(_ message: String) -> TerminalError { .init(.system(message)) }

    public var description: String {
        let otherwise = "Without a full screen, use `lexi --linear` or `lexi ask`."
        switch code {
        case .notATerminal(let stream):
            return "\(stream) is not a terminal. In pipes and scripts, use `lexi --linear` or "
                + "`lexi ask`."
        case .noType:
            return "TERM is not set, so the terminal's type is unknown. "
                + "Try `TERM=xterm-256color lexi`. \(otherwise)"
        case .unusableType(let type):
            return "A terminal of type `\(type)` cannot show a full screen. If yours can, "
                + "set TERM, as in `TERM=xterm-256color lexi`. \(otherwise)"
        case .unknownType(let type):
            return "There is no terminfo entry for the terminal type `\(type)`. "
                + "Install it, or try `TERM=xterm-256color lexi`. \(otherwise)"
        case .system(let message):
            return "The terminal cannot be used: \(message). \(otherwise)"
        }
    }
}
