public import LexiAPI

/// Takes the API key, which a server may quote, out of the bytes of one answer, however it is cut
/// over pieces, deltas and escapes.
///
/// Bytes without the key come out as they went in, each piece with its time. Of an event stream
/// the bytes of an event come out with its last one, since nothing can be read of them before; when
/// the answer ends with more than the public start of the key, they wait for the deltas behind it.
/// Other bodies, of which nothing can be read before their end, come out there.
///
/// An event in which the key was, and only such a one, is written anew from what may be shown of
/// it, with `•••` for the key: so reading the bytes that come out gives exactly what is shown.
public struct WireRedaction: Sendable {
    /// Bytes that were taken from the connection at one time, without the key.
    public struct Piece: Sendable, Hashable {
        public var instant: Instant
        public var received: ReceivedBytes

        public init(instant: Instant, received: ReceivedBytes) {
            self.instant = instant
            self.received = received
        }
    }

    /// A part of what was fed in one go.
    private struct Part: Sendable {
        let number: Int
        let instant: Instant
        let bytes: [UInt8]
        var range: Range<Int>
    }

    /// What may go on.
    private enum Ready: Sendable {
        case asItCame(Part)
        case written(Piece)
    }

    /// The bytes of an event, or of what stands between two.
    private struct Segment: Sendable {
        var parts: [Part] = []
        var events: [RunEvent] = []
        var shown: [RunEvent] = []
        var isQuoting = false

        var bytes: [UInt8] { parts.flatMap { $0.bytes[$0.range] } }
    }

    /// As many events wait for the rest of a key at most: a server may send empty deltas for ever.
    private static let maximumHeldCount = 1000

    private let key: Secret
    private let quoted: QuotedKey
    /// How much of a body that is no stream is kept; `nil` for a stream.
    private let wholeLimit: Int?
    private var wholeCount = 0

    private var decoder = TurnDecoder()
    private var redaction: StreamRedaction
    private var scanner = SegmentScanner()
    private var pieceCount = 0
    /// What is not complete.
    private var open = Segment()
    /// What is complete and waits.
    private var held: [Segment] = []
    private var ready: [Ready] = []
    private var isOver = false

    /// - Parameter head: Tells what kind of body comes.
    /// - Returns: `nil` for a key so short that it is not looked for, see
    ///   ``Secret/redacted(from:)``.
    public init?(_ key: Secret, behind head: AnswerHead) {
        guard let redaction = StreamRedaction(key) else { return nil }
        self.key = key
        self.redaction = redaction
        quoted = QuotedKey(key: key)
        switch AnswerKind(head) {
        case .eventStream: wholeLimit = nil
        case .json: wholeLimit = AnswerBody.maximumBytes + 1
        case .error, .unusable: wholeLimit = Failure.maximumErrorBytes
        }
    }

    /// Takes the next bytes of the body, cut anywhere.
    ///
    /// - Parameter instant: When they were taken from the connection.
    /// - Returns: What may be read and kept now, in order. What is behind the end of a stream waits
    ///   for ``finish()``; of another body, nothing is taken behind what is read of it.
    public mutating func feed(_ bytes: [UInt8], at instant: Instant) -> [Piece] {
        guard !bytes.isEmpty else { return [] }
        pieceCount += 1
        func part(_ range: Range<Int>) -> Part {
            Part(number: pieceCount, instant: instant, bytes: bytes, range: range)
        }
        guard !isOver else {
            if wholeLimit == nil { open.parts.append(part(bytes.indices)) }
            return []
        }
        if let wholeLimit {
            open.parts.append(part(bytes.indices))
            wholeCount += bytes.count
            return wholeCount >= wholeLimit ? finish() : []
        }
        var position = 0
        while let end = scanner.end(in: bytes, from: position) {
            take(part(position..<end))
            close()
            position = end
        }
        if position < bytes.count { take(part(position..<bytes.count)) }
        return decoder.isFinished ? finish() : pieces()
    }

    /// Ends the body, and returns what has waited.
    public mutating func finish() -> [Piece] {
        guard !isOver else {
            // Behind the end of a stream.
            closeRest()
            return pieces()
        }
        isOver = true
        guard wholeLimit == nil else { return whole() }
        if decoder.isFinished { close() }
        let shown = redaction.flush()
        if !shown.isEmpty { held[held.count - 1].shown += shown }
        release()
        closeRest()
        return pieces()
    }

    // MARK: Streams

    private mutating func take(_ part: Part) {
        open.parts.append(part)
        open.events += part.bytes.withUnsafeBufferPointer {
            decoder.feed(UnsafeBufferPointer(rebasing: $0[part.range]))
        }
    }

