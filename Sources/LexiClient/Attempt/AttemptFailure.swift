internal import AsyncHTTPClient
internal import LexiAPI
internal import LexiWire
internal import NIOCore
internal import NIOHTTP1

extension HTTPClientResponse {
    /// What the body of a response says whose status says no.
    func readFailure(_ timer: TurnTimer) async -> Failure {
        // The status is known and says more than how its explanation got lost: an end is set to
        // a body that has none, and what came of it is used.
        timer.enter(.errorBody)
        var bytes: [UInt8] = []
        do {
            for try await chunk in body {
                let room = Failure.maximumErrorBytes - bytes.count
                bytes.append(contentsOf: chunk.readableBytesView.prefix(room))
                if bytes.count == Failure.maximumErrorBytes { break }
            }
        } catch {
            // Also thrown when the time for it is over.
        }
        return bytes.withUnsafeBufferPointer {
            Failure(
                errorBody: $0, status: Int(status.code),
                compression: AnswerHead(self).compression)
        }
    }
}

extension TurnTimer {
    /// Whether the user, and not a time-out, cancelled the task that asks.
    var isCancelledByUser: Bool { Task.isCancelled && expired == nil }
}

extension ClientConfiguration {
    /// The time-out that passed, if one did.
    func timeout(_ timer: TurnTimer) -> Failure? {
        timer.expired.map {
            Failure(expired: $0, timeouts: timeouts, endpoint: endpoint)
        }
    }

    /// What broke an attempt: the time-out that passed, else the way to the server.
    func failure(
        for error: any Error, _ timer: TurnTimer, _ transport: HTTPTransport, isAnswering: Bool
    ) -> Failure {
        if transport.gate.isClosed {
            return Failure(code: .network, message: "The client was shut down during the turn.")
        }
        return timeout(timer)
            ?? Failure(
                transportError: error, endpoint: endpoint,
                connectTimeout: timeouts.connect, isAnswering: isAnswering)
    }
}
