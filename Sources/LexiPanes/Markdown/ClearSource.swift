/// The source of an answer as the parser of blocks is to read it, so that blocks are found where
/// they are clearly meant, and only there.
///
/// Nothing is taken away and no line is added: line numbers stay. What is put in are spaces
/// before lines, and two characters that no answer holds (they are removed where text enters):
/// ``stop`` keeps what follows it from being a mark, ``bar`` stands for a pipe that divides no
/// cells. ``shown(_:)`` undoes both, wherever the text has gone: in code they do no harm.
///
/// - A link reference definition is text, since what it defines may be closed already.
/// - What is indented by two or more under a list's item belongs to the item, though its marker
///   may be wider.
/// - `+ 20 EUR` and `>50 %` begin no list and no quote, nor is `:--` without a pipe a table's rule.
/// - Pipes in code divide no cells when the row has too many without them; cells beyond the
///   last column join that of the last one.
/// - The lines of a formula (behind `\[` or `$$` on a line of its own, or `\begin{…}`) begin no
///   blocks.
struct ClearSource {
    static let stop: UInt8 = 0x01
    static let bar: UInt8 = 0x02

    private struct Edit {
        var place: Int
        var removed = 0
        var text: [UInt8]
    }

    /// An item of a list that is open, in columns behind the quotes' marks.
    private struct Item {
        var marker: Int
        var content: Int
        /// Where its content stands once its line is moved.
        var newContent: Int
        var number: Int?
    }

    private struct Fence {
        var byte: UInt8
        var count: Int
        var quoteDepth: Int
        /// Columns of the item that it is in.
        var marker: Int?
        /// How far its lines are moved.
        var shift: Int
    }

    private let bytes: [UInt8]
    private let isOpen: Bool
    private var edits: [Edit] = []
    private var items: [Item] = []
    private var fence: Fence?
    private var isFormula = false
    /// The columns of the table that is open.
    private var columnCount: Int?
    private var quoteDepth = 0
    /// The content of the line before, if that was a paragraph's.
    private var paragraphLine: Range<Int>?

    /// The source to parse; the same when nothing is unclear.
    ///
    /// - Parameter isOpen: Whether more text may come: a table's rule counts once it is whole.
    static func of(_ text: Substring, isOpen: Bool = false) -> Substring {
        guard text.utf8.contains(where: isSuspect) else { return text }
        var source = ClearSource(bytes: Array(text.utf8), isOpen: isOpen)
        source.read()
        guard !source.edits.isEmpty else { return text }
        return Substring(String(decoding: source.edited(), as: UTF8.self))
    }

    /// What came of the source, as it was written.
    static func shown(_ text: some Sequence<UInt8>) -> [UInt8] {
        text.compactMap { $0 == stop ? nil : $0 == bar ? UInt8(ascii: "|") : $0 }
    }

