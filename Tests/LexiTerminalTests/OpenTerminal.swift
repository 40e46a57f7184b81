import LexiScreen
import LexiTerminal
import LexiTesting
import Testing

/// All tests that open a terminal in this process: curses' state is global.
@Suite("Terminal", .serialized)
struct TerminalTests {}

/// A terminal of this process whose other end is a screen in memory.
final class OpenTerminal {
    let pair: TerminalPair
    let terminal: Terminal
    var screen: VirtualTerminal { pair.screen }

    init(
        _ columns: Int, _ rows: Int, type: String = "xterm-256color",
        color: TerminalOptions.ColorChoice = .automatic, isASCII: Bool = false
    ) throws {
        pair = try TerminalPair(size: Size(columns: columns, rows: rows))
        var options = TerminalOptions(color: color, type: type)
        options.isASCII = isASCII
        options.input = pair.programEnd
        options.output = pair.programEnd
        terminal = try Terminal.open(options: options)
    }

    /// Presents a picture, and answers the bytes that it took.
    @discardableResult
    func present(_ grid: Grid, cursor: Point? = nil) -> [UInt8] {
        terminal.present(Frame(grid: grid, cursor: cursor))
        return pair.showOutput()
    }

    /// The screen must show the grid, cell by cell; `shown` says how a style comes out.
    func expectScreen(
        shows grid: Grid, as shown: (Style) -> Style = { $0 },
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var differences: [String] = []
        for row in 0..<grid.size.rows {
            for column in 0..<grid.size.columns {
                let expected = VirtualTerminal.Cell(
                    text: grid[column, row].glyph.text, style: shown(grid[column, row].style))
                let actual = screen[column, row]
                if actual != expected {
                    differences.append("column \(column), row \(row): \(actual) not \(expected)")
                }
            }
        }
        #expect(
            differences.isEmpty, "\(differences.prefix(4).joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }
}
