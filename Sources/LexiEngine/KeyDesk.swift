public import LexiAPI
public import LexiClient
public import LexiSession
import Synchronization

/// A key, and what the server says to it.
public struct KeyChecked: Sendable, Hashable {
    public let key: Secret
    public let check: KeyCheck

    public init(key: Secret, check: KeyCheck) {
        self.key = key
        self.check = check
    }
}

/// Asks servers about keys beside everything else, one at a time, and keeps what they say until
/// somebody takes it.
public final class KeyDesk: Sendable {
    private struct Work {
        var task: Task<Void, Never>?
        var isShutDown = false
        var checks: [KeyChecked] = []
    }

    private let wake: @Sendable () -> Void
    private let work = Mutex(Work())
    private let hasChecks = Atomic<Bool>(false)

    /// - Parameter wake: Is called, from any thread, when there is something to take.
    public init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// Asks about a key in the place of the one before, and returns at once.
    ///
    /// - Parameter ask: Asks, and returns `nil` when it was cancelled.
    public func check(_ key: Secret, by ask: @escaping @Sendable () async -> KeyCheck?) {
        work.withLock { work in
            guard !work.isShutDown else { return }
            let former = work.task
            former?.cancel()
            work.task = Task {
                await former?.value
                guard let check = await ask(), !Task.isCancelled else { return }
                self.deliver(KeyChecked(key: key, check: check))
            }
        }
    }

    /// What was said since the last call. Costs no system call when there is nothing.
    public func takeChecks() -> [KeyChecked] {
        guard hasChecks.exchange(false, ordering: .acquiringAndReleasing) else { return [] }
        return work.withLock { work in
            defer { work.checks = [] }
            return work.checks
        }
    }

    /// Breaks off what is being asked.
    public func shutdown() async {
        let task = work.withLock { work in
            work.isShutDown = true
            return work.task
        }
        task?.cancel()
        await task?.value
    }

    private func deliver(_ checked: KeyChecked) {
        work.withLock { $0.checks.append(checked) }
        hasChecks.store(true, ordering: .releasing)
        wake()
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
