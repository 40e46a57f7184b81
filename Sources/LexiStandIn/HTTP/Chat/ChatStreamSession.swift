import Hummingbird
import Logging
import NIOCore

/// One stream from its first event to its end, with the books kept on every way out.
struct ChatStreamSession: Sendable {
    let turn: Turn
    let turns: TurnService
    let trace: RequestTrace

    /// The client can no longer be written to.
    private struct ClientGone: Error {}

    /// Sends the stream. Each event is flushed when it is made.
    /// - Parameter body: the request's body, already read; its connection is watched, and the
    ///   run is cancelled as soon as the client closes it.
    /// - Throws: when the stream could not be delivered whole; the connection is then closed
    ///   without an orderly end.
    func run(watching body: RequestBody, writer: inout any ResponseBodyWriter) async throws {
        var result = TurnResult()
        do {
            try await body.consumeWithCancellationOnInboundClose { _ in
                try await answer(into: &result, writer: &writer)
            }
            trace.note("outcome", "completed")
        } catch let error as ClientGone {
            try await abandon(result, state: "incomplete")
            throw error
        } catch let error as CancellationError {
            try await abandon(result, state: "incomplete")
            throw error
        } catch {
            trace.note("error", "\(error)")
            try await abandon(result, state: "failed")
            let event = StreamEvent.error(
                code: APIError.internalFailure.code, message: APIError.internalFailure.message)
            try await writer.write(ByteBuffer(string: event.wire))
        }
        trace.note("tools", "\(result.steps.count)")
    }

    private func answer(
        into result: inout TurnResult, writer: inout any ResponseBodyWriter
    ) async throws {
        var sent = ""
        try await turns.runner.run(turn, result: &result) { event in
            sent += event.wire
            try await write(event.wire, to: &writer)
        }
        try Task.checkCancellation()
        let now = turns.time.now()
        let (stream, finished, messageID) = (sent, result, turn.messageID)
        let closing = { @Sendable (credits: Int) in
            StreamEvent.done(creditsRemaining: credits, messageID: messageID).wire
                + StreamEvent.terminator.wire
        }
        let credits = try await turns.database.write { db in
            try turns.ledger.settle(turn, result: finished, now: now, in: db) {
                stream + closing($0)
            }
        }
        trace.note("credits_remaining", "\(credits)")
        try await write(closing(credits), to: &writer)
    }

    private func write(_ text: String, to writer: inout any ResponseBodyWriter) async throws {
        do {
            try await writer.write(ByteBuffer(string: text))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ClientGone()
        }
    }

    private func abandon(_ result: TurnResult, state: String) async throws {
        trace.note("outcome", "\(state)")
        try await turns.abandon(turn, result, state: state)
    }
}
