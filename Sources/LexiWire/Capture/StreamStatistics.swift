public import LexiAPI
internal import ServerSentEvents

/// How large a captured stream is, event by event decoded as the client does.
public struct StreamStatistics: Sendable {
    /// Dispatched events by type, in the order in which the types first came. An event the API
    /// does not have counts as `unknown`, one that cannot be read as `malformed`.
    public private(set) var events: [(type: String, count: Int)] = []
    /// Bytes of the capture, a head included.
    public private(set) var bytes = 0

    private var reader = CaptureReader()
    private var parser = EventStreamParser()

    /// Starts at nothing.
    public init() {}

    /// The events of all types.
    public var eventCount: Int { events.reduce(0) { $0 + $1.count } }

    /// Reads the next bytes of the capture, cut anywhere. All of it is read, also what stands
    /// behind `[DONE]`.
    ///
    /// - Throws: ``Failure`` for a line, event or head over the bounds.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        self.bytes += bytes.count
        try run { (reader, receive) throws(Failure) in try reader.feed(bytes, receive) }
    }

    /// Ends the capture.
    ///
    /// - Throws: As ``feed(_:)``.
    public mutating func finish() throws(Failure) {
        try run { (reader, receive) throws(Failure) in try reader.finish(receive) }
    }

    private mutating func run(
        _ read: (inout CaptureReader, (CaptureReader.Part) throws(Failure) -> Void) throws(Failure)
            -> Void
    ) throws(Failure) {
        // Both call back into this value, so they are worked on apart from it.
        var reader = self.reader
        var parser = self.parser
        defer {
            self.reader = reader
            self.parser = parser
        }
        try read(&reader) { part throws(Failure) in
            guard case .body(let bytes, _) = part else { return }
            do throws(EventStreamError) {
                try parser.feed(bytes) { item in
                    if case .event(let event) = item { count(event) }
                }
            } catch {
                throw Failure(code: .protocolError, message: "Unreadable stream: \(error).")
            }
        }
    }

    private mutating func count(_ event: EventStreamEvent) {
        let type: String
        if event.name.isEmpty, event.data.elementsEqual("[DONE]".utf8) {
            type = "[DONE]"
        } else {
            type = RunEvent(name: event.name, data: event.data).typeName
        }
        if let index = events.firstIndex(where: { $0.type == type }) {
            events[index].count += 1
        } else {
            events.append((type, 1))
        }
    }
}
