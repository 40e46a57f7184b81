public import LexiAPI

/// Text that arrived in pieces, with the time of each piece.
public struct TimedText: Sendable, Hashable {
    /// Where a piece begins and when it arrived.
    public struct Mark: Sendable, Hashable {
        /// Offset in UTF-8 bytes into the text.
        public var byteOffset: Int
        public var instant: Instant
    }

    public private(set) var text = ""
    public private(set) var marks: [Mark] = []
    private var sanitizer = StreamSanitizer()

    public init() {}

    /// How many controls the sanitiser took out.
    public var removedCount: Int { sanitizer.removedCount }
    public var isEmpty: Bool { text.isEmpty }

    /// Adds a piece of server text, made harmless. What may be a control sequence that goes on in
    /// the next piece is held back until then, or until ``finish(at:)``.
    public mutating func append(_ piece: String, at instant: Instant) {
        add(sanitizer.feed(piece), at: instant)
    }

    /// Adds what was held back, where the text ends.
    public mutating func finish(at instant: Instant) {
        add(sanitizer.finish(), at: instant)
    }

    private mutating func add(_ clean: String, at instant: Instant) {
        guard !clean.isEmpty else { return }
        marks.append(Mark(byteOffset: text.utf8.count, instant: instant))
        text += clean
    }
}
