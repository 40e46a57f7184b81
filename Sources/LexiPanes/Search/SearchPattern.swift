import LexiSession
import LexiState

/// What is searched for: without a capital letter in it, the case does not count.
struct SearchPattern: Sendable, Hashable {
    let text: String
    let foldsCase: Bool
    /// As the bytes of a ``SearchText`` are: composed, folded, and each run of spaces one space.
    private let bytes: [UInt8]

    /// - Returns: `nil` for an empty text.
    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
        foldsCase = !text.unicodeScalars.contains { $0.properties.isUppercase }
        var bytes: [UInt8] = []
        for scalar in text.composed.unicodeScalars {
            if scalar.properties.isWhitespace {
                if bytes.last != SearchText.space { bytes.append(SearchText.space) }
            } else {
                bytes += Array(String(foldsCase ? CaseFolding.fold(scalar) : scalar).utf8)
            }
        }
        self.bytes = bytes
    }

    /// Calls `body` with each match in a text, in order; matches do not overlap.
    ///
    /// A space of the pattern matches where a line ended; where a word may have been cut in two
    /// by the end of a line, no space is needed there.
    func forEachMatch(in text: SearchText, _ body: (Range<Int>) -> Void) {
        text.bytes.withUnsafeBufferPointer { text in
            bytes.withUnsafeBufferPointer { pattern in
                var start = 0
                while start < text.count {
                    if let end = Self.end(of: pattern, in: text, from: start) {
                        body(start..<end)
                        start = end
                    } else {
                        start += 1
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func end(
        of pattern: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        let first = text[start]
        let isJoint = first == SearchText.joint && pattern[0] == SearchText.space
        guard first == pattern[0] || isJoint else { return nil }
        var index = start + 1
        var matched = 1
        while matched < pattern.count {
            guard index < text.count else { return nil }
            let byte = text[index]
            if byte == pattern[matched] {
                matched += 1
            } else if byte == SearchText.joint {
                if pattern[matched] == SearchText.space { matched += 1 }
            } else {
                return nil
            }
            index += 1
        }
        return index
    }
}