    private mutating func close() {
        open.isQuoting = quoted.isIn(open.bytes)
        for event in open.events { open.shown += redaction.redact(event) }
        held.append(open)
        open = Segment()
        if held.count > Self.maximumHeldCount { held[held.count - 1].shown += redaction.flush() }
        if !redaction.isHolding { release() }
    }

    private mutating func release() {
        let isChanged =
            held.contains { $0.events != $0.shown }
            && Self.joined(held.flatMap(\.events)) != Self.joined(held.flatMap(\.shown))
        for segment in held {
            let hasOtherEvents = isChanged && segment.events != segment.shown
            if hasOtherEvents || segment.isQuoting {
                ready += written(segment, anew: hasOtherEvents)
            } else {
                ready += segment.parts.map { .asItCame($0) }
            }
        }
        held = []
    }

    private func written(_ segment: Segment, anew: Bool) -> [Ready] {
        let original = segment.bytes
        let written = Array(segment.shown.compactMap(\.eventStream).joined().utf8)
        var bytes = written
        if !anew || quoted.isIn(written) {
            // What no event is made of, such as a comment, and data that is shown as it came.
            let plain = quoted.takenOut(of: anew ? written : original)
            if read(plain) == segment.shown || quoted.isIn(written) { bytes = plain }
        }
        return piece(bytes, for: original, segment.parts)
    }

    /// What bytes of a stream say by themselves.
    private func read(_ bytes: [UInt8]) -> [RunEvent] {
        var decoder = TurnDecoder()
        return bytes.withUnsafeBufferPointer { decoder.feed($0) }
    }

    /// What is left of a stream when it breaks off inside an event, or was none.
    private mutating func closeRest() {
        let original = open.bytes
        if quoted.isIn(original) || quoted.endsInPart(original) {
            ready += piece(quoted.takenOut(ofTheEnd: original), for: original, open.parts)
        } else {
            ready += open.parts.map { .asItCame($0) }
        }
        open = Segment()
    }

    // MARK: Other bodies

    private mutating func whole() -> [Piece] {
        let original = open.bytes
        var redacted = original
        do throws(JSONError) {
            let value = try original.withUnsafeBufferPointer { bytes throws(JSONError) in
                try JSONValue(parsing: bytes)
            }
            let shown = value.redacted(key)
            if shown != value || quoted.isIn(original) { redacted = Array(shown.line.utf8) }
        } catch {
            // Some text, which is told as it is.
            if quoted.isIn(original) || quoted.endsInPart(original) {
                redacted = quoted.takenOut(ofTheEnd: original)
            }
        }
        ready +=
            redacted == original
            ? open.parts.map { .asItCame($0) } : piece(redacted, for: original, open.parts)
        return pieces()
    }

    // MARK: Pieces

    private func piece(_ bytes: [UInt8], for original: [UInt8], _ parts: [Part]) -> [Ready] {
        guard let last = parts.last else { return [] }
        let mark = Array("•••".utf8)
        let count = bytes.count(of: mark) - original.count(of: mark)
        return [
            .written(
                Piece(
                    instant: last.instant,
                    received: ReceivedBytes(bytes, redactedCount: max(1, count))))
        ]
    }

    /// What is ready. What was fed in one go comes out so, if nothing is between its parts.
    private mutating func pieces() -> [Piece] {
        var joined: [Ready] = []
        for next in ready {
            if case .asItCame(let part) = next, case .asItCame(var last)? = joined.last,
                last.number == part.number, last.range.upperBound == part.range.lowerBound
            {
                last.range = last.range.lowerBound..<part.range.upperBound
                joined[joined.count - 1] = .asItCame(last)
            } else {
                joined.append(next)
            }
        }
        ready = []
        return joined.map { ready in
            switch ready {
            case .written(let piece): piece
            case .asItCame(let part):
                Piece(
                    instant: part.instant,
                    received: ReceivedBytes(
                        part.range == part.bytes.indices
                            ? part.bytes : Array(part.bytes[part.range])))
            }
        }
    }

    /// The events with texts that follow each other joined, as which deltas they came in.
    private static func joined(_ events: [RunEvent]) -> [RunEvent] {
        var joined: [RunEvent] = []
        for event in events {
            if case .text(let next, let nextID) = event,
                case .text(let delta, let id)? = joined.last
            {
                joined[joined.count - 1] = .text(delta: delta + next, conversationID: id ?? nextID)
            } else {
                joined.append(event)
            }
        }
        return joined
    }
}

extension [UInt8] {
    /// How often the bytes stand in these.
    fileprivate func count(of bytes: [UInt8]) -> Int { ranges(of: bytes).count }
}
