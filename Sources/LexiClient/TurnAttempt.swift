internal import AsyncHTTPClient
internal import LexiAPI
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One request and what came of it.
struct TurnAttempt: Sendable {
    /// How the attempt ended.
    struct Ending: Sendable {
        /// The turn's last events, not yet emitted; the last is `ended`.
        var events: [RunEvent]
        /// Whether the server had sent a response, after which the request must not be repeated
        /// without the user's asking.
        var hasResponse: Bool
    }

    let configuration: ClientConfiguration
    let transport: HTTPTransport
    let request: ChatRequest
    let idempotencyKey: String
    let emit: TurnEmitter

    /// Sends the request and emits the response and its events, all but the last.
    ///
    /// Cancelling the task ends it at once with `ended(.cancelled)`.
    func run() async -> Ending {
        // Else the connection might already have failed before the cancellation is seen.
        if Task.isCancelled {
            return Ending(events: [.ended(.cancelled, terminator: false)], hasResponse: false)
        }
        let timer = TurnTimer(configuration.timeouts, on: transport.group.next())
        // A time-out cancels the reading and nothing else, so the reading is a task of its own.
        let reading = Task(executorPreference: transport.executor) { await read(timer) }
        timer.start { reading.cancel() }
        let ending = await withTaskCancellationHandler {
            await reading.value
        } onCancel: {
            reading.cancel()
        }
        timer.stop()
        return ending
    }

    private func read(_ timer: TurnTimer) async -> Ending {
        let request: HTTPClientRequest
        let response: HTTPClientResponse
        do {
            request = try makeRequest()
            timer.enter(.firstByte)
            response = try await transport.http.execute(request, deadline: .distantFuture)
            timer.enter(.idle)
        } catch {
            var decoder = TurnDecoder()
            let events =
                isCancelled(timer)
                ? decoder.cancel()
                : decoder.finish(cut: failure(for: error, timer, isAnswering: false))
            return Ending(events: events, hasResponse: false)
        }
        timer.pause()
        await emit([.responded(ResponseHead(response))])
        timer.renew()
        let events =
            switch AnswerKind(response) {
            case .eventStream: await readStream(response.body, timer)
            case .json: await readAnswer(response.body, timer)
            case .error: await readError(response, timer)
            case .unusable(let failure): failed(failure)
            }
        return Ending(events: events, hasResponse: true)
    }

    private func makeRequest() throws(Failure) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(configuration.baseURL)/v1/lexi/chat/stream")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "text/event-stream")
        request.headers.add(name: "User-Agent", value: configuration.userAgent)
        request.headers.add(name: "Idempotency-Key", value: idempotencyKey)
        if let key = configuration.apiKey, !key.isEmpty {
            // Said here, because the transport's own complaint would repeat the header.
            guard key.revealed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw Failure(
                    code: .invalidKey,
                    message: "The API key holds characters that cannot be sent in a header.")
            }
            request.headers.add(name: "Authorization", value: "Bearer \(key.revealed)")
        }
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
                if !decoder.isSettled {
                    timer.renew()
                } else if !wasSettled {
                    timer.enter(.terminator)
                }
            }
            return isCancelled(timer) ? decoder.cancel() : decoder.finish(cut: timeout(timer))
        } catch {
            if isCancelled(timer) { return decoder.cancel() }
            return decoder.finish(cut: failure(for: error, timer, isAnswering: true))
        }
    }

    /// A JSON body where a stream was asked for: an error, or the whole answer at once.
    private func readAnswer(_ body: HTTPClientResponse.Body, _ timer: TurnTimer) async -> [RunEvent]
    {
        do {
            let bytes = try await collect(body, atMost: 8 << 20, timer)
            return bytes.withUnsafeBufferPointer { AnswerBody($0).events }
        } catch {
            if isCancelled(timer) { return [.ended(.cancelled, terminator: false)] }
            return failed(failure(for: error, timer, isAnswering: true))
        }
    }

    private func readError(_ response: HTTPClientResponse, _ timer: TurnTimer) async -> [RunEvent] {
        let status = Int(response.status.code)
        do {
            let bytes = try await collect(response.body, atMost: 64 << 10, timer)
            return failed(bytes.withUnsafeBufferPointer { Failure(errorBody: $0, status: status) })
        } catch {
            if isCancelled(timer) { return [.ended(.cancelled, terminator: false)] }
            // The status is known and says more than how its explanation got lost.
            return failed(
                Failure(errorBody: UnsafeBufferPointer(start: nil, count: 0), status: status))
        }
    }

    /// Gathers the start of a body; what lies behind the bound is not read.
    private func collect(
        _ body: HTTPClientResponse.Body, atMost limit: Int, _ timer: TurnTimer
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body {
            timer.renew()
            bytes.append(contentsOf: chunk.readableBytesView.prefix(limit - bytes.count))
            if bytes.count == limit { break }
        }
        if Task.isCancelled { throw CancellationError() }
        return bytes
    }

    private func failed(_ failure: Failure) -> [RunEvent] {
        [.failed(failure), .ended(.failed, terminator: false)]
    }

    /// Whether the user, and not a time-out, cancelled the reading.
    private func isCancelled(_ timer: TurnTimer) -> Bool {
        Task.isCancelled && timer.expired == nil
    }

    private func timeout(_ timer: TurnTimer) -> Failure? {
        timer.expired.map {
            Failure(
                expired: $0, timeouts: configuration.timeouts,
                endpoint: configuration.baseURL.endpoint)
        }
    }

    private func failure(
        for error: any Error, _ timer: TurnTimer, isAnswering: Bool
    ) -> Failure {
        timeout(timer)
            ?? Failure(
                transportError: error, endpoint: configuration.baseURL.endpoint,
                connectTimeout: configuration.timeouts.connect, isAnswering: isAnswering)
    }
}
