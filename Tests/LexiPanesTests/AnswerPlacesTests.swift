import LexiScreen
import LexiSession
import LexiState
import Testing

@testable import LexiPanes

/// Which words of the screen stand for a part of an answer's Markdown.
@Suite struct AnswerPlacesTests {
    /// The words that are marked when a part of the text is.
    private func marked(_ part: String, in text: String, width: Int = 40) throws -> String {
        let bytes = Array(text.utf8)
        let wanted = Array(part.utf8)
        let start = try #require(
            (0...bytes.count - wanted.count).first {
                bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
            })
        let range = start..<start + wanted.count
        var layout = MarkdownStream()
        layout.update(text, width: width, glyphs: .unicode, isComplete: true)
        let lines = layout.allLines(in: text)
        let places = AnswerPlaces(text)
        var words: [String] = []
        for block in places.blocks {
            let lines = lines.filter { $0.block == block }
            for (line, offsets) in zip(lines, places.offsets(in: lines, ofBlock: block)) {
                let characters = line.spans.flatMap { Array($0.text) }
                #expect(offsets.count == characters.count)
                var word = ""
                for (character, offset) in zip(characters, offsets) {
                    if let offset, range.contains(offset) {
                        word.append(character)
                    } else if !word.isEmpty {
                        words.append(word)
                        word = ""
                    }
                }
                if !word.isEmpty { words.append(word) }
            }
        }
        return words.joined(separator: " ")
    }

    private static let answer = """
        # Acme *Robotics*

        Acme raised **EUR 40m** in [March](https://example.com/march/2026). Two deals
        are open, and **one of them** is late.

        - Series B advisory
        - Fleet leasing, one more

        | Deal | Company name | Stage |
        | --- | --- | --- |
        | Fleet leasing of Acme | Acme Robotics GmbH | won |
        | Series B of Acme | Acme Robotics GmbH | lost |

        Schön ist 漢字 hier.
        """

    @Test(arguments: [
        ("# Acme *Robotics*", "Acme Robotics"),
        ("Acme raised **EUR 40m** in", "Acme raised EUR 40m in"),
        ("**one of them** is late.", "one of them is late"),
        ("Series B advisory", "Series B advisory"),
        ("Fleet leasing, one more", "Fleet leasing one more"),
        (
            "| Series B of Acme | Acme Robotics GmbH | lost |",
            "Series B of Acme Acme Robotics GmbH lost"
        ),
        ("Schön ist 漢字 hier.", "Schön ist 漢字 hier"),
    ])
    func `the words of a part are found through its markup`(
        _ part: String, _ expected: String
    ) throws {
        let found = try marked(part, in: Self.answer, width: 80)
        #expect(found == expected)
    }

    @Test func `rows of a table that is narrower than its text are told apart`() throws {
        let found = try marked(
            "| Series B of Acme | Acme Robotics GmbH | lost |", in: Self.answer, width: 26)
        #expect(
            Set(found.split(separator: " ")) == [
                "Series", "B", "of", "Acme", "Robotics", "GmbH", "lost",
            ])
        #expect(found.split(separator: " ").count == 8)
    }

    @Test func `an empty answer has no places`() {
        let places = AnswerPlaces("")
        #expect(places.blocks.count == 0)
        #expect(places.block(ofByte: 0) == 0)
        #expect(places.offsets(in: [.empty], ofBlock: 0) == [[]])
    }
}
