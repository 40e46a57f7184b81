public import LexiAPI
import LexiClient
public import LexiState
import Synchronization

/// Asks the server for conversations beside the turns, and keeps the answers until somebody takes
/// them.
public final class ConversationDesk: Sendable {
    private struct Work {
        var tasks: [Int: Task<Void, Never>] = [:]
        var started = 0
        /// The task that looks for words; the next such takes its place.
        var search: Int?
        var isShutDown = false
        var answers: [ConversationAnswer] = []
    }

    private let engine: Engine
    private let wake: @Sendable () -> Void
    private let work = Mutex(Work())
    private let hasAnswers = Atomic<Bool>(false)

    /// - Parameters:
    ///   - engine: Whose transport is asked; it is opened if it is not yet.
    ///   - wake: Is called, from any thread, when there is an answer to take.
    public init(engine: Engine, wake: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.wake = wake
    }

    /// Asks for the list and returns at once.
    public func list() {
        ask { transport in
            switch await transport.latestConversations() {
            case .success(let page): .list(page)
            case .failure(let error): error.reason.map(ConversationAnswer.noList)
            }
        } otherwise: {
            .noList($0)
        }
    }

    /// Asks for the conversations in which words are found, in the place of what was looked for
    /// before, and returns at once.
    public func search(_ words: String) {
        work.withLock { work in
            if let former = work.search.take() { work.tasks[former]?.cancel() }
        }
        let number = ask { transport in
            switch await transport.conversations(matching: words) {
            case .success(let page): .found(page, words: words)
            case .failure(let error):
                error.reason.map { .notFound($0, words: words, isRefused: error.isRefusal) }
            }
        } otherwise: {
            .notFound($0, words: words, isRefused: false)
        }
        work.withLock { $0.search = number }
    }

    /// Asks for the messages of the conversation that a tab continues, and returns at once.
    public func show(_ id: String, tab: TabID) {
        ask { transport in
            switch await transport.keptConversation(id) {
            case .success(let conversation): .messages(conversation, tab: tab)
            case .failure(let error): error.reason.map { .noMessages($0, tab: tab) }
            }
        } otherwise: {
            .noMessages($0, tab: tab)
        }
    }

    /// The answers that have come since the last call. Costs no system call when there are none.
    public func takeAnswers() -> [ConversationAnswer] {
        guard hasAnswers.exchange(false, ordering: .acquiringAndReleasing) else { return [] }
        return work.withLock { work in
            defer { work.answers = [] }
            return work.answers
        }
    }

    /// Breaks off what is being asked. To be called before the engine's own shutdown.
    public func shutdown() async {
        let tasks = work.withLock { work in
            work.isShutDown = true
            return work.tasks.values.map(\.self)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// - Returns: The number of the task; `nil` after the shutdown.
    @discardableResult
    private func ask(
        _ question: @escaping @Sendable (any ConversationTransport) async -> ConversationAnswer?,
        otherwise: @escaping @Sendable (String) -> ConversationAnswer
    ) -> Int? {
        work.withLock { work in
            guard !work.isShutDown else { return nil }
            work.started += 1
            let number = work.started
            work.tasks[number] = Task {
                let answer = await self.engine.withTransport { opened in
                    switch opened {
                    case .success(let transport as any ConversationTransport):
                        await question(transport)
                    case .success: otherwise("this way to Lexi has none to list")
                    case .failure(let failure): otherwise(failure.reason)
                    }
                }
                self.finish(number, answer)
            }
            return number
        }
    }

    private func finish(_ number: Int, _ answer: ConversationAnswer?) {
        work.withLock { work in
            work.tasks[number] = nil
            if let answer { work.answers.append(answer) }
        }
        guard answer != nil else { return }
        hasAnswers.store(true, ordering: .releasing)
        wake()
    }
}

extension RequestError {
    /// In a sentence without a full stop; `nil` when nobody waits for it any more.
    fileprivate var reason: String? {
        switch self {
        case .failed(let failure, _): failure.reason
        case .cancelled: nil
        }
    }

    /// Whether the server does not want to be asked.
    fileprivate var isRefusal: Bool {
        guard case .failed(let failure, _) = self else { return false }
        return failure.code == .rateLimited || failure.code == .insufficientPermissions
            || failure.code == .invalidKey || [401, 403, 429].contains(failure.status)
    }
}

extension Failure {
    /// In a sentence without a full stop.
    var reason: String {
        var words = Sanitizer.line(explanation)
        while words.last == "." { words.removeLast() }
        return switch code {
        case .network, .timeout: "offline: \(words)"
        default: "\(Sanitizer.line(code.rawValue)): \(words)"
        }
    }
}
