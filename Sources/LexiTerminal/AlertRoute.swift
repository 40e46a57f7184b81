import LexiScreen

/// How an alert gets to the terminal that the user sits at.
enum AlertRoute: Hashable {
    case bell
    /// iTerm2's control sequence for notifications: a text.
    case osc9(throughTmux: Bool)
    /// rxvt's: a title and a text.
    case osc777(throughTmux: Bool)
    case none

    /// Whoever asks for a sequence gets it on any terminal that can be expected to overlook it.
    ///
    /// Inside tmux and GNU screen `auto` rings: which terminal is around them, they do not tell,
    /// and tmux hands on sequences only where it is told to, but bells always.
    ///
    /// - Parameters:
    ///   - hasPrivateModes: Whether the terminal understands xterm's private modes.
    ///   - environment: Reads a variable.
    init(
        _ way: AlertWay, type: String, hasPrivateModes: Bool, environment: (String) -> String?
    ) {
        let around = Multiplexer(type: type, environment: environment)
        let takesSequences = hasPrivateModes && around != .screen
        switch way {
        case .none: self = .none
        case .osc9 where takesSequences: self = .osc9(throughTmux: around == .tmux)
        case .osc777 where takesSequences: self = .osc777(throughTmux: around == .tmux)
        case .auto where takesSequences && around == nil:
            self = Self.known(type: type, environment)
        case .auto, .bell, .osc9, .osc777: self = .bell
        }
    }

    /// The terminals that document a notification. Only TERM gets through ssh.
    ///
    /// Left out are those that take OSC 9 for other things (ConEmu, Windows Terminal), and those
    /// that show OSC 777 with an extension or a patch alone (rxvt-unicode, VTE).
    private static func known(type: String, _ environment: (String) -> String?) -> AlertRoute {
        let program = environment("TERM_PROGRAM")
        let byTitle = ["xterm-ghostty", "ghostty", "foot", "wezterm"]
        if byTitle.contains(where: { type == $0 || type.hasPrefix("\($0)-") })
            || program == "ghostty" || program == "WezTerm"
        {
            return .osc777(throughTmux: false)
        }
        let isText =
            type == "xterm-kitty" || environment("KITTY_WINDOW_ID") != nil
            || program == "iTerm.app" || environment("LC_TERMINAL") == "iTerm2"
        return isText ? .osc9(throughTmux: false) : .bell
    }

    /// What is sent besides a bell; empty where nothing is.
    func bytes(_ alert: Alert) -> [UInt8] {
        let title = Self.cleaned(alert.title)
        let detail = Self.cleaned(alert.detail)
        switch self {
        case .bell, .none: return []
        case .osc9(let throughTmux):
            let text = detail.isEmpty ? title : "\(title): \(detail)"
            return Self.sequence("9;\(text)", throughTmux: throughTmux)
        case .osc777(let throughTmux):
            return Self.sequence("777;notify;\(title);\(detail)", throughTmux: throughTmux)
        }
    }

    /// Nothing that could end the sequence, or begin another part of it, gets into it: terminals
    /// have run commands that came that way (CVE-2022-41322).
    private static func cleaned(_ text: String) -> String {
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            if !isControl, scalar != ";" { cleaned.append(scalar) }
        }
        return String(cleaned)
    }

    private static func sequence(_ text: String, throughTmux: Bool) -> [UInt8] {
        let sequence = Array("\u{1B}]\(text)\u{07}".utf8)
        return throughTmux ? Multiplexer.throughTmux(sequence) : sequence
    }
}
