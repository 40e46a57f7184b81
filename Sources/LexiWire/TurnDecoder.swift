public import LexiAPI
internal import ServerSentEvents

/// Turns the bytes of one answer's event stream into the events of the turn.
///
/// It is a plain value that reads no clock and does no input or output: the client feeds it from
/// the socket, `lexi decode` from a file.
///
/// How a turn ends, when the stream does:
///
/// - An `error` event, at any place: ``Outcome/failed``, whatever follows it.
/// - `done`: ``Outcome/completed``, with or without the terminator `data: [DONE]`.
/// - Neither: ``Outcome/incomplete``, also when the terminator came. It says that the server
///   closed on purpose, but only `done` says that the answer is stored and what it cost.
/// - A line or an event over the bound: a failure of the protocol, then ``Outcome/failed``.
/// - No event, and a beginning that no event stream has: what it is instead, a JSON answer or a
///   failure of the protocol that quotes it.
public struct TurnDecoder: Sendable {
    private var parser: EventStreamParser
    private var progress = Progress()
    /// What the stream begins with, kept until its first event.
    private var opening = StreamOpening()
    private let expectation: String

    /// What the events so far mean for the ending. Apart from the parser, so that the parser's
    /// callback can change it.
    fileprivate struct Progress: Sendable {
        var reader = RunEventReader()
        var hasEvents = false
        var isDone = false
        var hasFailed = false
        var hasTerminator = false
        var isUnreadable = false
    }

    /// Creates a decoder at the start of a stream.
    ///
    /// - Parameters:
    ///   - maximumEventBytes: The largest line and event to keep in memory.
    ///   - expectation: A sentence for the reader of what turns out to be no event stream.
    public init(maximumEventBytes: Int = 8 << 20, expectation: String = "") {
        self.expectation = expectation
        parser = EventStreamParser(maximumEventBytes: maximumEventBytes, terminator: "[DONE]")
    }

    /// Whether nothing more can come: the terminator was read, or the stream cannot be.
    public var isFinished: Bool { progress.hasTerminator || progress.isUnreadable }

    /// Whether `done` or `error` was read, so that only the terminator is missing.
    public var isSettled: Bool { progress.isDone || progress.hasFailed }

    /// Whether any event of the stream was read.
    public var hasEvents: Bool { progress.hasEvents }

    /// Decodes the next bytes of the stream, cut anywhere.
    ///
    /// - Returns: The events that these bytes complete, in stream order. After the terminator,
    ///   and after a line or event over the bound, nothing.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [RunEvent] {
        guard !isFinished else { return [] }
        if !progress.hasEvents { opening.take(bytes) }
        var events: [RunEvent] = []
        // What small events take, so that the array need not be moved while it grows.
        events.reserveCapacity(bytes.count / 48)
        var progress = self.progress
        defer { self.progress = progress }
        do throws(EventStreamError) {
            try parser.feed(bytes) { item in progress.take(item, into: &events) }
        } catch {
            progress.reader.finish(into: &events)
            progress.isUnreadable = true
            progress.hasFailed = true
            events.append(
                .failed(Failure(code: .protocolError, message: "Unreadable stream: \(error).")))
        }
        return events
    }

    /// Ends the input.
    ///
    /// - Parameter cut: What broke the stream off, if its end was not a regular one. It is
    ///   reported only when neither `done` nor `error` had come. With a partial answer the turn
    ///   is then incomplete, without any event it failed.
    /// - Returns: The last events of the turn; the very last is ``RunEvent/ended(_:terminator:)``.
    public mutating func finish(cut: Failure? = nil) -> [RunEvent] {
        var events: [RunEvent] = []
        var progress = self.progress
        parser.finish { item in progress.take(item, into: &events) }
        progress.reader.finish(into: &events)
        self.progress = progress
        var outcome = Outcome.incomplete
        if progress.hasFailed {
            outcome = .failed
        } else if progress.isDone {
            outcome = .completed
        } else if let cut, !progress.hasTerminator {
            events.append(.failed(cut))
            outcome = progress.hasEvents ? .incomplete : .failed
        } else if !progress.hasEvents, !progress.hasTerminator {
            if let events = opening.events(expectation) { return events }
        }
        return events + [.ended(outcome, terminator: progress.hasTerminator)]
    }

    /// Ends the turn because the user stopped it.
    ///
    /// - Returns: The last event: cancelled, unless `done` or `error` had already decided.
    public mutating func cancel() -> [RunEvent] {
        if isSettled { return finish() }
        var events: [RunEvent] = []
        progress.reader.finish(into: &events)
        return events + [.ended(.cancelled, terminator: progress.hasTerminator)]
    }
}

extension TurnDecoder.Progress {
    fileprivate mutating func take(_ item: EventStreamItem, into events: inout [RunEvent]) {
        switch item {
        case .event(let view):
            hasEvents = true
            switch reader.read(name: view.name, data: view.data, into: &events) {
            case .done: isDone = true
            case .failed: hasFailed = true
            default: break
            }
        case .terminator: hasTerminator = true
        case .retry: break  // A turn is never resumed by reconnecting.
        }
    }
}
