/// An incremental parser of `text/event-stream`, to the letter of the WHATWG HTML standard,
/// section 9.2.6 ("Interpreting an event stream").
///
/// Feed it the stream in chunks of any size; where the chunks are cut changes nothing about what
/// it reports. An event that is still open at the end of the input is dropped, as the standard
/// demands. It is a plain value and does no input or output.
///
/// For example:
///
///     var parser = EventStreamParser()
///     try parser.feed(bytes) { item in
///         if case .event(let event) = item { print(ServerSentEvent(event)) }
///     }
///
/// Some streams close with a line that is not an event but a mark, such as `data: [DONE]`, and
/// may break off right behind it. With a `terminator` the parser reports that mark as soon as its
/// line is complete and ignores what follows. Without one it knows nothing but the standard.
public struct EventStreamParser: Sendable {
    /// The largest line and the largest event data that are kept, in bytes.
    public let maximumEventBytes: Int
    let terminator: [UInt8]?

    // The event being gathered. While a chunk is being fed its name and data may lie in the
    // chunk itself (`ChunkViews`); between chunks they are here.
    var name: [UInt8] = []
    var data: [UInt8] = []
    var dataLineCount = 0
    var lastEventID: [UInt8] = []
    /// Where the event's first field line begins; `nil` when no field was read yet.
    var eventOffset: Int?

    // The line being gathered, when it began in an earlier chunk.
    var partialLine: [UInt8] = []
    var partialLineOffset = 0

    /// Bytes of the byte order mark seen so far; `nil` once the start of the stream is past.
    var markedBytes: Int? = 0
    /// The last chunk ended in CR: a line feed at the start of the next one belongs to it.
    var skipsLineFeed = false
    /// Bytes fed before the current chunk.
    var streamOffset = 0
    var failure: EventStreamError?

    /// Whether the terminator was read, after which all input is ignored.
    public internal(set) var isTerminated = false

    /// Creates a parser at the start of a stream.
    ///
    /// - Parameters:
    ///   - maximumEventBytes: The largest line and the largest event data to keep in memory.
    ///   - terminator: The value of a `data` line that ends the stream when it is the first one
    ///     of an event without a name. `nil` parses by the standard alone.
    public init(maximumEventBytes: Int = 8 << 20, terminator: String? = nil) {
        self.maximumEventBytes = maximumEventBytes
        self.terminator = terminator.map { Array($0.utf8) }
    }

    /// Whether the input so far ends inside an event or a line; the end of the input would drop it.
    public var isInsideEvent: Bool { dataLineCount > 0 || !partialLine.isEmpty }

    /// Reads the next bytes of the stream and reports what they complete, in stream order.
    ///
    /// - Parameters:
    ///   - bytes: Any number of bytes, cut anywhere.
    ///   - receive: Called for each item; its views are valid only during the call.
    /// - Throws: ``EventStreamError`` when a line or an event outgrows ``maximumEventBytes``. All
    ///   items before it have been reported. Every later call throws it again.
    public mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ receive: (EventStreamItem) -> Void
    ) throws(EventStreamError) {
        if let failure { throw failure }
        guard !isTerminated, !bytes.isEmpty else { return }
        var views = ChunkViews()
        var position = skipLeadingBytes(of: bytes)
        var lines = LineEndScanner(bytes)
        while let end = lines.firstLineEnd(from: position) {
            try takeLine(in: bytes, from: position, to: end, &views, receive)
            if isTerminated { return }
            position = end + 1
            if bytes[end] == .carriageReturn {
                if position == bytes.count {
                    skipsLineFeed = true
                } else if bytes[position] == .lineFeed {
                    position += 1
                }
            }
        }
        try keepPartialLine(bytes, from: position)
        views.spill(into: &self)
        streamOffset += bytes.count
    }

    /// Reports the end of the input.
    ///
    /// The standard drops an event that no blank line completed, so this reports an item in one
    /// case only: a terminator was configured and the last line, although no line end follows, is
    /// it.
    public mutating func finish(_ receive: (EventStreamItem) -> Void) {
        guard failure == nil, !isTerminated, !partialLine.isEmpty else { return }
        let line = partialLine
        line.withUnsafeBufferPointer { line in
            guard case .data(let value) = EventStreamField(line: line), isTerminator(value) else {
                return
            }
            isTerminated = true
            receive(.terminator(byteOffset: partialLineOffset))
        }
    }

    /// Reads the next bytes of the stream and returns the events they complete, for callers that
    /// want neither views nor `retry`.
    ///
    /// - Throws: As ``feed(_:_:)`` does; the events before the fault are then lost.
    public mutating func events(in bytes: [UInt8]) throws(EventStreamError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        let result = bytes.withUnsafeBufferPointer { bytes in
            do throws(EventStreamError) {
                try feed(bytes) { item in
                    if case .event(let event) = item { events.append(ServerSentEvent(event)) }
                }
                return Result<Void, EventStreamError>.success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        return events
    }
}
