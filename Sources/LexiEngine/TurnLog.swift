import LexiAPI
import LexiSession
import Logging
import Synchronization

/// Writes to the log what becomes of turns: how they end, what was tried again, what was odd.
///
/// What was asked and answered is a client's business and never in it. The messages are constant,
/// the values beside them are metadata: on each line the turn, and the request ID once it is known.
final class TurnLog: Sendable {
    private let logger: Logger
    private let turn: TurnID
    private let requestID = Mutex<String?>(nil)

    init(_ logger: Logger, turn: TurnID) {
        self.logger = logger
        self.turn = turn
    }

    /// Notes the next events of the turn. Those that a stream is made of cost a look.
    func note(_ events: [RunEvent]) {
        for event in events { note(event) }
    }

    private var values: Logger.Metadata {
        let known: Logger.Metadata = ["turn": "\(turn)"]
        return known.with(["request_id": requestID.withLock { $0 }.map { "\($0)" }])
    }

    private func note(_ event: RunEvent) {
        switch event {
        case .thinking, .text, .dequeued: break
        case .queued(let queueing):
            logger.notice(
                "turn waits in line", metadata: values.with(["limit": "\(queueing.limit)"]))
        case .toolStep(let step):
            logger.trace(
                "tool step",
                metadata: values.with(["tool": "\(step.tool)", "status": "\(step.status)"]))
        case .requested(let request, let key):
            logger.debug(
                "turn sent",
                metadata: values.with([
                    "idempotency_key": "\(key)",
                    "conversation": request.conversationID.map { "\($0)" },
                ]))
        case .retrying(let retry):
            logger.notice(
                "attempt failed, another follows",
                metadata: values.with(Self.values(retry.failure)).with([
                    "attempt": "\(retry.attempt)", "wait_ms": "\(Int(retry.waitMilliseconds))",
                    "request_id": retry.head?.requestID.map { "\($0)" },
                ]))
        case .responded(let head):
            requestID.withLock { $0 = head.requestID }
            logger.debug(
                "response",
                metadata: values.with([
                    "status": "\(head.status)",
                    "remaining": head.rateLimit.remaining.map { "\($0)" },
                ]))
        case .done(let credits, let messageID, _):
            logger.debug(
                "done",
                metadata: values.with([
                    "credits_remaining": credits.map { "\($0)" },
                    "message": messageID.map { "\($0)" },
                ]))
        case .failed(let failure):
            logger.warning("turn failed", metadata: values.with(Self.values(failure)))
        case .unknown(let name, _):
            logger.notice("unknown event", metadata: values.with(["event": "\(name)"]))
        case .malformed(let name, _, let reason):
            logger.warning(
                "unreadable event",
                metadata: values.with(["event": "\(name)", "reason": "\(reason)"]))
        case .ended(let outcome, let terminator):
            logger.log(
                level: outcome == .incomplete ? .warning : .info, "turn ended",
                metadata: values.with([
                    "outcome": "\(outcome.rawValue)", "terminator": "\(terminator)",
                ]))
        }
    }

    private static func values(_ failure: Failure) -> [String: Logger.MetadataValue?] {
        [
            "code": "\(failure.code.rawValue)", "reason": "\(failure.explanation)",
            "status": failure.status.map { "\($0)" },
        ]
    }
}

extension Logger.Metadata {
    /// These and the others, without those that are not known.
    fileprivate func with(_ others: [String: Logger.MetadataValue?]) -> Logger.Metadata {
        merging(others.compactMapValues { $0 }) { $1 }
    }
}
