public import LexiAPI
public import ServerSentEvents

/// Turns an event stream into JSON objects, one for each thing the standard dispatches: what
/// `lexi decode --raw` prints.
///
/// An event is `{"event":…,"data":…,"last_event_id":…}`, with `message` for an unnamed event and
/// an empty string when no ID is in force; a reconnection time is `{"retry":…}` in milliseconds.
/// It knows nothing about Lexi: `[DONE]` is data like any other, and an event that no blank line
/// completed is dropped.
public struct DispatchedEvents: Sendable {
    private var parser: EventStreamParser

    /// Creates a reader at the start of a stream.
    ///
    /// - Parameter maximumEventBytes: The largest line and event to keep in memory.
    public init(maximumEventBytes: Int = 8 << 20) {
        parser = EventStreamParser(maximumEventBytes: maximumEventBytes)
    }

    /// Reads the next bytes of the stream, cut anywhere.
    ///
    /// - Parameter receive: Called for each object, in the order of dispatch.
    /// - Throws: ``EventStreamError`` for a line or event over the bound, after everything before
    ///   it was reported.
    public mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ receive: (JSONValue) -> Void
    ) throws(EventStreamError) {
        try parser.feed(bytes) { item in
            switch item {
            case .event(let view):
                let event = ServerSentEvent(view)
                receive(
                    .object([
                        .init("event", .string(event.event)), .init("data", .string(event.data)),
                        .init("last_event_id", .string(event.lastEventID)),
                    ]))
            case .retry(let milliseconds):
                receive(.object([.init("retry", .integer(milliseconds))]))
            case .terminator:
                break  // Reported only by a parser that was given one.
            }
        }
    }
}
