import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiSessionSamples
import LexiState
import LexiTerminal
import LexiTesting
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TerminalTests {
    /// Hostile server text on its whole way: reducer, panes, curses, terminal. See `Fuzz`.
    @Suite("Hostile server text", .timeLimit(.minutes(60))) struct HostileTextFuzzTests {
        private static let texts = ByteMutator(
            samples: [
                "plain words\nand \u{1B}[31mcolour\u{1B}[0m\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
                "\u{1B}]52;c;aGVsbG8=\u{07}x\u{1B}]0;owned\u{1B}\\ \u{1B}]11;?\u{07}",
                "\u{1B}Pq#0~~\u{1B}\\a\u{1B}_G\u{1B}\\b\u{1B}^pm\u{1B}\\c\u{1B}Xsos\u{9C}d",
                "\u{9B}31m8-bit\u{9D}0;t\u{9C}\u{85}\u{202E}\u{2066}\u{E0041}\u{E007F}\u{061C}",
                "- item\n  - `code` **bold** [link](http://x/\u{1B}[2J)\n```\nfence\u{7}\n```\n",
                "",
            ],
            tokens: [
                "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{1B}(0", "\u{1B}c",
                "\u{9B}", "\u{9D}", "\u{9C}", "\u{90}", "\u{98}", "\u{9E}", "\u{9F}", "\u{07}",
                "\u{08}", "\u{0E}", "\u{18}", "\u{1A}", "\u{7F}", "\n", "\t", "\r", "m", "\\", ";",
                "?25l", "2J", "\u{200E}", "\u{202A}", "\u{2069}", "\u{E0001}", "漢", "é", "*", "`",
                "# ",
            ])

        @Test("no byte of a control comes from it, and the screen shows what was drawn")
        func hostileText() throws {
            let open = try OpenTerminal(80, 24)
            _ = open.pair.showOutput()
            let size = Size(columns: 80, rows: 24)
            let theme = try ThemeLibrary.theme(named: "dark")
            try Fuzz.run("hostile-text", rounds: 60, Self.texts) { bytes, random in
                // A round begins with nothing on the screen, so that it can be run again alone. Only
                // the hashes by which curses looks for scrolled rows outlive that: it may scroll the
                // blank screen, which is seen nowhere but in what it sends.
                open.terminal.invalidate()
                _ = Self.present(Frame(grid: Grid(size: size), cursor: nil), open)
                var state = AppState(service: Service(label: "demo", isDemo: true))
                var view = ScreenView(look: Look(theme: theme))
                view.focus([.conversation, .tools, .thinking].randomElement(using: &random)!)
                let events = Self.events(bytes, using: &random)
                // Twice, because what is sent is the difference to what is shown.
                for part in [
                    events.prefix(events.count / 2), events.suffix(from: events.count / 2),
                ] {
                    for event in part { Self.take(event, &state) }
                    if let fault = Self.fault(in: state.activeTab.turns) { return fault }
                    let frame = view.render(
                        state, size: size, now: Instant(nanoseconds: 0, unixSeconds: 0))
                    if let fault = Self.show(frame, open) { return fault }
                }
                return open.screen.title.isEmpty ? nil : "the title is \(open.screen.title)"
            }
        }

        /// Presents a frame and shows all of what that sends, which on a busy machine comes through
        /// the kernel in several parts: a bell behind it, which no frame rings, marks its end.
        private static func present(_ frame: Frame, _ open: OpenTerminal) -> [UInt8] {
            open.terminal.present(frame)
            var bell: UInt8 = 0x07
            _ = write(open.pair.programEnd, &bell, 1)
            var output = open.pair.showOutput()
            while output.last != bell {
                sched_yield()
                output += open.pair.showOutput()
            }
            return output.dropLast()
        }

        /// Presents a frame, and answers what is wrong with what was sent or is seen.
        private static func show(_ frame: Frame, _ open: OpenTerminal) -> String? {
            let output = present(frame, open)
            if let fault = OutputCheck.fault(in: output) { return fault }
            for row in 0..<frame.grid.size.rows {
                for column in 0..<frame.grid.size.columns {
                    let text = frame.grid[column, row].glyph.text
                    let shown = open.screen[column, row].text
                    guard shown == text else {
                        return "column \(column), row \(row): \(shown.debugDescription), "
                            + "not \(text.debugDescription)"
                    }
                }
            }
            return nil
        }

        /// The first text in a value's depths with a control in it. The grid would not draw that
        /// either, so what is sent to the terminal does not tell whether it was taken out before.
        private static func fault(in value: Any) -> String? {
            if let text = value as? String {
                let control = text.unicodeScalars.first {
                    $0 != "\n" && $0 != "\t" && OutputCheck.isControl($0)
                }
                return control.map {
                    "U+\(String($0.value, radix: 16)) is kept in \(text.debugDescription)"
                }
            }
            // The conversation's ID goes back to the server as it came, and is cleaned when shown.
            for child in Mirror(reflecting: value).children where child.label != "conversationID" {
                if let fault = fault(in: child.value) {
                    return "\(type(of: value)).\(child.label ?? ""): \(fault)"
                }
            }
            return nil
        }

        /// The text in everything that a server can say, its answer cut anywhere.
        private static func events(
            _ bytes: [UInt8], using random: inout SeededGenerator
        ) -> [RunEvent] {
            let text = String(decoding: bytes, as: UTF8.self)
            var events: [RunEvent] = [
                .responded(ResponseHead(status: 200, requestID: text)), .thinking(text: text),
                .toolStep(ToolStepUpdate(tool: text, status: "started")),
                .toolStep(ToolStepUpdate(tool: text, status: text, summary: text)),
                .unknown(event: text, data: text),
            ]
            var rest = Array(text.unicodeScalars)[...]
            while !rest.isEmpty {
                let length = Int.random(in: 1...8, using: &random)
                var piece = String.UnicodeScalarView()
                piece.append(contentsOf: rest.prefix(length))
                events.append(.text(delta: String(piece), conversationID: text))
                rest = rest.dropFirst(length)
            }
            switch Int.random(in: 0...2, using: &random) {
            case 0: break
            case 1:
                events += [
                    .done(creditsRemaining: 1, messageID: text, conversationID: text),
                    .ended(.completed, terminator: true),
                ]
            default:
                events += [
                    .failed(Failure(code: .init(rawValue: text), message: text, status: 400)),
                    .ended(.failed, terminator: false),
                ]
            }
            return events
        }

        private static func take(_ event: RunEvent, _ state: inout AppState) {
            let now = Instant(nanoseconds: 0, unixSeconds: 0)
            if state.activeTab.turns.isEmpty {
                _ = reduce(&state, .edit(.insert("Q")))
                for effect in reduce(&state, .send) {
                    _ = reduce(&state, .received(effect.events(at: now)))
                }
            }
            let turn = state.activeTab.lastTurn!.id
            _ = reduce(
                &state,
                .received([
                    SessionEvent(
                        event, at: now, conversation: state.activeTab.id, turn: turn)
                ]))
        }
    }
}

