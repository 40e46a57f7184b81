import LexiAPI
import LexiScreen
import LexiTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the terminal says of itself, and what it does.
enum TerminalExamination {
    /// Texts whose columns programs and terminals disagree on.
    static let graphemes = ["e\u{301}", "漢", "…", "▌", "✓", "😀", "❤️", "👩‍💻", "🇩🇪", "👍🏽"]

    static func examine(_ report: inout DoctorReport) {
        report.section("Terminal")
        let type = ProcessEnvironment.value("TERM")
        report.add(
            "TERM", type ?? "not set",
            type == nil || type == "dumb" ? .doubtful : .fine)
        for name in ["COLORTERM", "NO_COLOR", "TERM_PROGRAM", "TERM_PROGRAM_VERSION"] {
            if let value = ProcessEnvironment.value(name) { report.add(name, value) }
        }
        report.add("inside", inside)
        report.add("colours used", TerminalCapabilities.Colors.ofEnvironment.words)
        if Tmux.isAround { clipboard(&report) }
        locale(&report)
        guard let terminal = ControllingTerminal() else {
            return report.add("measured", "nothing: there is no terminal to ask")
        }
        if let size = terminal.size { report.add("size", "\(size.columns)x\(size.rows)") }
        guard
            let replies = TerminalProbe.ask(
                input: terminal.descriptor, output: terminal.descriptor, graphemes: graphemes,
                limit: .milliseconds(1500))
        else { return report.add("measured", "nothing: the terminal cannot be asked", .doubtful) }
        show(replies, in: &report)
    }

    private static var inside: String {
        var places: [String] = []
        if ProcessEnvironment.value("TMUX") != nil { places.append("tmux") }
        if ProcessEnvironment.value("STY") != nil { places.append("screen") }
        if ProcessEnvironment.value("SSH_CONNECTION") != nil { places.append("ssh") }
        return places.isEmpty ? "neither tmux, screen nor ssh" : places.joined(separator: ", ")
    }

    private static func clipboard(_ report: inout DoctorReport) {
        switch Tmux.clipboard() {
        case nil: report.add("copy in tmux", "tmux does not answer; copies go to a file", .doubtful)
        case .on, .external: sendingClipboard(&report)
        case .off:
            report.add(
                "copy in tmux",
                "to tmux's own buffer and a file (set-clipboard off); for the terminal's "
                    + "clipboard: tmux set -s set-clipboard external", .doubtful)
        }
    }

    private static func sendingClipboard(_ report: inout DoctorReport) {
        func add(_ words: String, _ verdict: DoctorReport.Verdict) {
            report.add("copy in tmux", words, verdict)
        }
        switch Tmux.reach() {
        case .clipboard:
            add("to the terminal, by tmux load-buffer -w", .fine)
        case .unattended:
            add("to tmux's own buffer and a file, as no terminal is attached to it", .doubtful)
        case .terminalAlone:
            add(
                "to tmux's own buffer and a file, as the terminal around it has no clipboard that "
                    + "tmux knows of; if it has one: "
                    + "tmux set -as terminal-features ',TERM:clipboard' with its TERM", .doubtful)
        case nil: add("tmux does not answer; copies go to a file", .doubtful)
        }
    }

    private static func locale(_ report: inout DoctorReport) {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { variable in
                ProcessEnvironment.value(variable).map { "\($0) (\(variable))" }
            }.first
        setlocale(LC_CTYPE, "")
        let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
        let isUnicode = codeset.uppercased() == "UTF-8"
        report.add(
            "locale",
            "\(name ?? "not set"), \(codeset)"
                + (isUnicode
                    ? "" : "; lexi draws in ASCII, unless you set LANG=C.UTF-8"),
            isUnicode ? .fine : .doubtful)
    }

    private static func show(_ replies: TerminalReplies, in report: inout DoctorReport) {
        guard replies.isComplete else {
            report.add(
                "answers", "none within 1.5 s; the terminal does not tell what it is", .doubtful)
            return
        }
        report.add("version", replies.version ?? "not told")
        let direct = replies.hasDirectColor.map { $0 ? "yes" : "no" }
        report.add("direct colours", direct ?? "not told")
        report.add("background", replies.background ?? "not told")
        let modes = [
            (2004, "bracketed paste"), (1004, "focus reports"), (2026, "synchronised output"),
            (1006, "mouse (SGR)"),
        ]
        for (number, name) in modes {
            let words =
                switch replies.modes[number] {
                case nil: "not told"
                case let mode?: mode.isAvailable ? "yes" : "no"
                }
            report.add(name, words)
        }
        report.add(
            "OSC 52 (copy)",
            replies.attributes?.contains(52) == true ? "yes" : "not told; most terminals have it")
        widths(replies, in: &report)
    }

    private static func widths(_ replies: TerminalReplies, in report: inout DoctorReport) {
        var wrong: [String] = []
        var measured = 0
        for (text, columns) in replies.widths {
            guard let columns else { continue }
            measured += 1
            let own = TextWidth.columns(of: text)
            if columns != own {
                let scalars = text.unicodeScalars.map {
                    "U+" + String($0.value, radix: 16).uppercased()
                }
                wrong.append("\(scalars.joined(separator: " ")) is \(columns), lexi counts \(own)")
            }
        }
        let count = "\(measured) of \(graphemes.count) texts measured"
        report.add(
            "widths",
            wrong.isEmpty
                ? "\(count), all as lexi counts" : "\(count); " + wrong.joined(separator: "; "),
            wrong.isEmpty ? .fine : .doubtful)
    }
}

/// The terminal that the program was started from, wherever its output goes.
private final class ControllingTerminal {
    let descriptor: Int32

    /// - Returns: `nil` when there is none, or it is somebody else's turn.
    init?() {
        descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard tcgetpgrp(descriptor) == getpgrp() else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    var size: Size? {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
            return nil
        }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }
}

extension TerminalCapabilities.Colors {
    fileprivate var words: String {
        switch self {
        case .none: "none"
        case .ansi8: "8"
        case .ansi16: "16"
        case .palette256: "256"
        case .direct: "16 million"
        }
    }
}
