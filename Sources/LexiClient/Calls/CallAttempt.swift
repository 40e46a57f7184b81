internal import AsyncHTTPClient
internal import LexiAPI
internal import LexiWire
internal import NIOCore
internal import NIOPosix

/// One request for JSON and what came of it.
struct CallAttempt: Sendable {
    /// How an attempt ended.
    enum Ending: Sendable {
        /// With the body; `nil` when the answer has none, as a 204.
        case answered(JSONValue?, ResponseHead)
        /// The response is there if one came.
        case failed(Failure, ResponseHead?)
        /// No answer came, and the request may be sent once more.
        case repeatable(FailedAttempt)
        case cancelled
    }

    let call: APICall
    let configuration: ClientConfiguration
    let transport: HTTPTransport
    let now: @Sendable () -> LexiAPI.Instant

    /// Sends the request and reads the whole answer. Cancelling the task ends it at once.
    ///
    /// - Parameter remaining: What is left of the call's own time-out, if it has one.
    func run(within remaining: Duration?) async -> Ending {
        if Task.isCancelled { return .cancelled }
        return await transport.timed(configuration.timeouts, within: remaining) {
            await read($0)
        }
    }

    private func read(_ timer: TurnTimer) async -> Ending {
        let response: HTTPClientResponse
        let place = transport.gate.enter(isBrief: true)
        defer { place.leave() }
        do {
            let request = try call.request(configuration)
            // Nobody sees a call wait in line: it has an end, as the wait for an answer has.
            timer.enter(.firstByte)
            var queueing: Queueing?
            guard await place.isAdmitted(onQueued: { queueing = $0 }) else {
                if let queueing, !timer.isCancelledByUser {
                    return .failed(Failure(code: .timeout, message: queueing.sentence), nil)
                }
                throw CancellationError()
            }
            timer.enter(.firstByte)
            response = try await transport.execute(request)
            timer.enter(.idle)
        } catch {
            if timer.isCancelledByUser { return .cancelled }
            let failure = configuration.failure(for: error, timer, transport, isAnswering: false)
            return timer.expired == nil && !transport.gate.isClosed
                && Failure.isPassing(transportError: error)
                ? .repeatable(FailedAttempt(obstacle: .unreachable, failure: failure))
                : .failed(failure, nil)
        }
        let answer = AnswerHead(response)
        let head = ResponseHead(answer, unixNow: now().unixSeconds)
        // These have no body, whatever their headers say (RFC 9110, 15.3.5 and 15.3.6).
        if head.status == 204 || head.status == 205 { return .answered(nil, head) }
        switch AnswerKind(answer, wanted: .json) {
        case .json, .eventStream: return await readJSON(response.body, head, timer)
        case .error: return await readError(response, head, timer)
        case .unusable(let failure): return .failed(failure, head)
        }
    }

    private func readJSON(
        _ body: HTTPClientResponse.Body, _ head: ResponseHead, _ timer: TurnTimer
    ) async -> Ending {
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                timer.renew()
                guard bytes.count + chunk.readableBytes <= AnswerBody.maximumBytes else {
                    return unreadable(
                        "more than \(AnswerBody.maximumBytes >> 20) MiB of JSON", head)
                }
                bytes.append(contentsOf: chunk.readableBytesView)
            }
            if Task.isCancelled { throw CancellationError() }
        } catch {
            if timer.isCancelledByUser { return .cancelled }
            return .failed(
                configuration.failure(for: error, timer, transport, isAnswering: true), head)
        }
        if bytes.isEmpty { return .answered(nil, head) }
        do throws(JSONError) {
            let value = try JSONValue(parsing: bytes)
            // A status that says yes does not make an error an answer.
            if let failure = Failure(nameless: value) { return .failed(failure, head) }
            return .answered(value, head)
        } catch {
            return unreadable("invalid JSON at byte \(error.byteOffset): \(error.reason)", head)
        }
    }

    private func readError(
        _ response: HTTPClientResponse, _ head: ResponseHead, _ timer: TurnTimer
    ) async -> Ending {
        let failure = await response.readFailure(timer)
        if timer.isCancelledByUser { return .cancelled }
        guard let obstacle = FailedAttempt.Obstacle(failure) else {
            return .failed(failure, head)
        }
        return .repeatable(FailedAttempt(obstacle: obstacle, failure: failure, head: head))
    }

    private func unreadable(_ what: String, _ head: ResponseHead) -> Ending {
        .failed(
            Failure(
                code: .protocolError, message: "The server answered \(head.status) with \(what).",
                status: head.status), head)
    }
}

extension JSONValue {
    fileprivate init(parsing bytes: [UInt8]) throws(JSONError) {
        let result = bytes.withUnsafeBufferPointer { bytes -> Result<JSONValue, JSONError> in
            do throws(JSONError) {
                return .success(try JSONValue(parsing: bytes))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}
