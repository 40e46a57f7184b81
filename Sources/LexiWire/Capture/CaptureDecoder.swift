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
        run(Gathered()) { (reader, receive) throws(Failure) in try reader.feed(bytes, receive) }
            .runEvents
    }

    /// Ends the capture.
    ///
    /// - Returns: The last events of the turn; the very last is ``RunEvent/ended(_:terminator:)``.
    public mutating func finish() -> [RunEvent] {
        let gathered = run(Gathered()) { (reader, receive) throws(Failure) in
            try reader.finish(receive)
        }
        return gathered.runEvents + end()
    }

    /// A part of a capture as a live client tells of it: what came, and the run events that it
    /// completes.
    public typealias Step = (event: AttemptEvent, runEvents: [RunEvent])

    /// Reads the next bytes of the capture, cut anywhere, as steps of an attempt: its head, and
    /// bytes of its body.
    public mutating func steps(_ bytes: UnsafeBufferPointer<UInt8>) -> [Step] {
        run(Gathered(steps: [])) { (reader, receive) throws(Failure) in
            try reader.feed(bytes, receive)
        }.steps ?? []
    }

    /// Ends the capture.
    ///
    /// - Returns: The last steps of the attempt; the very last is ``AttemptEvent/ended(_:)``.
    public mutating func finishSteps() -> [Step] {
        let gathered = run(Gathered(steps: [])) { (reader, receive) throws(Failure) in
            try reader.finish(receive)
        }
        return (gathered.steps ?? []) + [(.ended(.none), end())]
    }

    /// What some bytes of a capture come to: run events, or also the steps that completed them.
    private struct Gathered {
        var runEvents: [RunEvent] = []
        /// `nil` where nobody wants them: they hold the bytes once more.
        var steps: [Step]?

        mutating func add(_ runEvents: [RunEvent], _ step: () -> AttemptEvent) {
            if steps == nil {
                self.runEvents += runEvents
            } else {
                steps?.append((step(), runEvents))
            }
        }
    }

    private mutating func run(
        _ gathered: Gathered,
        _ read: (inout CaptureReader, (CaptureReader.Part) throws(Failure) -> Void) throws(Failure)
            -> Void
    ) -> Gathered {
        var gathered = gathered
        if case .over = body { return gathered }
        // The reader calls back into this value, so it is worked on apart from it.
        var reader = self.reader
        defer { self.reader = reader }
        do throws(Failure) {
            try read(&reader) { part throws(Failure) in
                switch part {
                case .head(let head):
                    body = .known(AnswerDecoder(after: head, expectation: Self.expectation))
                    gathered.add([.responded(ResponseHead(head, unixNow: unixNow))]) { .head(head) }
                case .body(let bytes, _):
                    gathered.add(take(bytes)) { .received(ReceivedBytes(Array(bytes))) }
                }
            }
        } catch {
            body = .over(AnswerDecoder.failed(error))
        }
        return gathered
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