/// What curses sends, taken apart: a strict list of what it needs to draw.
private enum OutputCheck {
    /// The first thing that no drawing needs.
    static func fault(in bytes: [UInt8]) -> String? {
        var rest = bytes[...]
        var hasText = false
        while let byte = rest.first {
            switch byte {
            case 0x1B:
                // "Reverse index" scrolls down by one row. Curses scrolls before it draws, so behind
                // text it is none of curses'.
                if !hasText, rest.dropFirst().first == 0x4D {
                    rest = rest.dropFirst(2)
                    continue
                }
                guard let length = sequence(rest) else {
                    return
                        "the sequence \(String(decoding: rest.prefix(12), as: UTF8.self).debugDescription)"
                }
                rest = rest.dropFirst(length)
            case 0x08, 0x09, 0x0A, 0x0D: rest = rest.dropFirst()
            case 0x20...0x7E:
                hasText = true
                rest = rest.dropFirst()
            case 0x80...:
                hasText = true
                // C1, bidirectional controls and tags have these beginnings.
                let text = String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first!
                guard !isControl(text) else { return "U+\(String(text.value, radix: 16))" }
                rest = rest.dropFirst(UTF8.width(text))
            default: return "the control \(byte)"
            }
        }
        return nil
    }

    /// C0, C1, bidirectional controls and tags.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// The length of a sequence that moves, styles, clears or scrolls.
    private static func sequence(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes.prefix(40))
        guard bytes.count > 2 else { return nil }
        if bytes[1] == 0x28, bytes[2] == 0x42 || bytes[2] == 0x30 { return 3 }
        guard bytes[1] == 0x5B else { return nil }
        guard
            let final = bytes.dropFirst(2).firstIndex(where: {
                !(0x30...0x3B).contains($0) && $0 != 0x3F
            })
        else { return nil }
        let isKnown = "ABCDGHJKLMPSTX@bdfhlmr".utf8.contains(bytes[final])
        // Of the modes, only the cursor's, and the one that the last cell of the screen needs.
        let parameters = String(decoding: bytes[2..<final], as: UTF8.self)
        if bytes[final] == 0x68 || bytes[final] == 0x6C {
            return ["?7", "?25", "?12", "?12;25", "4"].contains(parameters) ? final + 1 : nil
        }
        return isKnown && !parameters.contains("?") ? final + 1 : nil
    }
}
