public import LexiAPI
internal import ServerSentEvents

/// Turns an event stream into JSON objects, one for each thing the standard dispatches: what
/// `lexi decode --raw` prints.
///
/// An event is `{"event":…,"data":…,"last_event_id":…}`, with `message` for an unnamed event and
/// an empty string when no ID is in force; a reconnection time is `{"retry":…}` in milliseconds.
/// A response head on top is passed over. It knows nothing about Lexi: `[DONE]` is data like any other, and an event that no blank line
/// completed is dropped.
public struct DispatchedEvents: Sendable {
    private var reader = CaptureReader()
    private var parser: EventStreamParser

    /// Creates a reader at the start of a capture.
    ///
    /// - Parameter maximumEventBytes: The largest line and event to keep in memory.
    public init(maximumEventBytes: Int = 8 << 20) {
        parser = EventStreamParser(maximumEventBytes: maximumEventBytes)
    }

    /// Reads the next bytes of the capture, cut anywhere.
    ///
    /// - Parameter receive: Called for each object, in the order of dispatch.
    /// - Throws: ``Failure`` for a line, event or head over the bounds, after everything before it
    ///   was reported.
    public mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ receive: (JSONValue) -> Void
    ) throws(Failure) {
        try reader.feed(bytes) { part throws(Failure) in
            guard case .body(let bytes, _) = part else { return }
            do throws(EventStreamError) {
                try parser.feed(bytes) { item in
                    if let object = JSONValue(item) { receive(object) }
                }
            } catch {
                throw Failure(code: .protocolError, message: "Unreadable stream: \(error).")
            }
        }
    }
}

extension JSONValue {
    fileprivate init?(_ item: EventStreamItem) {
        switch item {
        case .event(let view):
            let event = ServerSentEvent(view)
            self = .object([
                .init("event", .string(event.event)), .init("data", .string(event.data)),
                .init("last_event_id", .string(event.lastEventID)),
            ])
        case .retry(let milliseconds):
            self = .object([.init("retry", .integer(milliseconds))])
        case .terminator:
            return nil  // Reported only by a parser that was given one.
        }
    }
}
