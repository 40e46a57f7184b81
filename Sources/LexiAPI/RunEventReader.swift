/// Reads the events of one stream in their order, and puts characters together that the server cut
/// over two deltas.
///
/// JSON can write a character above U+FFFF as two escapes, as in `\ud83d\ude00`, and a server that
/// cuts its text by units of UTF-16 sends each in a delta of its own. The first half is held until
/// the next delta: with the other half at its beginning it is a character, in that delta; before
/// anything else it stands for none, and is U+FFFD. So it is when the answer ends before another
/// delta, with `done`, an error or the stream.
///
/// Only the answer is one text: its deltas joined, whatever other events stand between them. A
/// thought and a summary are shown each by itself, so a half in one of them is U+FFFD at once.
public struct RunEventReader: Sendable {
    /// The first half of a character that the last delta ended with.
    private var held: UInt16?

    public init() {}

    /// Reads the next event; see ``RunEvent/init(name:data:)``.
    ///
    /// - Parameter events: Gets the event, and before it the half that was held, when the event ends
    ///   the answer: as a delta of its own.
    /// - Returns: The event.
    @discardableResult
    public mutating func read(
        name: UnsafeBufferPointer<UInt8>, data: UnsafeBufferPointer<UInt8>,
        into events: inout [RunEvent]
    ) -> RunEvent {
        var halves = CharacterHalves()
        let event = RunEvent(name: name, data: data, halves: &halves)
        if held != nil || halves.high != nil {
            switch event {
            case .text(let delta, let id):
                let joined = RunEvent.text(delta: join(delta, halves), conversationID: id)
                events.append(joined)
                return joined
            case .done, .failed: finish(into: &events)
            default: break
            }
        }
        events.append(event)
        return event
    }

    /// Ends the stream, or the answer in it.
    ///
    /// - Parameter events: Gets the half that was held, as a delta of its own.
    public mutating func finish(into events: inout [RunEvent]) {
        guard held != nil else { return }
        held = nil
        events.append(.text(delta: "\u{FFFD}", conversationID: nil))
    }

    private mutating func join(_ delta: String, _ halves: CharacterHalves) -> String {
        guard !delta.isEmpty else { return delta }
        var scalars = delta.unicodeScalars
        if let high = held {
            let whole = halves.low.flatMap { Self.scalar(high, $0) }
            if whole != nil { scalars.removeFirst() }
            scalars.insert(whole ?? "\u{FFFD}", at: scalars.startIndex)
        }
        held = halves.high
        if held != nil { scalars.removeLast() }
        return String(scalars)
    }

    private static func scalar(_ high: UInt16, _ low: UInt16) -> Unicode.Scalar? {
        Unicode.Scalar(0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    }
}
