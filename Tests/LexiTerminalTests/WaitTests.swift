import Foundation
import LexiScreen
import LexiTerminal
import LexiTesting
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension TerminalTests {
    @Suite("Waiting")
    struct Wait {
        private func type(_ text: String, into open: OpenTerminal) throws {
            try open.pair.type(text)
        }

        @Test("a look without waiting finds nothing where nothing happened")
        func looks() throws {
            let open = try OpenTerminal(20, 3)
            #expect(open.terminal.wait(timeout: .zero) == [])
        }

        @Test("a time-out ends the wait, not earlier")
        func timesOut() throws {
            let open = try OpenTerminal(20, 3)
            let elapsed = ContinuousClock().measure {
                #expect(open.terminal.wait(timeout: .milliseconds(30)) == [])
            }
            #expect(elapsed >= .milliseconds(30))
        }

        @Test("wakes before a wait are one, and the next wait starts afresh")
        func wakesOnce() throws {
            let open = try OpenTerminal(20, 3)
            let waker = open.terminal.waker
            for _ in 0..<100_000 { waker.wake() }
            #expect(open.terminal.wait(timeout: nil) == [.woken])
            #expect(open.terminal.wait(timeout: .zero) == [])
            waker.wake()
            #expect(open.terminal.wait(timeout: nil) == [.woken])
        }

        private final class Count: Sendable {
            let value = Atomic<Int>(0)
        }

        @Test("another thread ends the wait, and its last wake is not lost")
        func wokenByThread() throws {
            let open = try OpenTerminal(20, 3)
            let waker = open.terminal.waker
            let count = Count()
            let last = 200_000
            Thread.detachNewThread {
                for value in 1...last {
                    count.value.store(value, ordering: .relaxed)
                    waker.wake()
                }
            }
            while count.value.load(ordering: .relaxed) < last {
                try #require(open.terminal.wait(timeout: .seconds(10)) == [.woken])
            }
        }

        @Test("keys come with what happened besides, in one go")
        func keysAndWake() throws {
            let open = try OpenTerminal(20, 3)
            try type("ab\u{1B}[A", into: open)
            open.terminal.waker.wake()
            let keys: [Key] = [.character("a"), .character("b"), .special(.up, [])]
            #expect(open.terminal.wait(timeout: nil) == [.keys(keys), .woken])
        }

        @Test("a lone Esc is a key after a moment; a sequence cut in two is whole")
        func settles() throws {
            let open = try OpenTerminal(20, 3)
            try type("\u{1B}", into: open)
            #expect(open.terminal.wait(timeout: .zero) == [])
            #expect(open.terminal.wait(timeout: nil) == [.keys([.escape])])
            try type("\u{1B}[", into: open)
            #expect(open.terminal.wait(timeout: .zero) == [])
            try type("A", into: open)
            #expect(open.terminal.wait(timeout: nil) == [.keys([.special(.up, [])])])
        }

        @Test("what the terminal answers is no key")
        func swallowsAnswers() throws {
            let open = try OpenTerminal(20, 3)
            try type("\u{1B}]10;rgb:0000/0000/0000\u{1B}\\\u{1B}[?62c", into: open)
            #expect(open.terminal.wait(timeout: .milliseconds(40)) == [])
        }

        @Test("the terminal's background is told, in however many pieces it comes")
        func tellsBackground() throws {
            let open = try OpenTerminal(20, 3)
            try type("\u{1B}]11;rgb:0000/8080/", into: open)
            #expect(open.terminal.wait(timeout: .milliseconds(40)) == [])
            try type("ffff\u{1B}", into: open)
            #expect(open.terminal.wait(timeout: .zero) == [])
            try type("\\x", into: open)
            let color = BackgroundColor(red: 0, green: 128, blue: 255)
            #expect(
                open.terminal.wait(timeout: nil) == [.keys([.background(color), .character("x")])])
        }

        @Test(
            "signals are events",
            arguments: [
                (SIGTERM, TerminalEvent.terminated(signal: SIGTERM)),
                (SIGINT, .terminated(signal: SIGINT)), (SIGTSTP, .suspendRequested),
                (SIGHUP, .hungUp), (SIGCONT, .resumed),
            ])
        func signals(signal: Int32, event: TerminalEvent) throws {
            let open = try OpenTerminal(20, 3)
            kill(getpid(), signal)
            #expect(open.terminal.wait(timeout: nil) == [event])
        }

        @Test("a resized terminal is an event; the same size is none")
        func resizes() throws {
            let open = try OpenTerminal(20, 3)
            kill(getpid(), SIGWINCH)
            #expect(open.terminal.wait(timeout: .milliseconds(30)) == [])
            let size = Size(columns: 40, rows: 5)
            open.pair.resize(size)
            for _ in 0..<10 { kill(getpid(), SIGWINCH) }
            #expect(open.terminal.wait(timeout: nil) == [.resized(size)])
            #expect(open.terminal.wait(timeout: .milliseconds(30)) == [])
            #expect(open.terminal.size == size)
            let grid = Present.picture(columns: 40, rows: 5)
            open.present(grid)
            open.expectScreen(shows: grid)
        }

        @Test("the end of input is told once, and wakes still arrive")
        func hangsUp() throws {
            let open = try OpenTerminal(20, 3)
            open.pair.hangUp()
            #expect(open.terminal.wait(timeout: nil) == [.hungUp])
            #expect(open.terminal.wait(timeout: .milliseconds(5)) == [])
            open.terminal.waker.wake()
            #expect(open.terminal.wait(timeout: nil) == [.woken])
        }
    }
}
