/// What the parser found in the stream.
///
/// The buffers inside are views: they are valid only until the callback that received them
/// returns. ``ServerSentEvent`` is the form to keep.
public enum EventStreamItem {
    /// A blank line dispatched an event.
    case event(EventStreamEvent)
    /// A `retry` field asks for this reconnection time. A number too large to hold is given as
    /// the largest that can be.
    case retry(milliseconds: Int64)
    /// The configured terminator line was read; nothing follows.
    case terminator(byteOffset: Int)
}

/// A dispatched event, as views of bytes that are valid only inside the callback.
///
/// The bytes are as they came. The standard decodes them as UTF-8 with U+FFFD for what is
/// invalid, which is what `String(decoding:as:)` does.
public struct EventStreamEvent {
    /// The last `event` field's value; empty when there was none, which means `message`.
    public let name: UnsafeBufferPointer<UInt8>
    /// The values of the `data` fields, joined by line feeds.
    public let data: UnsafeBufferPointer<UInt8>
    /// The last event ID in force, which outlives the event that set it.
    public let lastEventID: UnsafeBufferPointer<UInt8>
    /// Where the event's first field line begins, in bytes from the start of the stream. Comments
    /// before that line do not count as part of the event.
    public let byteOffset: Int

    /// The event's type: ``name``, or `message` when the stream names none.
    public var type: String {
        name.isEmpty ? "message" : String(decoding: name, as: UTF8.self)
    }
}

/// A dispatched event that owns its text.
public struct ServerSentEvent: Sendable, Hashable {
    /// The event's type, `message` when the stream names none.
    public var event: String
    /// The values of the `data` fields, joined by line feeds.
    public var data: String
    /// The last event ID in force; empty when none was set.
    public var lastEventID: String

    public init(event: String = "message", data: String, lastEventID: String = "") {
        self.event = event
        self.data = data
        self.lastEventID = lastEventID
    }

    /// Copies a parser's view, with U+FFFD for what is not UTF-8.
    public init(_ view: EventStreamEvent) {
        event = view.type
        data = String(decoding: view.data, as: UTF8.self)
        lastEventID = String(decoding: view.lastEventID, as: UTF8.self)
    }
}

/// The stream holds a line or an event larger than the parser agreed to keep in memory.
public struct EventStreamError: Error, Sendable, Hashable, CustomStringConvertible {
    private enum Code: Sendable, Hashable {
        case lineTooLong, eventTooLarge
    }

    private let code: Code
    /// The bound that was exceeded, in bytes.
    public let limit: Int
    /// Where the line that exceeded it begins, in bytes from the start of the stream.
    public let byteOffset: Int

    static func lineTooLong(limit: Int, byteOffset: Int) -> EventStreamError {
        EventStreamError(code: .lineTooLong, limit: limit, byteOffset: byteOffset)
    }

    static func eventTooLarge(limit: Int, byteOffset: Int) -> EventStreamError {
        EventStreamError(code: .eventTooLarge, limit: limit, byteOffset: byteOffset)
    }

    public var description: String {
        switch code {
        case .lineTooLong: "a line at byte \(byteOffset) is longer than \(limit) bytes"
        case .eventTooLarge:
            "an event's data grows over \(limit) bytes with the line at byte \(byteOffset)"
        }
    }
}
