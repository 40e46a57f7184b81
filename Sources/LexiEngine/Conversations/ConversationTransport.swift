public import LexiAPI
public import LexiClient

/// Reads the conversations that a server has kept: the live client, or a stand-in for it.
public protocol ConversationTransport: Sendable {
    /// The latest conversations, as many as one answer holds.
    func latestConversations() async -> Result<Page<ConversationSummary>, RequestError>

    /// The conversations in which the server finds words, as many as one answer holds. Asked once:
    /// whoever types does not wait for what was typed before.
    func conversations(matching words: String) async -> Result<
        Page<ConversationSummary>, RequestError
    >

    /// A conversation with its messages and the tools' own.
    func keptConversation(_ id: String) async -> Result<Conversation, RequestError>
}

extension LexiClient {
    /// The least that a key may be asked with: it costs no credits and changes nothing.
    public func fewestConversations() async -> Result<Page<ConversationSummary>, RequestError> {
        do throws(RequestError) {
            let query = ConversationQuery(perPage: 1)
            return .success(try await conversations(query, triesAgain: false).value)
        } catch {
            return .failure(error)
        }
    }
}

extension LexiClient: ConversationTransport {
    public func latestConversations() async -> Result<Page<ConversationSummary>, RequestError> {
        do throws(RequestError) {
            let query = ConversationQuery(perPage: ConversationQuery.largestPage)
            return .success(try await conversations(query).value)
        } catch {
            return .failure(error)
        }
    }

    public func conversations(matching words: String) async -> Result<
        Page<ConversationSummary>, RequestError
    > {
        do throws(RequestError) {
            let query = ConversationQuery(
                search: words, perPage: ConversationQuery.largestPage)
            return .success(try await conversations(query, triesAgain: false).value)
        } catch {
            return .failure(error)
        }
    }

    public func keptConversation(_ id: String) async -> Result<Conversation, RequestError> {
        do throws(RequestError) {
            return .success(
                try await conversation(
                    id, includeToolSteps: true, limit: Conversation.largestLimit
                ).value)
        } catch {
            return .failure(error)
        }
    }
}
