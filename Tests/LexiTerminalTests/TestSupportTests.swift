import Foundation
import LexiScreen
import LexiTesting
import Testing

/// What the other tests rely on.
@Suite("Test support")
struct TestSupportTests {
    @Test("the virtual terminal shows text, colours, attributes and modes")
    func virtualTerminal() {
        let terminal = VirtualTerminal(size: Size(columns: 20, rows: 3))
        let bytes = Array(
            ("\u{1B}]2;a title\u{7}\u{1B}[?1049h\u{1B}[?2004;1004h\u{1B}[?25l\u{1B}[2;3H"
                + "\u{1B}[1;3;4;7;38;2;1;2;3;48;5;99m漢\u{1B}[0;38:2::9:8:7mx\u{7}").utf8)
        // Cut anywhere, the same comes out.
        for byte in bytes { terminal.feed([byte]) }
        #expect(terminal.text == "\n  漢x\n")
        let style = Style(
            foreground: .rgb(0x010203), background: .palette(99),
            attributes: [.bold, .italic, .underline, .reverse])
        #expect(terminal[2, 1] == VirtualTerminal.Cell(text: "漢", style: style))
        #expect(terminal[3, 1] == VirtualTerminal.Cell(text: "", style: style))
        #expect(terminal[4, 1].style == Style(foreground: .rgb(0x090807)))
        #expect(terminal.cursor == Point(column: 5, row: 1))
        #expect(!terminal.isCursorVisible)
        #expect(terminal.isAlternateScreen)
        #expect(terminal.title == "a title")
        #expect(terminal.bells == 1)
        #expect(terminal.privateModes == [1049, 2004, 1004])
        terminal.feed("\u{1B}[?2004l\u{1B}[?1049l\u{1B}[c".utf8)
        #expect(terminal.privateModes == [1004])
        #expect(!terminal.takeAnswers().isEmpty)
    }

    @Test("a program in a pseudo terminal sees its environment, directory, size and keys")
    func pseudoTerminal() throws {
        let program = try PseudoTerminal(
            executable: "/bin/sh",
            arguments: [
                "-c", "echo $NAME $HOME; pwd; stty size; read line; echo got $line; exit 7",
            ],
            environment: ["NAME": "value", "PATH": "/usr/bin:/bin"],
            size: Size(columns: 33, rows: 11), workingDirectory: "/")
        try program.waitUntil("to tell its size") { $0.text.contains("11 33") }
        #expect(program.screen.text(row: 0) == "value")
        #expect(program.screen.text(row: 1) == "/")
        try program.type("typed\r")
        #expect(try program.waitForExit() == .exited(status: 7))
        #expect(program.screen.text.contains("got typed"))
    }

    @Test("waiting fails with the screen when the program ends or takes too long")
    func waitingFails() throws {
        let ended = try PseudoTerminal(executable: "/bin/echo", arguments: ["last words"])
        let first = #expect(throws: PseudoTerminal.TimeoutError.self) {
            try ended.waitUntil("to sing") { $0.text.contains("la la") }
        }
        #expect(first?.description.contains("last words") == true)
        let silent = try PseudoTerminal(executable: "/bin/cat")
        let second = #expect(throws: PseudoTerminal.TimeoutError.self) {
            try silent.waitUntil("to sing", timeout: .milliseconds(20)) { _ in false }
        }
        #expect(second?.description.contains("to sing") == true)
        silent.signal(9)
        #expect(try silent.waitForExit() == .killed(signal: 9))
    }

    @Test("a snapshot is written when missing, holds when equal, and shows what differs")
    func snapshots() throws {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lexi-snapshots-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let source = directory.appending(path: "Tests.swift").path
        var grid = Grid(size: Size(columns: 8, rows: 2))
        grid.write("a漢", column: 1, row: 0, style: .plain)
        grid.write(
            "x", column: 0, row: 1,
            style: Style(foreground: .rgb(0x0A0B0C), background: .palette(4), attributes: .bold))
        let frame = Frame(grid: grid, cursor: Point(column: 1, row: 1))
        #expect(throws: Snapshot.Mismatch.self) {
            try Snapshot.check(frame, named: "picture", filePath: source)
        }
        try Snapshot.check(frame, named: "picture", filePath: source)
        let written = try String(
            contentsOf: directory.appending(path: "__Snapshots__/picture.txt"), encoding: .utf8)
        #expect(
            written == """
                8x2
                | a漢    |
                |x       |
                styles
                |........|
                |a.......|
                a  #0a0b0c on 4 bold
                cursor: column 1, row 1

                """)
        grid.write("b", column: 1, row: 0, style: .plain)
        let error = #expect(throws: Snapshot.Mismatch.self) {
            try Snapshot.check(
                Frame(grid: grid, cursor: nil), named: "picture", filePath: source)
        }
        #expect(error?.description.contains("- | a漢    |\n+ | b漢    |") == true)
    }
}
