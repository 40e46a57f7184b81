/// The sentences of an answer, as places in its Markdown.
///
/// A list item, a heading, a table row and a line of code are each the end of one, whatever they
/// end with: they are what people point at.
public enum Sentences {
    /// The UTF-8 byte ranges of the sentences, in order and without white space around them.
    public static func ranges(in text: String) -> [Range<Int>] {
        let bytes = Array(text.utf8)
        var ranges: [Range<Int>] = []
        var isCode = false
        var paragraph = 0..<0
        func endParagraph() {
            if !paragraph.isEmpty { ranges += sentences(bytes, paragraph) }
            paragraph = 0..<0
        }
        for line in lines(bytes) {
            let content = trimmed(bytes, line)
            let isFence = starts(bytes, content, with: "```") || starts(bytes, content, with: "~~~")
            if isFence || isCode || content.isEmpty || isRule(bytes, content) {
                endParagraph()
                if isFence {
                    isCode.toggle()
                } else if isCode, !content.isEmpty {
                    ranges.append(content)
                }
                continue
            }
            let first = bytes[content.lowerBound]
            if first == UInt8(ascii: "|") {
                endParagraph()
                ranges.append(content)
                continue
            }
            let body = afterMarker(bytes, content)
            if body.lowerBound > content.lowerBound {
                endParagraph()
                paragraph = body
                if first == UInt8(ascii: "#") { endParagraph() }
            } else {
                // A soft line break: the paragraph goes on.
                paragraph = paragraph.isEmpty ? content : paragraph.lowerBound..<content.upperBound
            }
        }
        endParagraph()
        return ranges
    }

    // MARK: Lines

    private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(start..<index)
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D) ~= byte }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, isSpace(bytes[low]) { low += 1 }
        while high > low, isSpace(bytes[high - 1]) { high -= 1 }
        return low..<high
    }

    private static func starts(_ bytes: [UInt8], _ range: Range<Int>, with mark: String) -> Bool {
        bytes[range].starts(with: mark.utf8)
    }

    /// A thematic break, or the line between a table's head and its rows.
    private static func isRule(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.count >= 3 && bytes[range].allSatisfy { "|-:*_= ".utf8.contains($0) }
    }

    /// The line without the marks of a list item, a heading or a quotation.
    private static func afterMarker(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            switch bytes[start] {
            case UInt8(ascii: "#"), UInt8(ascii: ">"):
                while end < range.upperBound, bytes[end] == bytes[start] { end += 1 }
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): end += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                while end < range.upperBound, end - start < 9,
                    (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= bytes[end]
                { end += 1 }
                guard end < range.upperBound,
                    [UInt8(ascii: "."), UInt8(ascii: ")")].contains(bytes[end])
                else { return start..<range.upperBound }
                end += 1
            default: return start..<range.upperBound
            }
            guard end < range.upperBound, isSpace(bytes[end]) else { break }
            start = trimmed(bytes, end..<range.upperBound).lowerBound
        }
        return start..<range.upperBound
    }

    // MARK: Sentences of a paragraph

    private static func sentences(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            guard let end = sentenceEnd(bytes, index, in: start..<range.upperBound) else {
                index += 1
                continue
            }
            ranges.append(start..<end)
            start = trimmed(bytes, end..<range.upperBound).lowerBound
            index = start
        }
        if start < range.upperBound { ranges.append(trimmed(bytes, start..<range.upperBound)) }
        return ranges
    }

    /// Where a sentence ends whose mark stands at an index; `nil` when none ends there.
    private static func sentenceEnd(_ bytes: [UInt8], _ index: Int, in range: Range<Int>) -> Int? {
        if let wide = ["。", "！", "？"].first(where: {
            bytes[index..<range.upperBound].starts(with: $0.utf8)
        }) {
            return index + wide.utf8.count
        }
        guard ".!?".utf8.contains(bytes[index]) else { return nil }
        var end = index + 1
        // Closing quotes, brackets and emphasis belong to the sentence.
        while end < range.upperBound, ".!?\"')]*_`".utf8.contains(bytes[end]) { end += 1 }
        guard end < range.upperBound else { return end }
        guard isSpace(bytes[end]) else { return nil }
        let next = bytes[trimmed(bytes, end..<range.upperBound).lowerBound]
        if (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= next { return nil }
        return bytes[index] == UInt8(ascii: ".") && isAbbreviation(bytes, index, in: range)
            ? nil : end
    }

    private static let abbreviations: Set<String> = [
        "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "Nr", "Abs", "Art", "Inc", "Ltd", "Co", "Corp",
        "vs", "etc", "ca", "bzw", "usw", "approx",
    ]

    /// `Dr.`, `z.B.`, an initial or a number: no sentence ends with these.
    private static func isAbbreviation(_ bytes: [UInt8], _ index: Int, in range: Range<Int>) -> Bool
    {
        var start = index
        while start > range.lowerBound, !isSpace(bytes[start - 1]),
            !"(\"*_".utf8.contains(bytes[start - 1])
        {
            start -= 1
        }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        return word.count == 1 && word.first?.isLetter == true
            || word.contains(".")
                && word.split(separator: ".").allSatisfy { $0.count == 1 && $0.first!.isLetter }
            || abbreviations.contains(word)
    }
}
