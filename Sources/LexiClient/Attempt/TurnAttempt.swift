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
        /// So does the turn. These are its last events, not yet emitted; the last is `ended`.
        case final([RunEvent])
        /// Nothing of an answer came, and the request may be sent once more.
        case repeatable(FailedAttempt)
    }

    let configuration: ClientConfiguration
    let transport: HTTPTransport
    let request: ChatRequest
    let idempotencyKey: String
    let now: @Sendable () -> LexiAPI.Instant
    /// How long to wait before the stream is read on.
    let rest: @Sendable () -> Duration
    let emit: TurnEmitter

    /// Sends the request and emits the response and its events, all but the last.
    ///
    /// The response of an attempt that may be repeated is not emitted.
    ///
    /// Cancelling the task ends it at once with `ended(.cancelled)`.
    ///
    /// - Parameter remaining: What is left of the turn's own time-out, if it has one.
    func run(within remaining: Duration?) async -> Ending {
        // Else the connection might already have failed before the cancellation is seen.
        if Task.isCancelled { return .final([.ended(.cancelled, terminator: false)]) }
        return await transport.timed(configuration.timeouts, within: remaining) {
            await read($0)
        }
    }

    private func read(_ timer: TurnTimer) async -> Ending {
        let request: HTTPClientRequest
        let response: HTTPClientResponse
        let place = transport.gate.enter(isBrief: false)
        defer { place.leave() }
        do {
            request = try makeRequest()
            guard await isAdmitted(place) else { throw CancellationError() }
            timer.enter(.firstByte)
            response = try await transport.http.execute(request, deadline: .distantFuture)
            timer.enter(.idle)
        } catch {
            var decoder = TurnDecoder()
            if timer.isCancelledByUser { return .final(decoder.cancel()) }
            let failure = configuration.failure(for: error, timer, transport, isAnswering: false)
            return timer.expired == nil && !transport.gate.isClosed
                && Failure.isPassing(transportError: error)
                ? .repeatable(FailedAttempt(obstacle: .unreachable, failure: failure))
                : .final(decoder.finish(cut: failure))
        }
        let answer = AnswerHead(response)
        let head = ResponseHead(answer, unixNow: now().unixSeconds)
        let kind = AnswerKind(answer)
        if case .error = kind, FailedAttempt.Obstacle.canBe(behind: head.status) {
            guard let failure = await readError(response, timer) else {
                return .final([.responded(head), .ended(.cancelled, terminator: false)])
            }
            guard let obstacle = FailedAttempt.Obstacle(failure) else {
                return .final([.responded(head)] + failed(failure))
            }
            return .repeatable(FailedAttempt(obstacle: obstacle, failure: failure, head: head))
        }
        timer.pause()
        await emit([.responded(head)])
        timer.renew()
        switch kind {
        case .eventStream: return .final(await readStream(response.body, timer))
        case .json: return .final(await readAnswer(response.body, timer))
        case .error:
            let failure = await readError(response, timer)
            return .final(failure.map(failed) ?? [.ended(.cancelled, terminator: false)])
        case .unusable(let failure): return .final(failed(failure))
        }
    }

    /// Waits in line, and tells when that takes more than a moment.
    private func isAdmitted(_ place: RequestGate.Place) async -> Bool {
        var hasWaited = false
        let isAdmitted = await place.isAdmitted { queueing in
            hasWaited = true
            await emit([.queued(queueing)])
        }
        if isAdmitted, hasWaited { await emit([.dequeued]) }
        return isAdmitted
    }

    private func makeRequest() throws(Failure) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(configuration.baseURL)/v1/lexi/chat/stream")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "text/event-stream")
        request.headers.add(name: "Idempotency-Key", value: idempotencyKey)
        try request.identify(configuration)
        request.body = .bytes(ByteBuffer(string: self.request.json.line))
        return request
    }

    private func readStream(_ body: HTTPClientResponse.Body, _ timer: TurnTimer) async -> [RunEvent]
    {
        var decoder = TurnDecoder()
        do {
            for try await chunk in body {
                let wasSettled = decoder.isSettled
                // The wait for the terminator has a fixed end, whatever else still comes.
                if !wasSettled { timer.pause() }
                let events = chunk.withUnsafeReadableBytes { bytes in
                    bytes.withMemoryRebound(to: UInt8.self) { decoder.feed($0) }
                }
                await emit(events)
                if decoder.isFinished { return decoder.finish() }
                let rest = rest()
                if rest > .zero { await transport.pass(rest) }
                if !decoder.isSettled {
                    timer.renew()
                } else if !wasSettled {
                    timer.enter(.terminator)
                }
            }
            return timer.isCancelledByUser
                ? decoder.cancel() : decoder.finish(cut: configuration.timeout(timer))
        } catch {
            if timer.isCancelledByUser { return decoder.cancel() }
            return decoder.finish(
                cut: configuration.failure(for: error, timer, transport, isAnswering: true))
        }
    }

    /// A JSON body where a stream was asked for: an error, or the whole answer at once.
    private func readAnswer(_ body: HTTPClientResponse.Body, _ timer: TurnTimer) async -> [RunEvent]
    {
        do {
            var bytes: [UInt8] = []
            for try await chunk in body {
                timer.renew()
                guard bytes.count + chunk.readableBytes <= AnswerBody.maximumBytes else {
                    return AnswerBody.tooLarge
                }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
            if Task.isCancelled { throw CancellationError() }
            return bytes.withUnsafeBufferPointer { AnswerBody($0).events }
        } catch {
            if timer.isCancelledByUser { return [.ended(.cancelled, terminator: false)] }
            return failed(configuration.failure(for: error, timer, transport, isAnswering: true))
        }
    }

    /// What an error body says; `nil` if the user stopped the turn meanwhile.
    private func readError(_ response: HTTPClientResponse, _ timer: TurnTimer) async -> Failure? {
        let failure = await response.readFailure(timer)
        return timer.isCancelledByUser ? nil : failure
    }

    private func failed(_ failure: Failure) -> [RunEvent] {
        [.failed(failure), .ended(.failed, terminator: false)]
    }
}
