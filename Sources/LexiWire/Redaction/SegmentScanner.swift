/// Finds where the events of a stream end: behind each blank line, and behind a comment that stands
/// by itself.
struct SegmentScanner: Sendable {
    private var lineLength = 0
    private var isComment = false
    /// Whether a line of an event was read.
    private var hasField = false
    /// Whether a line feed would belong to the line end before it.
    private var isBehindReturn = false

    /// Reads on until the next end.
    ///
    /// - Parameter start: Where to begin in the bytes.
    /// - Returns: The index behind it; `nil` if it is not in these bytes.
    mutating func end(in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var position = start
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == 0x0A, isBehindReturn {
                    isBehindReturn = false
                    continue
                }
                isBehindReturn = byte == 0x0D
                guard byte == 0x0A || byte == 0x0D else {
                    if lineLength == 0 { isComment = byte == UInt8(ascii: ":") }
                    lineLength += 1
                    continue
                }
                let isEnd = lineLength == 0 || isComment && !hasField
                if lineLength > 0, !isComment { hasField = true }
                lineLength = 0
                guard isEnd else { continue }
                hasField = false
                if isBehindReturn, position < bytes.count, bytes[position] == 0x0A {
                    isBehindReturn = false
                    position += 1
                }
                return position
            }
            return nil
        }
    }
}
