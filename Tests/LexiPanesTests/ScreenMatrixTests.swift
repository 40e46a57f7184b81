import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTesting
import Testing

/// Every state of the screen at four sizes, in dark, light, mono and ASCII.
///
/// A file for each state holds what is drawn with the role of each cell, once for all themes: that
/// a theme shows just that is checked cell by cell. Equal rows stand once, with their number.
@Suite struct ScreenMatrixTests {
    static let sizes = [(40, 10), (80, 24), (120, 40), (200, 60)].map {
        Size(columns: $0.0, rows: $0.1)
    }

    enum Moment: String, CaseIterable, Sendable {
        case empty, connecting, thinking, tool, streaming, stalled, answered
        case failedBeforeText = "failed-before-text"
        case failedAfterText = "failed-after-text"
        case incomplete, cancelled
        case rateLimited = "rate-limited"
        case offline, tabs, help
        case contextForm = "context-form"
    }

    @Test(arguments: Moment.allCases) func `each theme shows the same screen`(
        _ moment: Moment
    ) throws {
        let scene = Self.scene(moment)
        var text = ""
        for size in Self.sizes {
            let drawn = frame(scene, size, Self.roles)
            text += Self.describe(drawn)
            for name in ["dark", "light", "mono"] {
                let theme = try ThemeLibrary.theme(named: name)
                let themed = frame(scene, size, theme)
                #expect(themed.cursor == drawn.cursor)
                if let fault = Self.difference(themed.grid, drawn.grid, theme) {
                    Issue.record("\(name), \(size.columns)x\(size.rows): \(fault)")
                }
            }
        }
        try Snapshot.check(text: text, named: "matrix-\(moment.rawValue)")
    }

    @Test(arguments: Moment.allCases) func `ASCII shows it with one byte a column`(
        _ moment: Moment
    ) throws {
        let scene = Self.scene(moment)
        var text = ""
        for size in Self.sizes {
            let drawn = frame(scene, size, Self.roles, glyphs: .ascii)
            for row in 0..<size.rows {
                let line = drawn.grid.text(row: row)
                #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
            }
            text += Self.describe(drawn, withRoles: false)
        }
        try Snapshot.check(text: text, named: "matrix-\(moment.rawValue)-ascii")
    }

    // MARK: Drawing

    /// Each role as a colour of its own, to be told from the cells.
    private static let roles = Theme(
        name: "roles",
        styles: Dictionary(
            uniqueKeysWithValues: Role.allCases.map {
                ($0, Style(foreground: .palette(UInt8($0.rawValue))))
            }))

    private func frame(
        _ scene: Scene, _ size: Size, _ theme: Theme, glyphs: GlyphSet = .unicode
    ) -> Frame {
        var view = ScreenView(look: Look(theme: theme, glyphs: glyphs))
        view.help = [
            HelpEntry(section: "Anywhere", keys: "Esc", text: "Stop the run; else go back"),
            HelpEntry(section: "In the message", keys: "Enter", text: "Send the message"),
        ]
        return view.render(scene.state, size: size, now: scene.now)
    }

    private static func role(_ cell: Cell) -> Role? {
        guard case .palette(let index) = cell.style.foreground.kind else { return nil }
        return Role(rawValue: Int(index))
    }

    /// Where a theme shows something else than the roles, or in another style than theirs.
    private static func difference(_ themed: Grid, _ drawn: Grid, _ theme: Theme) -> String? {
        for row in 0..<drawn.size.rows {
            for column in 0..<drawn.size.columns {
                let (shown, cell) = (themed[column, row], drawn[column, row])
                let place = "column \(column), row \(row)"
                guard shown.glyph == cell.glyph else {
                    return "\(place): \(shown.glyph.text), not \(cell.glyph.text)"
                }
                let style = role(cell).map { theme[$0] } ?? .plain
                guard shown.style.foreground == style.foreground,
                    shown.style.background == style.background,
                    shown.style.attributes.isSuperset(
                        of: style.attributes.union(cell.style.attributes))
                else { return "\(place): \(shown.style), not \(style)" }
            }
        }
        return nil
    }

