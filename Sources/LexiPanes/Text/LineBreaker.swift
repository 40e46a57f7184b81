import LexiScreen

/// Finds the end of one line after the other.
struct LineBreaker {
    let text: StyledText
    let bytes: UnsafeBufferPointer<UInt8>
    /// The columns that a line has.
    var room: Int

    /// Where a line ends.
    struct Found: Equatable {
        /// After the last byte that is drawn.
        var end: Int
        /// Where the next line begins.
        var next: Int
        var endsInSoftHyphen = false
    }

    /// The line that begins at a byte.
    func line(from start: Int) -> Found { plainLine(from: start) ?? anyLine(from: start) }

    /// The same as ``anyLine(from:)`` where all that decides is printable ASCII; `nil` elsewhere.
    func plainLine(from start: Int) -> Found? {
        let limit = min(bytes.count, start + room)
        var index = start
        while index < limit {
            let byte = bytes[index]
            if byte == 0x0A {
                return Found(end: trimmed(start, index), next: index + 1)
            }
            guard byte &- 0x20 < 0x5F else { return nil }
            index += 1
        }
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        if index == bytes.count { return Found(end: trimmed(start, index), next: index) }
        if bytes[index] == 0x0A { return Found(end: trimmed(start, index), next: index + 1) }
        guard bytes[index] &- 0x20 < 0x5F else { return nil }
        return brokenPlainLine(start, overflow: index)
    }

    private func brokenPlainLine(_ start: Int, overflow: Int) -> Found {
        var glued: Int?
        var index = overflow
        while index > start {
            let left = bytes[index - 1]
            if left == 0x20 {
                let end = trimmed(start, index)
                if end == start { break }
                if LineBreaks.isAllowedAfterSpaces(bytes[end - 1], bytes[index]) {
                    return Found(end: end, next: index)
                }
                glued = glued ?? index
                index = end
            } else {
                if index <= start + room, LineBreaks.isAllowed(left, bytes[index]) {
                    guard let address = addressStart(before: index, from: start) else {
                        return Found(end: index, next: index)
                    }
                    index = address
                    continue
                }
                index -= 1
            }
        }
        if let glued { return Found(end: trimmed(start, glued), next: glued) }
        let end = start + room
        // Leading spaces fill the line.
        if overflow > end { return Found(end: start, next: overflow) }
        index = end
        while index - start > room / 2 {
            if isPlaceInLongWord(index) { return Found(end: index, next: index) }
            index -= 1
        }
        return Found(end: trimmed(start, end), next: end)
    }

    private func trimmed(_ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return end
    }

    /// Where the address begins that a line would be broken in at `index`.
    ///
    /// - Returns: Always less than `index`.
    func addressStart(before index: Int, from start: Int) -> Int? {
        guard bytes[index] < 0x80, bytes[index - 1] < 0x80 else { return nil }
        var found: Int?
        var place = index - 1
        while place >= start, bytes[place] > 0x20, bytes[place] < 0x80 {
            if matches("://", at: place, before: index) {
                found = place
            } else if matches("www.", at: place, before: index) {
                let isWordStart = place == start || !isAlphanumeric(bytes[place - 1])
                if isWordStart { found = place }
            }
            place -= 1
        }
        return found
    }

    private func matches(_ word: StaticString, at place: Int, before end: Int) -> Bool {
        guard place + word.utf8CodeUnitCount <= end else { return false }
        for offset in 0..<word.utf8CodeUnitCount
        where bytes[place + offset] != word.utf8Start[offset] {
            return false
        }
        return true
    }

    private func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Whether a word that is too long is rather broken before a byte than just anywhere.
    func isPlaceInLongWord(_ index: Int) -> Bool {
        Self.joins(bytes[index - 1]) && !Self.joins(bytes[index])
    }

    private static func joins(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "="),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "#"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "+"):
            true
        default: false
        }
    }
}