    /// A byte without which nothing is unclear.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: ">"),
            UInt8(ascii: "<"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "."),
            UInt8(ascii: ")"), UInt8(ascii: "$"), UInt8(ascii: "["), UInt8(ascii: "{"):
            true
        default: false
        }
    }

    private init(bytes: [UInt8], isOpen: Bool) {
        self.bytes = bytes
        self.isOpen = isOpen
    }

    private mutating func read() {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            readLine(start, end)
            start = end + 1
        }
    }

    private func edited() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + edits.count * 2)
        var place = 0
        for edit in edits.sorted(by: { $0.place < $1.place }) {
            result += bytes[place..<edit.place]
            result += edit.text
            place = edit.place + edit.removed
        }
        return result + bytes[place...]
    }

    private mutating func addStop(_ place: Int) {
        edits.append(Edit(place: place, text: [Self.stop]))
    }

    // MARK: Lines

    private mutating func readLine(_ start: Int, _ end: Int) {
        let (content, depth) = behindQuotes(start, end)
        if depth != quoteDepth {
            items = []
            columnCount = nil
            paragraphLine = nil
            isFormula = false
            if depth < fence?.quoteDepth ?? 0 { fence = nil }
            quoteDepth = depth
        }
        var text = content
        var indent = 0
        while text < end, bytes[text].isBlank {
            indent = bytes[text] == 0x09 ? indent + 4 - indent % 4 : indent + 1
            text += 1
        }
        guard text < end else {
            columnCount = nil
            paragraphLine = nil
            isFormula = false
            return
        }
        if readFenced(content, text, end, indent) { return }
        if isFormula { return readFormulaLine(text, end) }
        let before = paragraphLine
        paragraphLine = nil
        readMarkers(content, text, end, indent, before)
    }

    /// Behind the marks of quotes, and how many they are.
    private mutating func behindQuotes(_ start: Int, _ end: Int) -> (content: Int, depth: Int) {
        var (content, depth) = (start, 0)
        while fence == nil || depth < fence!.quoteDepth {
            var next = content
            while next < end, next - content < 3, bytes[next] == 0x20 { next += 1 }
            guard next < end, bytes[next] == UInt8(ascii: ">") else { break }
            if next + 1 < end, bytes[next + 1].isASCIIDigit || bytes[next + 1] == UInt8(ascii: "=")
            {
                if fence == nil { addStop(next) }
                break
            }
            depth += 1
            content = next + 1
            if content < end, bytes[content] == 0x20 { content += 1 }
        }
        return (content, depth)
    }

    /// Reads a line of an open fence.
    ///
    /// - Returns: Whether it is one.
    private mutating func readFenced(_ content: Int, _ text: Int, _ end: Int, _ indent: Int) -> Bool
    {
        guard let open = fence else { return false }
        if let marker = open.marker, indent < marker + 2 {
            fence = nil
            return false
        }
        move(content, text, by: open.shift, indent)
        let run = bytes[text..<end].prefix { $0 == open.byte }.count
        if run >= open.count, bytes[(text + run)..<end].allSatisfy(\.isBlank) { fence = nil }
        return true
    }

    private mutating func move(_ content: Int, _ text: Int, by shift: Int, _ indent: Int) {
        guard shift > 0 else { return }
        // Tabs would go to other stops.
        let removed = bytes[content..<text].contains(0x09) ? text - content : 0
        let count = removed > 0 ? indent + shift : shift
        edits.append(
            Edit(place: content, removed: removed, text: Array(repeating: 0x20, count: count)))
    }

    // MARK: Lists

    private mutating func readMarkers(
        _ content: Int, _ start: Int, _ end: Int, _ indent: Int, _ before: Range<Int>?
    ) {
        let itemCount = items.count
        var marker = self.marker(start, end)
        while let item = items.last {
            let isNext =
                item.number.map { number in marker?.number.map { $0 == number + 1 } ?? false }
                ?? false
            if indent >= item.marker + 2, !(isNext && indent < item.content) { break }
            items.removeLast()
        }
        let paragraph = items.count == itemCount ? before : nil
        var shift = 0
        if let item = items.last {
            shift =
                indent >= item.content ? item.newContent - item.content : item.newContent - indent
            move(content, start, by: shift, indent)
        }
        var (text, column) = (start, indent)
        var isFirst = true
        while let found = marker {
            // A paragraph is interrupted by the number one alone, and code by nothing.
            let isCode = isFirst && indent - (items.last?.content ?? 0) >= 4
            if isCode || isFirst && paragraph != nil && found.number ?? 1 != 1 { break }
            if bytes[text] == UInt8(ascii: "+"), found.next < end, bytes[found.next].isASCIIDigit {
                addStop(text)
                break
            }
            let width = found.markerEnd - text
            let spaces = found.next - found.markerEnd
            let isEmpty = found.next >= end
            let inner = column + width + (isEmpty || spaces > 4 ? 1 : spaces)
            items.append(
                Item(
                    marker: column, content: inner, newContent: inner + shift,
                    number: found.number))
            guard !isEmpty, spaces <= 4 else { return }
            (text, column, isFirst) = (found.next, inner, false)
            columnCount = nil
            marker = self.marker(text, end)
        }
        readContent(text, end, isFirst ? paragraph : nil, shift)
    }

    private struct Marker {
        var markerEnd: Int
        /// Where its content begins.
        var next: Int
        var number: Int?
    }

    private func marker(_ start: Int, _ end: Int) -> Marker? {
        var place = start
        var number: Int?
        switch bytes[place] {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
            if isRule(start, end) { return nil }
            place += 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            var value = 0
            while place < end, place - start < 9, bytes[place].isASCIIDigit {
                value = value * 10 + Int(bytes[place] - 0x30)
                place += 1
            }
            guard place < end, [UInt8(ascii: "."), UInt8(ascii: ")")].contains(bytes[place]) else {
                return nil
            }
            place += 1
            number = value
        default: return nil
        }
        var next = place
        while next < end, bytes[next].isBlank { next += 1 }
        guard next > place || place == end else { return nil }
        return Marker(markerEnd: place, next: next, number: number)
    }

    private func isRule(_ start: Int, _ end: Int) -> Bool {
        let byte = bytes[start]
        var count = 0
        for place in start..<end where !bytes[place].isBlank {
            if bytes[place] != byte { return false }
            count += 1
        }
        return count >= 3
    }

    // MARK: Content

    private mutating func readContent(
        _ start: Int, _ end: Int, _ before: Range<Int>?, _ shift: Int
    ) {
        let first = bytes[start]
        if first == UInt8(ascii: "`") || first == UInt8(ascii: "~") {
            let run = bytes[start..<end].prefix { $0 == first }.count
            let info = bytes[(start + run)..<end]
            if run >= 3, first == UInt8(ascii: "~") || !info.contains(first) {
                columnCount = nil
                fence = Fence(
                    byte: first, count: run, quoteDepth: quoteDepth, marker: items.last?.marker,
                    shift: shift)
                return
            }
        }
        stopDefinitions(start, end)
        isFormula = isFormulaSign(start, end, "\\[", "$$") || beginsEnvironment(start, end)
        if isLineBreakTag(start, end) { addStop(start) }
        readTable(start, end, before)
        let isHeading =
            first == UInt8(ascii: "#")
            || [UInt8(ascii: "-"), UInt8(ascii: "=")].contains(first)
                && bytes[start..<end].allSatisfy { $0 == first || $0.isBlank }
        if columnCount == nil, !isHeading { paragraphLine = start..<end }
    }

    /// A line of a formula, or the one that ends it.
    private mutating func readFormulaLine(_ start: Int, _ end: Int) {
        let isEnd =
            isFormulaSign(start, end, "\\]", "$$")
            || bytes[start..<end].starts(with: "\\end{".utf8)
        if !isEnd, !bytes[start].isASCIILetter { addStop(start) }
        isFormula = !isEnd
    }

    private mutating func stopDefinitions(_ start: Int, _ end: Int) {
        for place in start..<max(start, end - 1)
        where bytes[place] == UInt8(ascii: "]") && bytes[place + 1] == UInt8(ascii: ":") {
            addStop(place + 1)
        }
    }

    private func isFormulaSign(_ start: Int, _ end: Int, _ signs: String...) -> Bool {
        let line = bytes[start..<end]
        let last = line.lastIndex { !$0.isBlank } ?? start
        return signs.contains { line[start...last].elementsEqual($0.utf8) }
    }

    /// `\begin{…}` without its end in the line.
    private func beginsEnvironment(_ start: Int, _ end: Int) -> Bool {
        let line = bytes[start..<end]
        return line.starts(with: "\\begin{".utf8)
            && !String(decoding: line, as: UTF8.self).contains("\\end{")
    }

    private func isLineBreakTag(_ start: Int, _ end: Int) -> Bool {
        guard bytes[start] == UInt8(ascii: "<"), let next = HTMLTag.end(bytes, start) else {
            return false
        }
        return next <= end && HTMLTag.isLineBreak(bytes[start..<next])
    }

    // MARK: Tables

    private mutating func readTable(_ start: Int, _ end: Int, _ before: Range<Int>?) {
        if let columnCount {
            divide(start..<end, columnCount, isHeader: false)
            return
        }
        let signs = bytes[start..<end]
        guard signs.contains(UInt8(ascii: "-")),
            signs.allSatisfy({ "|-: \t".utf8.contains($0) })
        else { return }
        guard signs.contains(UInt8(ascii: "|")) else {
            if signs.contains(UInt8(ascii: ":")) { addStop(start) }
            return
        }
        if isOpen, end == bytes.count { return addStop(start) }
        guard let before else { return }
        columnCount = TableRow(bytes, start..<end).cellCount
        divide(before, columnCount!, isHeader: true)
    }

    /// Lets a row have no more cells than the table has columns.
    private mutating func divide(_ line: Range<Int>, _ columnCount: Int, isHeader: Bool) {
        let row = TableRow(bytes, line)
        guard row.cellCount > columnCount else { return }
        var dividing = row.pipes
        let outside = dividing.filter { !row.code.contains($0) }
        if outside.count + 1 >= columnCount { dividing = outside }
        if isHeader, dividing.count + 1 != columnCount { return }
        let kept = Set(dividing.prefix(columnCount - 1))
        for pipe in row.pipes where !kept.contains(pipe) {
            edits.append(Edit(place: pipe, removed: 1, text: [Self.bar]))
        }
    }
}
