internal import AsyncHTTPClient
internal import LexiAPI
internal import LexiWire
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One request and what came of it.
struct TurnAttempt: Sendable {
    /// How an attempt ended.
    enum Ending: Sendable {
        /// So does the turn. What cut the answer off is not emitted yet.
        case final(Cut)
        /// Nothing of an answer came, and the request may be sent once more.
        case repeatable(FailedAttempt)
    }

    let configuration: ClientConfiguration
    let transport: HTTPTransport
    let request: ChatRequest
    let idempotencyKey: String
    let now: @Sendable () -> LexiAPI.Instant
    /// How long to wait before more of the stream is decoded.
    let rest: @Sendable () -> Duration
    let emit: TurnEmitter

    /// Sends the request and emits what happens to it, all but the end.
    ///
    /// Cancelling the task ends it at once with a cut that says so.
    ///
    /// - Parameter remaining: What is left of the turn's own time-out, if it has one.
    func run(within remaining: Duration?) async -> Ending {
        // Else the connection might already have failed before the cancellation is seen.
        if Task.isCancelled { return .final(.cancelled) }
        return await transport.timed(configuration.timeouts, within: remaining) {
            await read($0)
        }
    }

    private func read(_ timer: TurnTimer) async -> Ending {
        let response: HTTPClientResponse
        let place = transport.gate.enter(isBrief: false)
        defer { place.leave() }
        let watch = transport.watches.add()
        defer { transport.watches.remove(watch) }
        do {
            let request = try makeRequest(watch)
            guard await isAdmitted(place) else { throw CancellationError() }
            timer.enter(.firstByte)
            async let answering = execute(request, watch)
            if let sent = await watch.sent() {
                timer.pause()
                await emit(.sent(sent.request), at: sent.instant)
                timer.renew()
            }
            response = try await answering
            timer.enter(.idle)
        } catch {
            if timer.isCancelledByUser { return .final(.cancelled) }
            let failure = configuration.failure(for: error, timer, transport, isAnswering: false)
            return timer.expired == nil && !transport.gate.isClosed
                && Failure.isPassing(transportError: error)
                ? .repeatable(FailedAttempt(obstacle: .unreachable, failure: failure))
                : .final(.failure(failure))
        }
        let head = AnswerHead(response)
        timer.pause()
        await emit(.head(head), at: watch.headInstant ?? now())
        timer.renew()
        let kind = AnswerKind(head)
        if case .unusable = kind { return .final(.none) }
        var isRefusal = false
        if case .error = kind { isRefusal = true }
        // The status is known and says more than how its explanation got lost: an end is set to
        // a body that has none, and what came of it is used.
        if isRefusal { timer.enter(.errorBody) }
        let cut = await readBody(response, watch, timer, isRefusal: isRefusal)
        emit.closeBody()
        if cut == .cancelled { return .final(.cancelled) }
        return emit.failedAttempt.map(Ending.repeatable) ?? .final(cut)
    }

    private func execute(
        _ request: HTTPClientRequest, _ watch: AttemptWatch
    ) async throws -> HTTPClientResponse {
        defer { watch.finishSending() }
        return try await transport.execute(request)
    }

    /// Waits in line, and tells when that takes more than a moment.
    private func isAdmitted(_ place: RequestGate.Place) async -> Bool {
        var hasWaited = false
        let isAdmitted = await place.isAdmitted { queueing in
            hasWaited = true
            await emit(.queued(queueing), at: now())
        }
        if isAdmitted, hasWaited { await emit(.dequeued, at: now()) }
        return isAdmitted
    }

    private func makeRequest(_ watch: AttemptWatch) throws(Failure) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(configuration.baseURL)/v1/lexi/chat/stream")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "text/event-stream")
        request.headers.add(name: "Idempotency-Key", value: idempotencyKey)
        request.headers.add(name: AttemptWatch.headerName, value: "\(watch.number)")
        try request.identify(configuration)
        request.body = .bytes(ByteBuffer(string: self.request.json.line))
        return request
    }

    /// More is not read of what comes behind the last that is looked at.
    private static let mostTailBytes = 64 << 10

    /// Emits the body's pieces until its end.
    ///
    /// Behind the terminator there is hardly anything but a line end and the end of the body. That
    /// is waited for, a moment and no longer, for the record, and because a connection of which all
    /// was read can be used again.
    ///
    /// - Returns: What cut it off.
    private func readBody(
        _ response: HTTPClientResponse, _ watch: AttemptWatch, _ timer: TurnTimer, isRefusal: Bool
    ) async -> Cut {
        var hasFinished = false
        do {
            while let pieces = await watch.next() {
                let wasSettled = emit.isSettled
                // The waits for the terminator and for an explanation have a fixed end, whatever
                // else still comes.
                let isTimed = !wasSettled && !isRefusal
                if isTimed { timer.pause() }
                await emit(pieces)
                if emit.isFinished {
                    if !hasFinished { timer.enter(.tail) }
                    hasFinished = true
                    if emit.tailBytes > Self.mostTailBytes { return .none }
                    continue
                }
                let rest = rest()
                if rest > .zero { await watch.resting { await transport.pass(rest) } }
                guard isTimed else { continue }
                if emit.isSettled { timer.enter(.terminator) } else { timer.renew() }
            }
            // How it ended, the connection tells the HTTP client alone.
            for try await _ in response.body {}
            if hasFinished { return .none }
            if timer.isCancelledByUser { return .cancelled }
            return configuration.timeout(timer).map { .failure($0) } ?? .none
        } catch {
            if hasFinished { return .none }
            if timer.isCancelledByUser { return .cancelled }
            return .failure(
                configuration.failure(for: error, timer, transport, isAnswering: true))
        }
    }
}
