public import LexiAPI
public import LexiClient
public import LexiSession
import Synchronization

/// Asks servers about keys beside everything else, one at a time, and publishes what they say.
public final class KeyDesk: Sendable {
    private struct Work {
        var task: Task<Void, Never>?
        var isShutDown = false
    }

    private let engine: Engine
    private let work = Mutex(Work())

    /// - Parameter engine: On whose bus the answers are.
    public init(engine: Engine) { self.engine = engine }

    /// Asks about a key in the place of the one before, and returns at once. What was asked before
    /// and not yet answered stays unanswered.
    ///
    /// - Parameters:
    ///   - id: Tells the answer from those to other keys.
    ///   - ask: Asks, and returns `nil` when it was cancelled.
    public func check(_ id: KeyCheckID, by ask: @escaping @Sendable () async -> KeyCheck?) {
        work.withLock { work in
            guard !work.isShutDown else { return }
            let former = work.task
            former?.cancel()
            work.task = Task {
                await former?.value
                guard let check = await ask(), !Task.isCancelled else { return }
                self.engine.tell(.keyChecked(id, check), of: nil)
            }
        }
    }

    /// Breaks off what is being asked. To be called before the engine's own shutdown.
    public func shutdown() async {
        let task = work.withLock { work in
            work.isShutDown = true
            return work.task
        }
        task?.cancel()
        await task?.value
    }
}

extension KeyCheck {
    /// What an answer to a harmless question says of the key that it was asked with.
    ///
    /// - Returns: `nil` when the question was broken off.
    public init?(_ answer: Result<Page<ConversationSummary>, RequestError>) {
        switch answer {
        case .success: self = .accepted
        case .failure(.cancelled): return nil
        case .failure(.failed(let failure, _)):
            let isRefusal =
                failure.code == .invalidKey || failure.status == 401 && !failure.isOfWebPage
            if isRefusal {
                self = .refused(failure.reason)
            } else if failure.code == .insufficientPermissions
                || failure.code == .insufficientCredits
            {
                // Only a key that it knows can lack something.
                self = .accepted
            } else {
                self = .unknown(failure.reason)
            }
        }
    }
}
