import LexiAPI
import LexiSession
import LexiWire

/// A capture as a conversation of one turn.
extension Recording {
    /// Nobody knows when what was captured came: it is played at a pace in which it can be read.
    static let captureStep = Duration.milliseconds(50)

    private static let conversation = ConversationID(1)
    private static let turn = TurnID(1)

    static func events(
        ofCapture bytes: [UInt8], name: String, now: Instant
    ) throws(Problem) -> [SessionEvent] {
        let steps = steps(bytes, unixNow: now.unixSeconds)
        if let failure = protocolFailure(steps) { throw .notACapture(failure.message) }
        let opening = ConversationOpening(
            service: ServiceOrigin(baseURL: "capture"), title: name)
        let question = Question(
            request: ChatRequest(message: "(The question is not in the capture.)"),
            idempotencyKey: "", cause: .sent)
        var events = [
            event(.opened(opening), at: now), event(.asked(question), at: now, turn, attempt: 1),
        ]
        var instant = now
        for (step, runEvents) in steps {
            instant = instant.advanced(by: captureStep)
            let body: SessionEvent.Body =
                if case .ended(let cut) = step {
                    .ended(LexiSession.Ending(cut: cut, isAlone: true), runEvents)
                } else {
                    .attempt(step, runEvents)
                }
            events.append(event(body, at: instant, turn, attempt: 1))
        }
        return events
    }

    private static func event(
        _ body: SessionEvent.Body, at instant: Instant, _ turn: TurnID? = nil, attempt: Int = 0
    ) -> SessionEvent {
        SessionEvent(
            instant: instant, origin: .replayed, conversation: conversation, turn: turn,
            attempt: attempt, body: body)
    }

    /// The capture in pieces that each complete something.
    private static func steps(_ bytes: [UInt8], unixNow: Double) -> [CaptureDecoder.Step] {
        var decoder = CaptureDecoder(unixNow: unixNow)
        var steps: [CaptureDecoder.Step] = []
        var gathered: [UInt8] = []
        func take(_ step: CaptureDecoder.Step) {
            guard case .received(let received) = step.event else {
                release()
                steps.append(step)
                return
            }
            gathered += received.bytes
            guard !step.runEvents.isEmpty else { return }
            steps.append((.received(ReceivedBytes(gathered)), step.runEvents))
            gathered = []
        }
        func release() {
            guard !gathered.isEmpty else { return }
            steps.append((.received(ReceivedBytes(gathered)), []))
            gathered = []
        }
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
                for step in decoder.steps(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
                    take(step)
                }
                start = end
            }
        }
        for step in decoder.finishSteps() { take(step) }
        return steps
    }

    /// Why what was captured is no answer of the API at all; `nil` when something could be read.
    private static func protocolFailure(_ steps: [CaptureDecoder.Step]) -> Failure? {
        let runEvents = steps.flatMap(\.runEvents)
        guard runEvents.count == 2, case .failed(let failure) = runEvents[0],
            failure.code == .protocolError
        else { return nil }
        return failure
    }
}
