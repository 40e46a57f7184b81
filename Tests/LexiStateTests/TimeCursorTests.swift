import LexiAPI
import LexiSession
import LexiState
import Testing

/// What every pane shows for a selection.
@Suite struct TimeCursorTests {
    /// Thoughts at 100 and 600, steps at 200 to 400 and 500 to 900 with another from 700 to 800
    /// inside, text at 450, 650 and 950.
    private var turn: Turn {
        var driver = Driver()
        driver.send("Q")
        func step(_ tool: String, _ status: String, _ time: UInt64) {
            driver.receive(.toolStep(.init(tool: tool, status: status)), at: time)
        }
        func text(_ delta: String, _ time: UInt64) {
            driver.receive(.text(delta: delta, conversationID: nil), at: time)
        }
        driver.receive(.thinking(text: "one"), at: 100)
        step("a", "started", 200)
        step("a", "completed", 400)
        text("First. ", 450)
        step("b", "started", 500)
        driver.receive(.thinking(text: "two"), at: 600)
        text("Zweiter Sätz. ", 650)
        step("c", "started", 700)
        step("c", "completed", 800)
        step("b", "completed", 900)
        text("Third.", 950)
        return driver.turn
    }

    private static let id = TurnID(1)

    @Test(arguments: [
        (Selection.thought(turn: id, index: 0), 0.1, 0, 0, 0, 0..<0),
        (.step(turn: id, index: 0), 0.2, 0, 0, 0, 0..<0),
        (.text(turn: id, range: 0..<6), 0.45, 0, 0, 7, 0..<7),
        (.step(turn: id, index: 1), 0.5, 1, 0, 7, 0..<7),
        (.thought(turn: id, index: 1), 0.6, 1, 1, 7, 0..<7),
        (.text(turn: id, range: 7..<21), 0.65, 1, 1, 22, 7..<22),
        (.step(turn: id, index: 2), 0.7, 2, 1, 22, 7..<22),
        (.text(turn: id, range: 22..<28), 0.95, 1, 1, 28, 22..<28),
    ])
    func `each selection moves the others to its moment`(
        _ selection: Selection, _ seconds: Double, _ step: Int?, _ thought: Int?, _ bytes: Int,
        _ piece: Range<Int>
    ) throws {
        let cursor = try #require(TimeCursor(selection, in: turn))
        #expect(cursor.seconds == seconds)
        #expect(cursor.step == step)
        #expect(cursor.thought == thought)
        #expect(cursor.textByteCount == bytes)
        #expect(cursor.lastPiece == piece)
    }

    /// Steps at 200 to 400 and 600 to 700, which the thoughts at 100 and 500 lead to; one at 750
    /// leads to none.
    @Test func `a thought and the step that it leads to mark each other`() throws {
        var driver = Driver()
        driver.send("Q")
        for (thought, step, time) in [("one", "a", 100), ("two", "b", 500)] as [(_, _, UInt64)] {
            driver.receive(.thinking(text: thought), at: time)
            driver.receive(.toolStep(.init(tool: step, status: "started")), at: time + 100)
            driver.receive(.toolStep(.init(tool: step, status: "completed")), at: time + 200)
        }
        driver.receive(.thinking(text: "three"), at: 750)
        for index in 0...1 {
            let thought = try #require(
                TimeCursor(.thought(turn: Self.id, index: index), in: driver.turn))
            let step = try #require(TimeCursor(.step(turn: Self.id, index: index), in: driver.turn))
            #expect(thought.step == index)
            #expect(step.thought == index)
        }
        let last = try #require(TimeCursor(.thought(turn: Self.id, index: 2), in: driver.turn))
        #expect(last.step == 1)
    }

    @Test func `a step without a start has its moment at its end`() throws {
        var driver = Driver()
        driver.send("Q")
        driver.receive(.toolStep(.init(tool: "a", status: "completed")), at: 300)
        let cursor = try #require(TimeCursor(.step(turn: Self.id, index: 0), in: driver.turn))
        #expect(cursor.seconds == 0.3)
        #expect(cursor.thought == nil)
    }

    @Test func `a selection of another turn has no moment in this one`() {
        #expect(TimeCursor(.step(turn: TurnID(2), index: 0), in: turn) == nil)
        #expect(TimeCursor(.step(turn: Self.id, index: 3), in: turn) == nil)
    }

    @Test func `bytes know when they came, and times how much had come`() {
        let answer = turn.answer
        #expect(answer.instant(ofByte: 0) == at(450))
        #expect(answer.instant(ofByte: 6) == at(450))
        #expect(answer.instant(ofByte: 7) == at(650))
        #expect(answer.instant(ofByte: 27) == at(950))
        #expect(answer.instant(ofByte: 28) == nil)
        #expect(answer.instant(ofByte: -1) == nil)
        #expect(answer.byteCount(by: at(449)) == 0)
        #expect(answer.byteCount(by: at(450)) == 7)
        #expect(answer.byteCount(by: at(2000)) == 28)
        #expect(TimedText().byteCount(by: at(1)) == 0)
        #expect(TimedText().lastPiece(by: at(1)) == 0..<0)
    }
}

@Suite struct SentencesTests {
    @Test(arguments: [
        ("", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It costs 3.5 m, i.e. little. Next", ["It costs 3.5 m, i.e. little.", "Next"]),
        ("Dr. Brandt leads. J. Doe helps.", ["Dr. Brandt leads.", "J. Doe helps."]),
        ("A soft\nbreak. And more.", ["A soft\nbreak.", "And more."]),
        ("# Head\nBody **bold.** Rest", ["Head", "Body **bold.**", "Rest"]),
        ("- one\n- two. Three.\n  1. four", ["one", "two.", "Three.", "four"]),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
        ("```swift\nlet a = 1. \n\nb\n```\nEnd.", ["let a = 1.", "b", "End."]),
        ("> quoted. Twice.\n\n---\nLast", ["quoted.", "Twice.", "Last"]),
        ("これは文です。次です。", ["これは文です。", "次です。"]),
        ("2026 was good. 12 more.", ["2026 was good.", "12 more."]),
        ("(Really?) Yes \"so.\" End", ["(Really?)", "Yes \"so.\"", "End"]),
        ("-", ["-"]), ("*emphasis* starts. ok", ["*emphasis* starts. ok"]),
    ])
    func `an answer is taken apart as people read it`(_ text: String, _ expected: [String]) {
        let bytes = Array(text.utf8)
        let found = Sentences.ranges(in: text).map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(found == expected)
    }

    @Test func `any text gives ranges in order that do not overlap`() {
        let alphabet = Array("ab. !?\n|-#>*`1)。Ä\t")
        var seed: UInt64 = 7
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<60 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(seed >> 33) % alphabet.count])
            }
            var end = 0
            for range in Sentences.ranges(in: text) {
                #expect(range.lowerBound >= end && !range.isEmpty, "\(text.debugDescription)")
                end = range.upperBound
            }
            #expect(end <= text.utf8.count)
        }
    }
}
