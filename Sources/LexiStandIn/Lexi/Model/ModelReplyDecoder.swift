import Foundation
import ServerSentEvents

/// Reads a reply of `POST …/chat/completions`, streamed or whole. A plain value.
///
/// A stream is a reply once its finish reason or `[DONE]` has come: some servers leave out the
/// one, some the other.
struct ModelReplyDecoder: Sendable {
    private var parser = EventStreamParser(maximumEventBytes: 1 << 20, terminator: "[DONE]")
    private var requested = RequestedCalls()
    private var text = ""
    private var finish: String?
    private var hasChoice = false

    /// Reads the next bytes of an event stream.
    /// - Returns: what they complete, in order.
    /// - Throws: `APIError` when the server reports a failure or what it sends makes no sense.
    mutating func feed(_ bytes: [UInt8]) throws -> [ModelPiece] {
        let events: [ServerSentEvent]
        do {
            events = try parser.events(in: bytes)
        } catch {
            throw APIError.modelNonsense(
                "The model server sent an event larger than can be read: \(error).")
        }
        return try events.flatMap { try take($0) }
    }

    private mutating func take(_ event: ServerSentEvent) throws -> [ModelPiece] {
        let chunk: JSONValue
        do {
            chunk = try JSONValue(parsing: Data(event.data.utf8))
        } catch {
            throw APIError.modelNonsense(
                "The model server sent something that is not JSON: "
                    + "“\(ModelServerError.line(event.data).prefix(80))”")
        }
        if event.event == "error" {
            throw Self.reported(
                ModelServerError.sentence(in: chunk) ?? ModelServerError.line(chunk.wire))
        }
        return try take(chunk)
    }

    /// Reads a reply that is not streamed.
    mutating func take(json body: [UInt8]) throws -> [ModelPiece] {
        do {
            return try take(JSONValue(parsing: Data(body)))
        } catch is DecodingError {
            throw APIError.modelNonsense("The model server’s answer is not valid JSON.")
        }
    }

    /// Reads one object: a chunk of a stream, or a whole reply.
    mutating func take(_ chunk: JSONValue) throws -> [ModelPiece] {
        if let sentence = ModelServerError.sentence(in: chunk) { throw Self.reported(sentence) }
        guard let choice = chunk["choices"]?.elements?.first else { return [] }
        hasChoice = true
        if let reason = choice["finish_reason"]?.text { finish = reason }
        guard let said = choice["delta"] ?? choice["message"] else { return [] }
        var pieces: [ModelPiece] = []
        let reasoning = said["reasoning_content"]?.text ?? said["reasoning"]?.text ?? ""
        if !reasoning.isEmpty { pieces.append(.reasoning(reasoning)) }
        let written = Self.text(of: said["content"]) + (said["refusal"]?.text ?? "")
        if !written.isEmpty {
            text += written
            pieces.append(.text(written))
        }
        for call in said["tool_calls"]?.elements ?? [] { try requested.take(call) }
        return pieces
    }

    /// The reply, when nothing more comes.
    /// - Throws: `APIError` when it is not complete.
    mutating func end() throws -> ModelReply {
        if !parser.isTerminated, parser.isInsideEvent {
            // Some servers leave out the blank line behind their last event. Half an event is no
            // reason to complain about its JSON: the stream was cut.
            do { _ = try feed(Array("\n\n".utf8)) } catch { throw Self.cut }
        }
        guard hasChoice else {
            guard parser.isTerminated else { throw Self.cut }
            throw APIError.modelNonsense(Self.noChoices)
        }
        guard finish != nil || parser.isTerminated else { throw Self.cut }
        return reply
    }

    /// The reply, when it came as one JSON object.
    func whole() throws -> ModelReply {
        guard hasChoice else { throw APIError.modelNonsense(Self.noChoices) }
        return reply
    }

    private var reply: ModelReply {
        ModelReply(text: text, calls: requested.calls, finish: finish)
    }

    private static let noChoices =
        "The model server’s answer holds no choices: it may not speak the chat completions protocol."
    private static let cut = APIError.modelUnavailable(
        "The model server broke off in the middle of its answer.")

    private static func reported(_ sentence: String) -> APIError {
        .modelUnavailable("The model server reports a failure: \(sentence)")
    }

    /// Content is a text, or a list of parts of which some are text.
    private static func text(of content: JSONValue?) -> String {
        content?.text
            ?? (content?.elements ?? []).compactMap { $0["text"]?.text }.joined()
    }
}
