/// Finds where a block that has grown long may be cut in two.
///
/// The parts are read and laid out on their own from then on, so that what one more word costs
/// does not grow with the block. Where the cut lies depends on nothing but the block's first
/// bytes: however a text arrives, it is cut at the same places.
struct BlockCut {
    /// What was read: the opening's prefix and the block's first bytes.
    private let bytes: [UInt8]
    private let top: MarkdownParser.Top
    private let opening: PartOpening?
    /// Where the block's own source begins in ``bytes``, and in the whole text.
    private let ownStart: Int
    private let textStart: Int
    /// Prefixes longer than this are not worth repeating for each part.
    private let longestPrefix: Int

    /// - Parameters:
    ///   - source: The first bytes of the block.
    ///   - top: The block as far as it is known from them.
    ///   - longestPrefix: What may at most be read again before each part, in bytes.
    init(_ source: PartSource, _ top: MarkdownParser.Top, longestPrefix: Int) {
        self.longestPrefix = longestPrefix
        bytes = Array(source.text.utf8)
        self.top = top
        opening = source.opening
        ownStart = opening?.prefix.utf8.count ?? 0
        textStart = source.start
    }

    /// The place of the cut in the whole text and how the rest begins; `nil` when the block can
    /// not be cut within these bytes.
    func find() -> (offset: Int, opening: PartOpening)? {
        guard let (place, opening) = place(), place > ownStart, place < bytes.count else {
            return nil
        }
        return (textStart + place - ownStart, opening)
    }

    private func place() -> (Int, PartOpening)? {
        switch top.block {
        case .paragraph: paragraph()
        case .heading(let level, _): heading(level)
        case .code: code()
        case .html: linewise(.html, prefix: firstLine)
        case .list: list()
        case .quote: lastChild().map { ($0, PartOpening(kind: .quote, isSpaced: true)) }
        case .table: table()
        case .rule, .sequence: nil
        }
    }

    // MARK: Text

    /// A paragraph goes on in a new line: after a line of the source, else a sentence, else a
    /// word.
    private func paragraph() -> (Int, PartOpening)? {
        let half = ownStart + (bytes.count - ownStart) / 2
        let cut =
            last(from: half) { $0 == 0x0A && isLetter($1) }
            ?? lastSentence(from: half) ?? last(from: half) { $0 == 0x20 && isLetter($1) }
            ?? last(from: half) { first, _ in first == 0x20 || first == 0x0A }
            ?? last(from: half) { _, second in second >= 0xE3 && second != 0xEF }
            ?? scalarStart(bytes.count - 8)
        // What no letter begins may look like the start of another kind of block.
        let prefix = isLetter(bytes[cut]) ? "" : "a "
        return (cut, PartOpening(kind: .paragraph, prefix: prefix))
    }

    private func heading(_ level: Int) -> (Int, PartOpening)? {
        let half = ownStart + (bytes.count - ownStart) / 2
        guard !bytes[ownStart...].contains(0x0A) else { return nil }
        let cut = last(from: half) { first, _ in first == 0x20 } ?? scalarStart(bytes.count - 8)
        let marks = String(repeating: "#", count: level) + " "
        return (cut, PartOpening(kind: .heading, prefix: marks))
    }

    /// The last place from one on whose byte before and byte after satisfy a condition.
    private func last(from low: Int, _ holds: (UInt8, UInt8) -> Bool) -> Int? {
        var place = bytes.count - 1
        while place > low {
            if holds(bytes[place - 1], bytes[place]) { return place }
            place -= 1
        }
        return nil
    }

    private func lastSentence(from low: Int) -> Int? {
        var place = bytes.count - 1
        while place > low + 1 {
            if bytes[place - 1] == 0x20, bytes[place - 2] == UInt8(ascii: "."),
                isLetter(bytes[place])
            {
                return place
            }
            place -= 1
        }
        return nil
    }

    private func scalarStart(_ place: Int) -> Int {
        var place = place
        while place > ownStart, bytes[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0xC0 || (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= byte | 0x20
    }

    // MARK: Lines

    private var firstLine: String {
        let end = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private func code() -> (Int, PartOpening)? {
        let content = firstLine.drop { $0 == " " }
        let isFenced = content.hasPrefix("```") || content.hasPrefix("~~~")
        if isFenced { return linewise(.code, prefix: firstLine) }
        // An indented block goes on by itself, if the next line is a line of it.
        let cut = bytes.indices.last { place in
            place > ownStart && bytes[place - 1] == 0x0A && place + 4 < bytes.count
                && bytes[place..<place + 4].allSatisfy { $0 == 0x20 }
        }
        return cut.map { ($0, PartOpening(kind: .code)) }
    }

    /// After the last whole line; within the line when the block's rest is a single one.
    private func linewise(_ kind: PartOpening.Kind, prefix: String) -> (Int, PartOpening)? {
        let prefix = opening?.kind == kind ? opening!.prefix : prefix
        guard prefix.utf8.count <= longestPrefix, prefix.utf8.last == 0x0A else { return nil }
        let low = max(ownStart, prefix.utf8.count)
        let cut =
            last(from: low) { first, _ in first == 0x0A } ?? scalarStart(bytes.count - 8)
        return cut > low ? (cut, PartOpening(kind: kind, prefix: prefix)) : nil
    }

    private func table() -> (Int, PartOpening)? {
        var prefix = opening?.prefix ?? ""
        var first: Range<Int>
        if case .table(let range) = opening?.kind {
            first = range
        } else {
            // The head is the header and the line below it.
            let head = bytes.split(
                separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
            guard head.count == 3 else { return nil }
            prefix = String(decoding: bytes[..<head[2].startIndex], as: UTF8.self)
            first = 0..<0
        }
        let low = max(ownStart, prefix.utf8.count)
        guard prefix.utf8.count <= longestPrefix,
            let cut = last(from: low, { first, _ in first == 0x0A })
        else { return nil }
        if first.isEmpty { first = textStart..<textStart + cut - ownStart }
        return (cut, PartOpening(kind: .table(first: first), prefix: prefix))
    }

    // MARK: Children

    private func list() -> (Int, PartOpening)? {
        guard let cut = lastChild() else { return nil }
        let isSpaced = cut > 1 && bytes[cut - 2] == 0x0A
        return (cut, PartOpening(kind: .list, isSpaced: isSpaced))
    }

    /// Where the last child begins that began with a whole line, but not the first.
    private func lastChild() -> Int? {
        let lineFeeds = bytes.indices.filter { bytes[$0] == 0x0A }
        guard let index = top.childLines.lastIndex(where: { $0 <= lineFeeds.count }), index > 0
        else { return nil }
        let line = top.childLines[index]
        return line > 1 ? lineFeeds[line - 2] + 1 : nil
    }
}