    // MARK: As text

    private static func describe(_ frame: Frame, withRoles: Bool = true) -> String {
        let size = frame.grid.size
        var lines = ["\(size.columns)x\(size.rows)"]
        var rows: [(text: String, styles: String, count: Int)] = []
        for row in 0..<size.rows {
            let text = frame.grid.row(row).map(\.glyph.text).joined()
            let styles = withRoles ? runs(frame.grid.row(row)) : ""
            if let last = rows.last, last.text == text, last.styles == styles {
                rows[rows.count - 1].count += 1
            } else {
                rows.append((text, styles, 1))
            }
        }
        for row in rows {
            lines.append((row.count > 1 ? "\(row.count) x " : "") + "|\(row.text)|")
            if withRoles { lines.append("  \(row.styles)") }
        }
        lines.append(frame.cursor.map { "cursor \($0.column),\($0.row)" } ?? "no cursor")
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// `border:2 title:14 border:64`, with `+` for attributes beyond those of the role.
    private static func runs(_ cells: some Sequence<Cell>) -> String {
        var runs: [(name: String, count: Int)] = []
        for cell in cells {
            let more = cell.style.attributes.isEmpty ? "" : "+\(cell.style.attributes.rawValue)"
            let name = (role(cell)?.name ?? "none") + more
            if runs.last?.name == name {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((name, 1))
            }
        }
        return runs.map { "\($0.name):\($0.count)" }.joined(separator: " ")
    }

    // MARK: The states

    private static let head = ResponseHead(
        status: 200, requestID: "req_01JTB6Z0V3W8N5Q2K7M4C9XHDA",
        rateLimit: RateLimit(limit: 1000, remaining: 871, reset: Scene.reset))

    private static func scene(_ moment: Moment) -> Scene {
        var scene = Scene()
        switch moment {
        case .empty: break
        case .connecting:
            scene.ask("Who is Mara?")
            scene.pass(milliseconds: 400)
        case .thinking:
            scene.ask("Who is Mara?")
            scene.receive(.responded(head))
            scene.receive(.thinking(text: "Looking up the contact"))
        case .tool:
            scene.ask("Who is Mara?")
            scene.receive(.responded(head))
            scene.receive(.toolStep(.init(tool: "contacts.get", status: "started")))
            scene.pass(milliseconds: 700)
        case .streaming: scene = .streaming
        case .stalled:
            scene = .streaming
            scene.pass(milliseconds: 20_000)
        case .answered: scene = .answered
        case .failedBeforeText:
            scene.ask("Who is Mara?")
            let failure = Failure(code: .insufficientCredits, message: "None left", status: 402)
            scene.receive(.responded(ResponseHead(status: 402, requestID: head.requestID)))
            scene.receive(.failed(failure))
            scene.receive(.ended(.failed, terminator: false))
        case .failedAfterText:
            scene = .streaming
            scene.receive(.failed(Failure(code: .init(rawValue: "internal"), message: "Oh")))
            scene.receive(.ended(.failed, terminator: true))
        case .incomplete: scene = .broken
        case .cancelled:
            scene = .streaming
            scene.receive(.ended(.cancelled, terminator: false))
        case .rateLimited: scene = .retrying
        case .offline:
            scene.ask("Who is Mara?")
            scene.receive(.failed(Failure(code: .network, message: "Nothing answers.")))
            scene.receive(.ended(.failed, terminator: false))
        case .tabs:
            scene = .streaming
            for number in 2...12 {
                scene.apply(.newTab)
                scene.ask("Question number \(number) with a long title")
            }
            scene.apply(.selectTab(index: 7))
        case .help:
            scene = .answered
            scene.apply(.openHelp)
        case .contextForm:
            scene = .answered
            scene.apply(.openContext)
        }
        return scene
    }
}
