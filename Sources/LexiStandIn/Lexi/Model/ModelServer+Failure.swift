import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// What went wrong on the way to a model, in words for the person who asked.
extension ModelServer {
    /// An error as it should go on: cancellation as it is, everything else as `APIError` without
    /// the key.
    func wording(of error: any Error) -> any Error {
        switch error {
        case var error as APIError:
            error.message = withoutKey(error.message)
            return error
        case is CancellationError: return error
        case let error as HTTPClientError: return wording(of: error)
        case is HTTPParserError: return brokeOff
        case ChannelError.connectTimeout: return noConnection
        case let error as NIOConnectionError:
            let cause = error.connectionErrors.lazy.compactMap { $0.error as? IOError }.first
            return cause.map { wording(of: $0) }
                ?? APIError.modelUnavailable(
                    "The model server \(endpoint) cannot be found or does not answer: is its name "
                        + "right?")
        case let error as IOError: return wording(of: error)
        default:
            return APIError.modelUnavailable(
                withoutKey(
                    "The request to the model server \(endpoint) failed: "
                        + ModelServerError.line("\(error)")))
        }
    }

    private func wording(of error: HTTPClientError) -> any Error {
        if error == .cancelled { return CancellationError() }
        if error == .readTimeout || error == .deadlineExceeded { return wasSilent }
        if error == .connectTimeout || error == .tlsHandshakeTimeout { return noConnection }
        if error == .remoteConnectionClosed || error == .uncleanShutdown { return brokeOff }
        return APIError.modelUnavailable(
            "The request to the model server \(endpoint) failed: \(error.shortDescription).")
    }

    private func wording(of error: IOError) -> APIError {
        if error.errnoCode == SystemText.connectionRefused {
            return .modelUnavailable(
                "Nothing answers at \(endpoint): the connection was refused. Is the model server "
                    + "running?")
        }
        if error.errnoCode == SystemText.connectionReset { return brokeOff }
        return .modelUnavailable(
            "The model server \(endpoint) cannot be reached: "
                + SystemText.message(error.errnoCode))
    }

    /// An answer with another status than 200.
    func refusal(status: Int, _ body: [UInt8]) -> APIError {
        var message = "The model server answered \(status)"
        if let sentence = ModelServerError.sentence(in: body) { message += ": \(sentence)" }
        switch status {
        case 401, 403:
            message += " (its key is read from LEXI_MODEL_API_KEY)"
        case 404:
            message += " (asked for the model \(model) at \(endpoint))"
        case 300..<400:
            message += " (a redirection, which is not followed)"
        default: break
        }
        return .modelUnavailable(message)
    }

    var tookTooLong: APIError {
        .modelTimeout(
            "The model did not come to an end within "
                + "\(Self.longestReply.components.seconds / 60) minutes.")
    }

    private var wasSilent: APIError {
        .modelTimeout(
            "The model server said nothing for \(SystemText.seconds(silence)): it may be loading "
                + "the model, or be too slow for this question.")
    }

    private var noConnection: APIError {
        .modelTimeout("No connection to the model server \(endpoint) within 10 s.")
    }

    private var brokeOff: APIError {
        .modelUnavailable("The model server closed the connection in the middle of its answer.")
    }
}
