/// The open event's name and data while they lie whole in the chunk being fed.
///
/// Small events, which are nearly all, are dispatched straight from here without being copied.
struct ChunkViews {
    var name: UnsafeBufferPointer<UInt8>?
    var data: UnsafeBufferPointer<UInt8>?

    /// Copies what is still open into the parser, because the chunk is about to go away.
    func spill(into parser: inout EventStreamParser) {
        if let name { parser.name = Array(name) }
        if let data { parser.data.replace(with: data) }
    }
}

extension EventStreamParser {
    /// Skips what is no part of any line: the byte order mark at the start of the stream and the
    /// line feed of a CRLF that the chunks cut apart.
    ///
    /// - Returns: The offset in the chunk at which lines begin.
    mutating func skipLeadingBytes(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if skipsLineFeed {
            skipsLineFeed = false
            return bytes[0] == .lineFeed ? 1 : 0
        }
        guard var matched = markedBytes else { return 0 }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var position = 0
        while matched < mark.count, position < bytes.count, bytes[position] == mark[matched] {
            matched += 1
            position += 1
        }
        if matched == mark.count {
            markedBytes = nil
        } else if position == bytes.count {
            markedBytes = matched
        } else {
            // Not the mark after all: what looked like it begins the first line.
            partialLine.append(contentsOf: mark[..<matched])
            partialLineOffset = 0
            markedBytes = nil
        }
        return position
    }

    /// Takes the line that ends at `end`, which began at `start` or in an earlier chunk.
    @inline(__always)
    mutating func takeLine(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int,
        _ views: inout ChunkViews, _ receive: (EventStreamItem) -> Void
    ) throws(EventStreamError) {
        if partialLine.isEmpty {
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            try takeField(line, offset: streamOffset + start, staysValid: true, &views, receive)
        } else {
            try takePartialLine(
                UnsafeBufferPointer(rebasing: bytes[start..<end]), &views, receive)
        }
    }

    private mutating func takePartialLine(
        _ rest: UnsafeBufferPointer<UInt8>, _ views: inout ChunkViews,
        _ receive: (EventStreamItem) -> Void
    ) throws(EventStreamError) {
        guard partialLine.count + rest.count <= maximumEventBytes else {
            throw fail(.lineTooLong(limit: maximumEventBytes, byteOffset: partialLineOffset))
        }
        // Moved out and back in, so that its memory serves the next line that is cut apart.
        var line: [UInt8] = []
        swap(&line, &partialLine)
        line.append(contentsOf: rest)
        let result = line.withUnsafeBufferPointer { line in
            do throws(EventStreamError) {
                try takeField(
                    line, offset: partialLineOffset, staysValid: false, &views, receive)
                return Result<Void, EventStreamError>.success(())
            } catch {
                return .failure(error)
            }
        }
        line.removeAll(keepingCapacity: line.capacity <= 1 << 16)
        swap(&line, &partialLine)
        try result.get()
    }

    mutating func keepPartialLine(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(EventStreamError) {
        guard start < bytes.count else { return }
        if partialLine.isEmpty { partialLineOffset = streamOffset + start }
        guard partialLine.count + bytes.count - start <= maximumEventBytes else {
            throw fail(.lineTooLong(limit: maximumEventBytes, byteOffset: partialLineOffset))
        }
        partialLine.append(contentsOf: bytes[start...])
    }

    mutating func fail(_ error: EventStreamError) -> EventStreamError {
        failure = error
        return error
    }
}

extension [UInt8] {
    /// Takes on new contents, keeping the memory unless an unusual event made it large.
    mutating func replace(with bytes: UnsafeBufferPointer<UInt8>) {
        removeAll(keepingCapacity: capacity <= 1 << 16)
        append(contentsOf: bytes)
    }
}
