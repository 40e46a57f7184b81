/// Puts a stream's events into the wire form the faults ask for, and says when the stream
/// leaves its course. Pure: what is to be done comes back as steps.
struct FaultyStream: Sendable {
    /// One thing to do, in order.
    enum Step: Sendable, Equatable {
        case write([UInt8])
        case wait(Duration)
        /// Send nothing more and keep the connection.
        case stall
        /// End the response in an orderly way.
        case end
        case reset
    }

    let faults: Faults
    let conversationID: String
    private var events = 0
    private var texts = 0
    private var bytesSent = 0
    private var hasEnded = false

    init(_ faults: Faults, conversationID: String) {
        self.faults = faults
        self.conversationID = conversationID
    }

    mutating func steps(for frame: StreamFrame) -> [Step] {
        guard !hasEnded else { return [] }
        if faults.omitsText, frame.name == "text" { return [] }
        if faults.omitsDone, frame.name == "done" { return [] }
        if frame.isTerminator { return write(terminator) }
        if let ending = ending() { return ending }
        var text = events == 0 && faults.startsWithBOM ? "\u{FEFF}" : ""
        if faults.comments { text += ": keep-alive\n\n" }
        text += encoded(carryingID(frame))
        if events == 0, faults.unknownEvent {
            text += encoded(StreamFrame(name: "usage", data: #"{"tokens": 12, "cached": null}"#))
        }
        events += 1
        let waiting: [Step] = faults.eventDelay > .zero ? [.wait(faults.eventDelay)] : []
        return waiting + write(text)
    }

    /// An error event in the form the faults ask for.
    mutating func steps(forError code: String, _ message: String) -> [Step] {
        guard !hasEnded else { return [] }
        hasEnded = true
        let flat = StreamEvent.error(code: code, message: message).frame
        let frame =
            faults.nestsErrors
            ? StreamFrame(
                name: faults.errorsAreNameless ? nil : "error", data: "{\"error\": \(flat.data)}")
            : flat
        return chunks(encoded(frame) + (faults.doneAfterError ? terminator : ""))
    }

    /// What comes instead of the next event where the stream leaves its course.
    private mutating func ending() -> [Step]? {
        if let failure = faults.failure, failure.events == events {
            let error = APIError.named(failure.code)
            return steps(forError: error.code, error.message) + [.end]
        }
        let step: Step
        if faults.stallAfter == events {
            step = .stall
        } else if faults.cutAfter == events {
            step = .end
        } else if faults.resetAfter == events {
            step = .reset
        } else {
            return nil
        }
        hasEnded = true
        return [step]
    }

    private mutating func carryingID(_ frame: StreamFrame) -> StreamFrame {
        switch (frame.name, faults.conversationID) {
        case ("text", .all): return frame.setting("conversation_id", conversationID)
        case ("text", .changing):
            texts += 1
            let id = texts == 1 ? conversationID : "\(conversationID)-\(texts)"
            return frame.setting("conversation_id", id)
        case ("text", .none), ("text", .done): return frame.setting("conversation_id", nil)
        case ("done", .done): return frame.setting("conversation_id", conversationID)
        default: return frame
        }
    }

    private func encoded(_ frame: StreamFrame) -> String {
        let space = faults.tightensColons ? "" : " "
        var lines: [String] = []
        if faults.addsFields { lines += ["id:\(space)\(events + 1)", "retry:\(space)1500"] }
        if let name = frame.name { lines.append("event:\(space)\(name)") }
        if faults.splitsData, frame.data.hasPrefix("{") {
            lines.append("data:\(space){")
            lines.append("data:\(space)\(frame.data.dropFirst())")
        } else {
            lines.append("data:\(space)\(frame.data)")
        }
        return lines.joined(separator: "\n") + "\n\n"
    }

    private var terminator: String {
        let line = faults.tightensColons ? "data:[DONE]" : "data: [DONE]"
        return switch faults.terminator {
        case .blank: line + "\n\n"
        case .newline: line + "\n"
        case .bare: line
        case .none: ""
        }
    }

    private mutating func write(_ text: String) -> [Step] {
        guard let limit = faults.cutBytes else { return chunks(text) }
        let bytes = wire(text)
        guard bytesSent + bytes.count > limit else {
            bytesSent += bytes.count
            return pieces(bytes)
        }
        hasEnded = true
        return pieces(Array(bytes.prefix(limit - bytesSent))) + [.end]
    }

    private func chunks(_ text: String) -> [Step] { pieces(wire(text)) }

    private func wire(_ text: String) -> [UInt8] {
        switch faults.lineEnd {
        case .lf: Array(text.utf8)
        case .crlf: Array(text.replacing("\n", with: "\r\n").utf8)
        case .cr: Array(text.replacing("\n", with: "\r").utf8)
        }
    }

    private func pieces(_ bytes: [UInt8]) -> [Step] {
        guard let size = faults.chunkBytes else { return bytes.isEmpty ? [] : [.write(bytes)] }
        return stride(from: 0, to: bytes.count, by: size).map {
            .write(Array(bytes[$0..<min($0 + size, bytes.count)]))
        }
    }
}
