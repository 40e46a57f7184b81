import LexiTerminal

extension TerminalCapabilities.Colors {
    /// Whether the terminal takes direct colours though its type tells of 256: it says so, and
    /// what stands between hands them on.
    static var areDirectByEnvironment: Bool {
        guard DirectColors.areTold(colorTerm: ProcessEnvironment.value("COLORTERM")) else {
            return false
        }
        let type = ProcessEnvironment.value("TERM") ?? ""
        if Tmux.isAround { return Tmux.hasDirectColors() }
        // GNU screen drops them, and a tmux on another machine cannot be asked.
        let isInMultiplexer =
            type.hasPrefix("screen") || type.hasPrefix("tmux")
            || ProcessEnvironment.value("STY")?.isEmpty == false
        return !isInMultiplexer
    }

    /// As many as the dashboard uses here.
    static var ofEnvironment: TerminalCapabilities.Colors {
        let type = ProcessEnvironment.value("TERM") ?? ""
        if ProcessEnvironment.value("NO_COLOR") != nil || type.isEmpty { return .none }
        if type.hasSuffix("-direct") { return .direct }
        if type.contains("256color") { return areDirectByEnvironment ? .direct : .palette256 }
        if type == "linux" || type.hasPrefix("vt") || type == "ansi" { return .ansi8 }
        return .ansi16
    }
}
