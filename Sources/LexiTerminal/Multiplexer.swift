/// What stands between the program and the terminal that the user sits at.
enum Multiplexer: Hashable {
    case tmux
    /// GNU screen.
    case screen

    /// - Parameters:
    ///   - type: The terminal's type.
    ///   - environment: Reads a variable.
    /// - Returns: `nil` when nothing is known to stand there.
    init?(type: String, environment: (String) -> String?) {
        func isInside(_ name: String) -> Bool { environment(name)?.isEmpty == false }
        if type.hasPrefix("tmux") || isInside("TMUX") {
            self = .tmux
        } else if type.hasPrefix("screen") || isInside("STY") {
            self = .screen
        } else {
            return nil
        }
    }

    /// A control sequence for the terminal around tmux, which hands it on where its
    /// `allow-passthrough` is on and drops it elsewhere.
    static func throughTmux(_ sequence: [UInt8]) -> [UInt8] {
        let doubled = sequence.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
        return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
    }
}
