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
        case stream(TurnDecoder)
        case json([UInt8])
        case error(status: Int, [UInt8])
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
                    body = Self.body(after: head)
                case .body(let bytes, _): events += take(bytes)
                }
            }
        } catch {
            body = .over(Self.failed(error))
        }
        return events
    }

    private static func body(after head: AnswerHead) -> Body {
        switch AnswerKind(head) {
        case .eventStream: .stream(TurnDecoder(expectation: expectation))
        case .json: .json([])
        case .error: .error(status: head.status, [])
        case .unusable(let failure): .over(failed(failure))
        }
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
            if first != UInt8(ascii: "{") {
                body = .stream(decoder)
            } else if leadingSpaceCount <= AnswerBody.maximumBytes {
                body = .json([UInt8](repeating: 0x20, count: leadingSpaceCount))
            } else {
                body = .over(AnswerBody.tooLarge)
            }
            return take(bytes)
        case .stream(var decoder):
            // Else its buffers would be copied with the first change.
            body = .over([])
            defer { body = .stream(decoder) }
            return decoder.feed(bytes)
        case .json(var gathered):
            body = .over([])
            if gathered.count + bytes.count <= AnswerBody.maximumBytes {
                gathered += bytes
                body = .json(gathered)
            } else {
                body = .over(AnswerBody.tooLarge)
            }
        case .error(let status, var gathered):
            body = .over([])
            gathered += bytes.prefix(Failure.maximumErrorBytes - gathered.count)
            body = .error(status: status, gathered)
        case .over: break
        }
        return []
    }

    private mutating func end() -> [RunEvent] {
        switch body {
        case .unknown(var decoder), .stream(var decoder): return decoder.finish()
        case .json(let bytes): return bytes.withUnsafeBufferPointer { AnswerBody($0).events }
        case .error(let status, let bytes):
            return Self.failed(
                bytes.withUnsafeBufferPointer { Failure(errorBody: $0, status: status) })
        case .over(let events): return events
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    private static func failed(_ failure: Failure) -> [RunEvent] {
        [.failed(failure), .ended(.failed, terminator: false)]
    }
}
