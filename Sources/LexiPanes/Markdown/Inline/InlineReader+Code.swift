extension InlineReader {
    /// Where runs of backticks begin, by their length.
    static func backticks(in bytes: [UInt8]) -> [Int: [Int]] {
        var result: [Int: [Int]] = [:]
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "`") else {
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, bytes[index] == UInt8(ascii: "`") { index += 1 }
            result[index - start, default: []].append(start)
        }
        return result
    }

    /// A code span. A backtick inside a word is an apostrophe (`geht`s`).
    mutating func readCode() {
        let start = index
        let content = runEnd(start)
        if content == end, isOpen { return hold(start) }
        let count = content - start
        if count == 1, bytes.kind(before: start).isWord, bytes.kind(at: content).isWord {
            return add(start..<content)
        }
        let runs = backticks[count] ?? []
        let next = bisectFirst(runs) { $0 >= content }
        if next < runs.count, !(isOpen && runs[next] + count == bytes.count) {
            add(.code, Self.code(bytes[content..<runs[next]]), start: start)
            index = runs[next] + count
        } else if next < runs.count {
            // The run at the end may still grow; shown as closed it looks the same.
            add(.code, Self.code(bytes[content..<runs[next]]), start: start)
            index = end
        } else if isOpen {
            readOpenCode(start, content)
        } else {
            add(start..<content)
        }
    }

    /// Code whose end has not come: backticks at the end may become it.
    private mutating func readOpenCode(_ start: Int, _ content: Int) {
        var last = bytes.count
        while last > content, bytes[last - 1] == UInt8(ascii: "`") { last -= 1 }
        // A blank at the end is a part of the code only when more follows.
        while last > content, bytes[last - 1].isBlank || bytes[last - 1] == 0x0A { last -= 1 }
        guard last > content else { return hold(start) }
        let isSpaced = last > content + 1 && bytes[content] == 0x20
        add(.code, bytes[(isSpaced ? content + 1 : content)..<last], start: start)
        index = end
    }

    /// Without one space at each end, if both have one and more is between.
    private static func code(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x0A }
        guard bytes.count > 2, isSpace(bytes.first), isSpace(bytes.last),
            bytes.contains(where: { !isSpace($0) })
        else { return bytes }
        return bytes.dropFirst().dropLast()
    }

    private func bisectFirst(_ places: [Int], _ holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(places[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
