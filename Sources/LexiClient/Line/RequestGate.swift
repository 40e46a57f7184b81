internal import LexiAPI
internal import Synchronization

/// Holds requests back as ``RequestLine`` decides, and lets them go in their order.
final class RequestGate: Sendable {
    private struct State {
        var line: RequestLine
        var isClosed = false
        var steps: [RequestLine.Ticket: AsyncStream<RequestLine.Step>.Continuation] = [:]
    }

    private let state: Mutex<State>

    init(_ line: RequestLine) { state = Mutex(State(line: line)) }

    /// One request's place in line, and then among those under way.
    struct Place: Sendable {
        fileprivate let ticket: RequestLine.Ticket
        fileprivate let gate: RequestGate
        fileprivate let steps: AsyncStream<RequestLine.Step>

        /// Suspends until the request may be sent.
        ///
        /// - Parameter onQueued: Is told why it waits, and again when that changes.
        /// - Returns: Whether it may. It may not when the task was cancelled.
        func isAdmitted(onQueued: (Queueing) async -> Void) async -> Bool {
            for await step in steps {
                switch step {
                case .queued(let queueing): await onQueued(queueing)
                case .admitted: return !Task.isCancelled
                }
            }
            return false
        }

        /// Gives the place up. Has to be called once, whatever became of the request.
        func leave() {
            gate.change { state in
                state.steps[ticket] = nil
                return state.line.leave(ticket)
            }
        }
    }

    func enter(isBrief: Bool) -> Place {
        let (steps, continuation) = AsyncStream<RequestLine.Step>.makeStream()
        var ticket = 0
        change { state in
            let entry = state.line.enter(isBrief: isBrief)
            ticket = entry.ticket
            state.steps[entry.ticket] = continuation
            return entry.notices
        }
        return Place(ticket: ticket, gate: self, steps: steps)
    }

    /// Whether the client is shut down.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Lets go whoever waits, to find that the client is shut down.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for continuation in state.steps.values { continuation.yield(.admitted) }
        }
    }

    /// A connection is there that carries one request at a time.
    func learnOwnConnections() { change { $0.line.learnOwnConnections() } }

    /// A connection is there that carries so many requests at a time, or its server now says so.
    func learn(sharedBy streams: Int) { change { $0.line.learn(sharedBy: streams) } }

    private func change(_ body: (inout sending State) -> [RequestLine.Notice]) {
        state.withLock { state in
            for notice in body(&state) { state.steps[notice.ticket]?.yield(notice.step) }
        }
    }
}
