import LexiAPI
import LexiClient
public import LexiSession
import LexiState
import Synchronization

/// Asks the server for conversations beside the turns, and publishes what it answers.
public final class ConversationDesk: Sendable {
    private struct Work {
        var tasks: [Int: Task<Void, Never>] = [:]
        var started = 0
        /// The task that looks for words; the next such takes its place.
        var search: Int?
        var isShutDown = false
    }

    private let engine: Engine
    private let work = Mutex(Work())

    /// - Parameter engine: Whose transport is asked, which is opened if it is not yet, and on whose
    ///   bus the answers are.
    public init(engine: Engine) { self.engine = engine }

    /// Asks for the list and returns at once.
    public func list() {
        ask { transport in
            switch await transport.latestConversations() {
            case .success(let page): .answered(.list(page))
            case .failure(let error): error.reason.map { .answered(.noList($0)) }
            }
        } otherwise: {
            .answered(.noList($0))
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
            case .success(let page): .answered(.found(page, words: words))
            case .failure(let error):
                error.reason.map {
                    .answered(.notFound($0, words: words, isRefused: error.isRefusal))
                }
            }
        } otherwise: {
            .answered(.notFound($0, words: words, isRefused: false))
        }
        work.withLock { $0.search = number }
    }

    /// Asks for the server's record of a conversation, and returns at once.
    ///
    /// - Parameters:
    ///   - name: The server's name for the conversation.
    ///   - opening: What the conversation begins with, where nothing has happened in it yet.
    public func show(_ name: String, of id: ConversationID, opening: ConversationOpening?) {
        if let opening { engine.tell(.opened(opening), of: id) }
        engine.tell(.recordAsked, of: id)
        ask(of: id) { transport in
            switch await transport.keptConversation(name) {
            case .success(let conversation): .recordRead(conversation)
            case .failure(let error): error.reason.map(SessionEvent.Body.recordRefused)
            }
        } otherwise: {
            .recordRefused($0)
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
        of conversation: ConversationID? = nil,
        _ question: @escaping @Sendable (any ConversationTransport) async -> SessionEvent.Body?,
        otherwise: @escaping @Sendable (String) -> SessionEvent.Body
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
                self.finish(number, answer, of: conversation)
            }
            return number
        }
    }

    private func finish(
        _ number: Int, _ answer: SessionEvent.Body?, of conversation: ConversationID?
    ) {
        work.withLock { $0.tasks[number] = nil }
        if let answer { engine.tell(answer, of: conversation) }
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
