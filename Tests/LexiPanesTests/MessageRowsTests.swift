import LexiScreen
import LexiSession
import LexiState
import Testing

@testable import LexiPanes

@Suite struct MessageRowsTests {
    private func composer(_ text: String) -> Composer {
        var composer = Composer()
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        composer.apply(.insert(String(parts.joined())))
        composer.apply(.moveToCaret(byteOffset: parts[0].utf8.count))
        return composer
    }

    /// The rows' text, and the caret as `row,column`.
    private func layout(_ text: String, columns: Int) -> [String] {
        let composer = composer(text)
        var rows = MessageRows()
        let caret = rows.update(composer, columns: columns, rowsBelow: 100)
        return (0..<rows.count).map { row in
            rows.spans(row, of: composer).map(\.text).joined()
        } + ["\(caret.row),\(caret.column)"]
    }

    @Test func `text is cut at the width, and the caret has a column of its own`() {
        #expect(layout("abcdef|", columns: 4) == ["abc", "def", "1,3"])
        #expect(layout("abc|def", columns: 4) == ["abc", "def", "1,0"])
        #expect(layout("abc|\ndef", columns: 4) == ["abc", "def", "0,3"])
        #expect(layout("abc\n|", columns: 4) == ["abc", "", "1,0"])
        #expect(layout("|", columns: 4) == ["", "0,0"])
    }

    @Test func `wide characters and marks are never cut`() {
        #expect(layout("a漢字|", columns: 4) == ["a漢", "字", "1,2"])
        #expect(layout("ab漢|", columns: 4) == ["ab", "漢", "1,2"])
        #expect(layout("漢|字", columns: 2) == ["漢", "字", "1,0"])
        #expect(layout("abe\u{301}d|", columns: 4) == ["abe\u{301}", "d", "1,1"])
        #expect(layout("ab👩‍💻c|", columns: 5) == ["ab👩‍💻", "c", "1,1"])
    }

    @Test func `a folded paste is one thing, cut to the width when it must be`() {
        var composer = composer("see |")
        composer.apply(.paste(String(repeating: "x\n", count: 14_203) + "x", isLast: true))
        composer.apply(.insert("!"))
        func shown(_ columns: Int) -> [[String]] {
            var rows = MessageRows()
            _ = rows.update(composer, columns: columns, rowsBelow: 100)
            return (0..<rows.count).map { row in
                rows.spans(row, of: composer).map { "\($0.role): \($0.text)" }
            }
        }
        #expect(
            shown(60) == [
                ["messageText: see ", "badge: [pasted 28 KB, 14,204 lines]", "messageText: !"]
            ])
        #expect(
            shown(20) == [
                ["messageText: see "], ["badge: [pasted 28 KB, 14,…"], ["messageText: !"],
            ])
    }

    @Test func `rows kept over changes are those laid out anew`() {
        let pieces = ["a", "漢", "\n", "e", "\u{301}", "🇩🇪", "🇩", "👩‍💻", "\u{200D}", "word ", "\t"]
        var seed: UInt64 = 7
        func random(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        for columns in [2, 3, 7, 20] {
            var composer = Composer()
            var kept = MessageRows()
            for _ in 0..<400 {
                switch random(8) {
                case 0: composer.apply(.deleteBackward)
                case 1: composer.apply(.moveLeft)
                case 2: composer.apply(.moveWordLeft)
                case 3: composer.apply(.moveToEnd)
                case 4: composer.apply(.undo)
                default: composer.apply(.insert(pieces[random(pieces.count)]))
                }
                if random(3) == 0 { continue }
                let caret = kept.update(composer, columns: columns, rowsBelow: 3)
                var fresh = MessageRows()
                let freshCaret = fresh.update(composer, columns: columns, rowsBelow: 3)
                #expect(caret == freshCaret, "\(composer.text.debugDescription)")
                for row in 0..<min(kept.count, fresh.count) {
                    #expect(kept.spans(row, of: composer) == fresh.spans(row, of: composer))
                }
            }
        }
    }

    @Test func `a key in a message of a megabyte costs what is seen`() {
        for text in [
            String(repeating: "x", count: 1 << 20),
            String(repeating: "forty characters are in a line like this\n", count: 25_000),
        ] {
            var composer = Composer(text: text)
            var rows = MessageRows()
            _ = rows.update(composer, columns: 80, rowsBelow: 10)
            for place in [text.utf8.count, text.utf8.count / 2, 0] {
                composer.apply(.moveToCaret(byteOffset: place))
                _ = rows.update(composer, columns: 80, rowsBelow: 10)
                for edit: Composer.Edit in [
                    .insert("a"), .insert("\n"), .deleteBackward, .moveLeft,
                ] {
                    let before = rows.scannedBytes
                    composer.apply(edit)
                    _ = rows.update(composer, columns: 80, rowsBelow: 10)
                    #expect(rows.scannedBytes - before < 2000)
                }
            }
            // Many keys before the next frame, too.
            composer.apply(.moveToEnd)
            _ = rows.update(composer, columns: 80, rowsBelow: 10)
            let before = rows.scannedBytes
            for _ in 0..<1000 { composer.apply(.insert("a")) }
            _ = rows.update(composer, columns: 80, rowsBelow: 10)
            #expect(rows.scannedBytes - before < 4000)
        }
    }

    @Test func `up and down keep to the column`() {
        var view = MessageView()
        var composer = composer("long line here\nab\nanother|long line")
        func move(_ rows: Int) -> String {
            guard
                let offset = view.caretOffset(movedByRows: rows, in: composer, columns: 40)
            else { return "edge" }
            composer.apply(.moveToCaret(byteOffset: offset))
            var text = composer.text
            text.insert("|", at: text.utf8.index(text.startIndex, offsetBy: offset))
            return text
        }
        #expect(move(-1) == "long line here\nab|\nanotherlong line")
        #expect(move(-1) == "long li|ne here\nab\nanotherlong line")
        #expect(move(-1) == "edge")
        #expect(move(1) == "long line here\nab|\nanotherlong line")
        #expect(move(1) == "long line here\nab\nanother|long line")
        #expect(move(-1) == "long line here\nab|\nanotherlong line")
        composer.apply(.moveLeft)
        #expect(move(-1) == "l|ong line here\nab\nanotherlong line")
    }
}
