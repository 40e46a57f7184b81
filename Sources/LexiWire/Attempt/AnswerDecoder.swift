internal import LexiAPI

/// Reads the body of one answer as its head calls for: an event stream, a JSON answer, or the
/// explanation of an error.
struct AnswerDecoder: Sendable {
    private enum Body {
        case stream(TurnDecoder)
        case json([UInt8])
        case error(status: Int, [UInt8])
        /// Its last events; the rest of the body is not looked at.
        case over([RunEvent])
    }

    private var body: Body
    /// How the body of a status that says no is compressed.
    private var compression: String?

    /// - Parameter expectation: A sentence for the reader of what turns out to be no event stream.
    init(after head: AnswerHead, expectation: String = "") {
        body =
            switch AnswerKind(head) {
            case .eventStream: .stream(TurnDecoder(expectation: expectation))
            case .json: .json([])
            case .error: .error(status: head.status, [])
            case .unusable(let failure): .over(Self.failed(failure))
            }
        compression = head.compression
    }

    /// An event stream without a head, of which some may have been read.
    init(_ stream: TurnDecoder) { body = .stream(stream) }

    /// A JSON answer without a head.
    ///
    /// - Parameter spaceCount: How many bytes of white space came before it. They count in what is
    ///   said about its bytes.
    init(jsonBehind spaceCount: Int) {
        body =
            spaceCount <= AnswerBody.maximumBytes
            ? .json([UInt8](repeating: 0x20, count: spaceCount)) : .over(AnswerBody.tooLarge)
    }

    /// Whether nothing of the body that is still to come would be looked at.
    var isFinished: Bool {
        switch body {
        case .stream(let decoder): decoder.isFinished
        case .json: false
        case .error(_, let gathered): gathered.count == Failure.maximumErrorBytes
        case .over: true
        }
    }

    /// Whether `done` or `error` was read, so that only the terminator is missing.
    var isSettled: Bool {
        if case .stream(let decoder) = body { decoder.isSettled } else { false }
    }

    /// What the body of a status that says no has said so far; `nil` of other answers.
    var refusal: Failure? {
        guard case .error(let status, let bytes) = body else { return nil }
        return bytes.withUnsafeBufferPointer {
            Failure(errorBody: $0, status: status, compression: compression)
        }
    }

    /// Reads the next bytes of the body, cut anywhere.
    ///
    /// - Returns: The events that these bytes complete.
    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [RunEvent] {
        let former = body
        // Else its buffers would be copied with the first change.
        body = .over([])
        switch consume former {
        case .stream(var decoder):
            defer { body = .stream(decoder) }
            return decoder.feed(bytes)
        case .json(var gathered):
            if gathered.count + bytes.count <= AnswerBody.maximumBytes {
                gathered += bytes
                body = .json(gathered)
            } else {
                body = .over(AnswerBody.tooLarge)
            }
        case .error(let status, var gathered):
            gathered += bytes.prefix(Failure.maximumErrorBytes - gathered.count)
            body = .error(status: status, gathered)
        case .over(let events):
            body = .over(events)
        }
        return []
    }

    /// Ends the body.
    ///
    /// - Returns: The last events of the turn; the very last is ``RunEvent/ended(_:terminator:)``.
    mutating func finish(_ cut: Cut) -> [RunEvent] {
        switch (body, cut) {
        case (.stream(var decoder), .none): return decoder.finish()
        case (.stream(var decoder), .failure(let failure)): return decoder.finish(cut: failure)
        case (.stream(var decoder), .cancelled): return decoder.cancel()
        case (.over(let events), _): return events
        case (_, .cancelled): return [.ended(.cancelled, terminator: false)]
        case (.json, .failure(let failure)): return Self.failed(failure)
        case (.json(let bytes), .none):
            return bytes.withUnsafeBufferPointer { AnswerBody($0).events }
        // The status is known and says more than how its explanation got lost.
        case (.error, _): return refusal.map(Self.failed) ?? []
        }
    }

    static func failed(_ failure: Failure) -> [RunEvent] {
        [.failed(failure), .ended(.failed, terminator: false)]
    }
}
