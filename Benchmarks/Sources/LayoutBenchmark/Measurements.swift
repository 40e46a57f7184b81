import LexiPanes
import LexiScreen

enum Measurements {
    /// About a line at 120 columns, as an answer with lists and some emphasis has them.
    private static func line(_ number: Int) -> String {
        switch number % 6 {
        case 0: "## Section \(number)\n\n"
        case 1, 2: "- item **\(number)** of a list, with `code` and words\n"
        case 3: "- the last item\n\n"
        default: "A paragraph about number \(number), with *some* words in it.\n\n"
        }
    }

    /// A session whose transcript has about a number of lines, in turns of some lines each.
    private static func session(lines: Int, perTurn: Int) -> Session {
        var session = Session()
        var left = lines
        while left > 0 {
            session.ask("Question \(left)?")
            var text = ""
            for number in 0..<min(left, perTurn) { text += line(number) }
            session.delta(text)
            session.end()
            left -= perTurn
        }
        return session
    }

    private static let words = [
        "An", " answer", " of", " **some**", " words", ".\n\n", "- item", "\n",
    ]

    /// Each delta is drawn on its own.
    static func deltas() {
        var first: Double?
        for (name, lines, perTurn) in [
            ("10", 10, 10), ("1,000", 1000, 50), ("100,000 in 2,000 turns", 100_000, 50),
            ("100,000 in one turn", 100_000, 100_000),
        ] {
            var session = session(lines: lines, perTurn: perTurn)
            session.draw()
            while session.isSettling { session.draw() }
            session.ask("And now?")
            session.draw()
            var times: [Double] = []
            for number in 0..<4000 {
                let delta = words[number % words.count]
                times.append(
                    milliseconds {
                        session.delta(delta)
                        session.draw()
                    })
            }
            let mean = times.sorted()[..<3800].reduce(0, +) / 3800
            first = first ?? mean
            say(
                "delta to cells, transcript of \(name) lines",
                "\(fixed(mean * 1000, 1)) µs, ratio \(fixed(mean / first!))")
        }
    }

    /// One block of 60 KB, drawn at each delta.
    static func blocks() {
        let kinds: [(String, String, (Int) -> String)] = [
            ("paragraph", "", { "word\($0) " }),
            ("list", "", { $0 % 8 == 0 ? "\n- item" : " word" }),
            (
                "table", "| a | b |\n|---|---|\n",
                { $0 % 6 == 0 ? "| row " : $0 % 6 == 3 ? "| x " : $0 % 6 == 5 ? "|\n" : "w " }
            ),
            ("code fence", "```swift\n", { $0 % 8 == 7 ? "\n" : "word\($0) " }),
        ]
        for (name, head, piece) in kinds {
            var session = Session()
            session.ask("Go")
            session.delta(head)
            var times: [Double] = []
            var bytes = 0
            var number = 0
            while bytes < 60_000 {
                let delta = piece(number)
                number += 1
                bytes += delta.utf8.count
                times.append(
                    milliseconds {
                        session.delta(delta)
                        session.draw()
                    })
            }
            let tenth = times.count / 10
            let early = medianMilliseconds(Array(times[tenth..<2 * tenth]))
            let late = medianMilliseconds(Array(times[(9 * tenth)...]))
            say(
                "delta to cells in a \(name) of 60 KB",
                "\(fixed(late * 1000, 1)) µs at its end, ratio \(fixed(late / early)) to its begin")
        }
    }

    static func memory(deltas count: Int) {
        var session = Session()
        session.draw()
        let before = megabytes()
        session.ask("Go")
        let time = milliseconds {
            for number in 0..<count {
                session.delta(words[number % words.count])
                // A frame for every 16 deltas: 1,000 a second at 60 frames.
                if number % 16 == 0 { session.draw() }
            }
            session.end()
            session.draw()
        }
        say(
            "memory after \(count) deltas",
            "\(fixed(megabytes(), 1)) MB (\(fixed(before, 1)) before), peak \(fixed(peakMegabytes(), 1)), \(fixed(time, 0)) ms"
        )
    }

    static func tinyParagraphs() {
        var session = Session()
        session.ask("Go")
        for _ in 0..<40 {
            session.delta(String(repeating: "ab\n\n", count: 26_214))
            session.draw()
        }
        session.end()
        session.draw()
        while session.isSettling { session.draw() }
        say(
            "memory after 4 MB of paragraphs of two letters",
            "\(fixed(megabytes(), 1)) MB, peak \(fixed(peakMegabytes(), 1))")
    }

    static func transcript() {
        measure("2,000 turns", session(lines: 100_000, perTurn: 50))
    }

    static func oneAnswer() {
        measure("one turn", session(lines: 100_000, perTurn: 100_000))
    }

    private static func measure(_ name: String, _ given: Session) {
        var session = given
        let name = "100,000 lines in \(name)"
        say("\(name): first frame", "\(fixed(milliseconds { session.draw() })) ms")
        settle(name, &session)
        session.size = Size(columns: 90, rows: 40)
        say("\(name): first frame after a resize", "\(fixed(milliseconds { session.draw() })) ms")
        settle(name, &session)
        for (what, scroll) in [
            ("page up", ScreenView.Scroll.pages(-1)), ("to the top", .top),
            ("page down", .pages(1)), ("to the end", .end), ("line up", .lines(-1)),
        ] {
            let time = milliseconds {
                session.scroll(scroll)
                session.draw()
            }
            say("\(name): \(what)", "\(fixed(time)) ms")
        }
        say("\(name): memory", "\(fixed(megabytes(), 1)) MB, peak \(fixed(peakMegabytes(), 1))")
    }

    private static func settle(_ name: String, _ session: inout Session) {
        var frames: [Double] = []
        while session.isSettling { frames.append(milliseconds { session.draw() }) }
        say(
            "\(name): frames that count its lines",
            "\(frames.count), the longest \(fixed(frames.max() ?? 0)) ms, together \(fixed(frames.reduce(0, +), 0)) ms"
        )
    }
}
