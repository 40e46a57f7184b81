import LexiSession
import LexiState

/// Finds places of an answer's Markdown in its laid-out lines.
///
/// Lines know where their block begins in the text. Within a
/// block the words of the lines are looked for in the block's text, one after the other: what
/// layout adds (bullets, frames, numbers) is not found there, and what it leaves out (marks of
/// Markdown) is passed over. Only the blocks that are asked for are looked into.
struct AnswerPlaces {
    private let bytes: [UInt8]
    /// Where each block begins, as its lines are numbered, and the text's end.
    private let blockStarts: [Int]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        var starts: [Int] = []
        var splitter = MarkdownSplitter()
        let open = splitter.advance(text) { part in
            // Blank lines before a block are not of it.
            var start = part.range.lowerBound
            var place = start
            while place < part.range.upperBound, [0x0A, 0x20].contains(bytes[place]) {
                if bytes[place] == 0x0A { start = place + 1 }
                place += 1
            }
            if place < part.range.upperBound { starts.append(start) }
        }
        self.bytes = bytes
        blockStarts = starts + open.map(\.start) + [bytes.count]
    }

    /// Where each block begins.
    var blocks: [Int] { Array(blockStarts.dropLast()) }

    /// A block's Markdown.
    func source(ofBlock block: Int) -> String {
        let index = index(ofByte: block)
        guard index + 1 < blockStarts.count else { return "" }
        return String(decoding: bytes[blockStarts[index]..<blockStarts[index + 1]], as: UTF8.self)
    }

    /// The block that holds a byte of the text; the last one before it when none does.
    func block(ofByte offset: Int) -> Int { blockStarts[index(ofByte: offset)] }

    /// The blocks that a part of the text lies in; at least one.
    func blocks(in range: Range<Int>) -> [Int] {
        let first = index(ofByte: range.lowerBound)
        let last = max(first, index(ofByte: max(range.lowerBound, range.upperBound - 1)))
        return Array(blockStarts[first...last])
    }

    private func index(ofByte offset: Int) -> Int {
        bisect(0..<max(1, blockStarts.count - 1)) { blockStarts[$0] <= offset }
    }

    /// For each character of each line of one block, the offset in the text of the word that it
    /// is part of, plus its own place in the word; `nil` for what is not in the text.
    func offsets(in lines: [StyledLine], ofBlock block: Int) -> [[Int?]] {
        let index = index(ofByte: block)
        guard index + 1 < blockStarts.count, blockStarts[index] == block else {
            return lines.map { _ in [] }
        }
        var position = block
        let end = blockStarts[index + 1]
        return lines.map { line in
            // Cells of several lines stand side by side: their words go back and forth in a row.
            let isTable = line.spans.contains { $0.role == .tableBorder }
            var offsets: [Int?] = []
            for span in line.spans {
                var word: [Character] = []
                for character in span.text + " " {
                    if character.isLetter || character.isNumber {
                        word.append(character)
                        continue
                    }
                    offsets += find(word, from: &position, before: end, isTable: isTable)
                    word = []
                    offsets.append(nil)
                }
                // The space that ended the last word is not the span's.
                offsets.removeLast()
            }
            return offsets
        }
    }

    /// How far ahead in the text a word is looked for: a short one is soon found by chance.
    private static func reach(_ byteCount: Int) -> Int { byteCount < 3 ? 24 : 600 }

    private func find(
        _ word: [Character], from position: inout Int, before end: Int, isTable: Bool
    ) -> [Int?] {
        guard !word.isEmpty else { return [] }
        let wanted = Array(String(word).utf8)
        let ahead = position..<min(end, position + Self.reach(wanted.count))
        var start: Int?
        if isTable {
            let row = row(at: position, before: end)
            start = first(wanted, in: position..<row.upperBound)
            if start == nil, let behind = first(wanted, in: row) {
                return Self.offsets(of: word, from: behind)
            }
        }
        guard let found = start ?? first(wanted, in: ahead) else { return word.map { _ in nil } }
        position = found + wanted.count
        return Self.offsets(of: word, from: found)
    }

    private func first(_ wanted: [UInt8], in range: Range<Int>) -> Int? {
        let last = range.upperBound - wanted.count
        guard range.lowerBound <= last else { return nil }
        return (range.lowerBound...last).first { start in
            bytes[start] == wanted[0]
                && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// The line of the text around a place.
    private func row(at position: Int, before end: Int) -> Range<Int> {
        let start = bytes[..<position].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return start..<(bytes[position..<end].firstIndex(of: 0x0A) ?? end)
    }

    private static func offsets(of word: [Character], from start: Int) -> [Int?] {
        var offset = start
        return word.map { character in
            defer { offset += String(character).utf8.count }
            return offset
        }
    }
}
