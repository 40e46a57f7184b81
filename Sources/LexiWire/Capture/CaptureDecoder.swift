public import LexiAPI

/// Turns a captured answer into the events of a turn, as the client does live.
///
/// A capture is what `curl -N` printed, or `curl -i -N` with the head of the response on top. With
/// a head the body is read as the head says: an event stream, a JSON answer, the explanation of an
/// error. Without one it is an event stream, unless it plainly is a JSON object.
///
/// It holds one event at most, whatever the size of the capture.
public struct CaptureDecoder: Sendable {
    private enum Body {
        /// No head and nothing but white space has come, which the decoder has seen: at the start
        /// of a stream it is not without meaning.
        case unknown(TurnDecoder)
        case known(AnswerDecoder)
        /// Its last events; the rest of the capture is not looked at.
        case over([RunEvent])
    }

    private let unixNow: Double
    private var reader = CaptureReader()
    private var body = Body.unknown(TurnDecoder(expectation: Self.expectation))
    private static let expectation = "Expected is what curl -N printed, with or without -i."
    /// White space before anything else in earlier pieces. It counts in what is said about the
    /// bytes of a JSON answer.
    private var leadingSpaceCount = 0

    /// Creates a decoder at the start of a capture.
    ///
    /// - Parameter unixNow: The time, for heads that name dates but not their own.
    public init(unixNow: Double) { self.unixNow = unixNow }

    /// Reads the next bytes of the capture, cut anywhere.
    ///
    /// - Returns: The events that these bytes complete; `responded` first if there is a head.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [RunEvent] {
        run { (reader, receive) throws(Failure) in try reader.feed(bytes, receive) }
    }

    /// Ends the capture.
    ///
    /// - Returns: The last events of the turn; the very last is ``RunEvent/ended(_:terminator:)``.
    public mutating func finish() -> [RunEvent] {
        let events = run { (reader, receive) throws(Failure) in try reader.finish(receive) }
        return events + end()
    }

    private mutating func run(
        _ read: (inout CaptureReader, (CaptureReader.Part) throws(Failure) -> Void) throws(Failure)
            -> Void
    ) -> [RunEvent] {
        if case .over = body { return [] }
        var events: [RunEvent] = []
        // The reader calls back into this value, so it is worked on apart from it.
        var reader = self.reader
        defer { self.reader = reader }
        do throws(Failure) {
            try read(&reader) { part throws(Failure) in
                switch part {
                case .head(let head):
                    events.append(.responded(ResponseHead(head, unixNow: unixNow)))
                    body = .known(AnswerDecoder(after: head, expectation: Self.expectation))
                case .body(let bytes, _): events += take(bytes)
                }
            }
        } catch {
            body = .over(AnswerDecoder.failed(error))
        }
        return events
    }

    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) -> [RunEvent] {
        switch body {
        case .unknown(var decoder):
            guard let first = bytes.first(where: { !Self.isSpace($0) }) else {
                leadingSpaceCount += bytes.count
                let events = decoder.feed(bytes)
                body = .unknown(decoder)
                return events
            }
            body = .known(
                first == UInt8(ascii: "{")
                    ? AnswerDecoder(jsonBehind: leadingSpaceCount) : AnswerDecoder(decoder))
            return take(bytes)
        case .known(var answer):
            // Else its buffers would be copied with the first change.
            body = .over([])
            defer { body = .known(answer) }
            return answer.feed(bytes)
        case .over: return []
        }
    }

    private mutating func end() -> [RunEvent] {
        switch body {
        case .unknown(var decoder): return decoder.finish()
        case .known(var answer): return answer.finish(.none)
        case .over(let events): return events
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
