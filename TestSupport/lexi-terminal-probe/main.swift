// A program that does to its terminal what tests want to see the end of. Started by them in a
// pseudo terminal; each key is a command.

import LexiScreen
import LexiTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

func overflow(_ depth: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { memory in
        memory.storeBytes(of: depth, as: Int.self)
        return overflow(depth + 1) + memory.load(as: Int.self)
    }
}

func tell(_ text: String, descriptor: Int32 = 2) {
    let line = Array((text + "\n").utf8)
    _ = write(descriptor, line, line.count)
}

struct Probe {
    let terminal: Terminal
    var news: [String] = []

    func draw() {
        var grid = Grid(size: terminal.size)
        let style = Style(foreground: .palette(2), attributes: [.bold])
        grid.write(
            "ready \(terminal.size.columns)x\(terminal.size.rows)", column: 0, row: 0, style: style)
        grid.write("process \(getpid()) .", column: 0, row: 1, style: .plain)
        for (row, text) in news.suffix(grid.size.rows - 2).enumerated() {
            grid.write(text, column: 0, row: row + 2, style: .plain)
        }
        terminal.present(Frame(grid: grid, cursor: nil))
    }

    mutating func handle(_ key: Key) {
        switch key {
        case .character("q"): end("quit")
        case .character("x"): exit(3)
        case .character("e"): tell("told while drawing")
        case .character("s"):
            tell("told before the fault")
            UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1
        case .character("t"): fatalError("told by the trap")
        case .character("a"):
            tell("told before the abort")
            abort()
        case .character("o"): news.append("\(overflow(0))")
        case .character("h"):
            news.append("hanging")
            draw()
            while true { pause() }
        case .character("z"):
            terminal.suspend()
            news.append("back from suspension")
        case .character("w"):
            terminal.withoutScreen {
                tell("without the screen", descriptor: 1)
                _ = getchar()
            }
            news.append("screen again")
        case .character("r"): terminal.invalidate()
        case .character("l"): terminal.bell()
        case .character("m"): news.append("mouse \(terminal.setMouse(true))")
        case .character("n"): news.append("mouse off \(terminal.setMouse(false))")
        case .mouse(let event):
            news.append("\(event.kind) at \(event.point.column), \(event.point.row)")
        case .paste(let text, let isLast):
            news.append("pasted \(text.utf8.count)\(isLast ? " last" : "")")
        default: news.append("\(key)")
        }
    }

    func end(_ reason: String) -> Never {
        terminal.close()
        tell("ended: \(reason)", descriptor: 1)
        exit(0)
    }

    mutating func run() -> Never {
        while true {
            draw()
            for event in terminal.wait(timeout: nil) {
                switch event {
                case .keys(let keys): for key in keys { handle(key) }
                case .terminated(let signal): end("signal \(signal)")
                case .hungUp: end("hung up")
                case .suspendRequested: handle(.character("z"))
                default: news.append("\(event)")
                }
            }
        }
    }
}

do {
    var probe = Probe(terminal: try Terminal.open())
    probe.run()
} catch {
    tell("\(error)")
    exit(1)
}
