import LexiAPI
import LexiSession
import Synchronization

/// The way to one service: opened when it is first needed, and closed when it was left and nobody
/// uses it any more.
final class ServiceWay: Sendable {
    private struct State {
        /// What was opened, once it is.
        var transport: (any TurnTransport)?
        var opening: Task<Result<any TurnTransport, Failure>, Never>?
        var userCount = 0
        var isLeft = false
    }

    private let connect: @Sendable () async throws(Failure) -> any TurnTransport
    private let state = Mutex(State())

    /// - Parameter connect: Opens the transport. After a failure the next one that needs it tries
    ///   again.
    init(connect: @escaping @Sendable () async throws(Failure) -> any TurnTransport) {
        self.connect = connect
    }

    /// Opens the transport, unless it is open or being opened.
    @discardableResult
    func open() -> Task<Result<any TurnTransport, Failure>, Never> {
        state.withLock { state in
            if let opening = state.opening { return opening }
            let opening = Task { () -> Result<any TurnTransport, Failure> in
                do throws(Failure) {
                    let transport = try await self.connect()
                    self.state.withLock { $0.transport = transport }
                    return .success(transport)
                } catch {
                    self.state.withLock { $0.opening = nil }
                    return .failure(error)
                }
            }
            state.opening = opening
            return opening
        }
    }

    /// A request as it may be shown and kept: without the API key, as far as that is known.
    func withoutKey(_ request: ChatRequest) -> ChatRequest {
        let transport = state.withLock { $0.transport }
        return (transport?.withoutKey(request) ?? request).withoutKeys
    }

    /// Counts somebody who will call ``endUse()``: until then the transport stays open.
    func beginUse() { state.withLock { $0.userCount += 1 } }

    /// Closes the transport when it was left and this was the last who used it.
    func endUse() async {
        let isDone = state.withLock { state in
            state.userCount -= 1
            return state.isLeft && state.userCount == 0
        }
        if isDone { await close() }
    }

    /// Nobody else begins to use it.
    ///
    /// - Returns: Whether nobody uses it now either, so that it is to be closed.
    func leave() -> Bool {
        state.withLock { state in
            state.isLeft = true
            return state.userCount == 0
        }
    }

    /// Closes what is open.
    func close() async {
        let opened = state.withLock { $0.opening.take() }
        if case .success(let transport)? = await opened?.value { await transport.shutdown() }
    }
}
