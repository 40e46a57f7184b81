import Hummingbird
import Logging
import NIOCore

/// One stream from its first event to its end, with the books kept on every way out.
struct ChatStreamSession: Sendable {
    let turn: Turn
    let turns: TurnService
    let trace: RequestTrace
    let faults: Faults
    let connection: Connection

    /// The client can no longer be written to.
    struct ClientGone: Error {}
    /// A fault ended the stream before its time.
    struct Staged: Error {}

    /// Sends the stream. Each event is flushed when it is made.
    /// - Parameter body: the request's body, already read; its connection is watched, and the
    ///   run is cancelled as soon as the client closes it.
    /// - Throws: when the stream could not be delivered whole; the connection is then closed
    ///   without an orderly end.
    func run(watching body: RequestBody, writer: inout any ResponseBodyWriter) async throws {
        let close = turns.runner.ending.open()
        defer { close() }
        var result = TurnResult()
        var wire = FaultyStream(faults, conversationID: turn.conversationID)
        do {
            try await body.consumeWithCancellationOnInboundClose { _ in
                try await answer(into: &result, as: &wire, writer: &writer)
            }
            trace.note("outcome", "completed")
        } catch is Staged {
            try await abandon(result, state: "incomplete")
        } catch let error as ClientGone {
            try await abandon(result, state: "incomplete")
            throw error
        } catch let error as CancellationError {
            try await abandon(result, state: "incomplete")
            throw error
        } catch is ServerEnding.Ended {
            try await abandon(result, state: "incomplete")
            let error = APIError.unavailable
            try await perform(wire.steps(forError: error.code, error.message), &writer)
        } catch let error as APIError {
            trace.note("code", "\(error.code)")
            try await abandon(result, state: "failed")
            try await perform(wire.steps(forError: error.code, error.message), &writer)
        } catch {
            trace.note("error", "\(error)")
            try await abandon(result, state: "failed")
            let error = APIError.internalFailure
            try await perform(wire.steps(forError: error.code, error.message), &writer)
        }
        trace.note("tools", "\(result.steps.count)")
    }

    private func answer(
        into result: inout TurnResult, as wire: inout FaultyStream,
        writer: inout any ResponseBodyWriter
    ) async throws {
        var sent = ""
        try await turns.runner.run(turn, result: &result) { event in
            sent += event.wire
            try await perform(wire.steps(for: event.frame), &writer)
        }
        try Task.checkCancellation()
        let now = turns.time.now()
        let (stream, finished, messageID) = (sent, result, turn.messageID)
        let closing = { @Sendable (credits: Int) in
            [StreamEvent.done(creditsRemaining: credits, messageID: messageID), .terminator]
        }
        let credits = try await turns.database.write { db in
            try turns.ledger.settle(turn, result: finished, now: now, in: db) {
                stream + closing($0).map(\.wire).joined()
            }
        }
        trace.note("credits_remaining", "\(credits)")
        for event in closing(credits) {
            try await perform(wire.steps(for: event.frame), &writer)
        }
    }

    private func perform(
        _ steps: [FaultyStream.Step], _ writer: inout any ResponseBodyWriter
    ) async throws {
        try await StreamDelivery(runner: turns.runner, connection: connection)
            .perform(steps, &writer)
    }

    private func abandon(_ result: TurnResult, state: String) async throws {
        trace.note("outcome", "\(state)")
        try await turns.abandon(turn, result, state: state)
    }
}
