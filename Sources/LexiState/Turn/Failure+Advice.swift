public import LexiAPI

extension Failure {
    /// What was asked for when it failed, which decides what helps.
    public enum Purpose: Sendable, Hashable, CaseIterable {
        case chat
        case readConversations
        case changeConversation
        case readTasks
        case decideTask
    }

    /// What the user can do about a turn that failed; one or two sentences, no line breaks.
    public var advice: String { advice(for: .chat) }

    /// What the user can do about it; one or two sentences, no line breaks.
    ///
    /// - Parameters:
    ///   - sameKey: How this very request is sent again, in words that follow "with".
    ///   - again: What is done after a wait, in words that follow "then"; `nil` for what the
    ///     purpose says.
    public func advice(
        for purpose: Purpose, sameKey: String = "the same idempotency key", again: String? = nil
    ) -> String {
        let again = again ?? (purpose == .chat ? "send the message again" : "try again")
        // Given as a time of day: how long it is until then would soon be untrue on a screen.
        if let retryAt {
            let time = UTCTime(unixSeconds: retryAt + 59).text
            return "Wait until \(time) UTC, then \(again)."
        }
        return switch knownCode {
        case .validationError where purpose == .decideTask:
            "Only pending tasks can be approved or dismissed; `lexi tasks list --status approved` "
                + "shows those that were."
        case .validationError where purpose != .chat:
            "Correct what the server names, then try again."
        case .validationError:
            "Change the message and send it again; it may hold at most "
                + "\(ChatRequest.documentedMessageLimit) characters."
        case .invalidKey:
            "Give LEXI_API_KEY, or the profile, a valid key of your workspace (it starts with "
                + "wbk_); keys can expire or be revoked. To try without one: lexi --demo."
        case .insufficientCredits:
            "Top up the workspace's AI credits in LeadLex, then \(again)."
        case .insufficientPermissions:
            "Use a key with the permission \(purpose.permission)."
        case .conversationNotFound:
            "The conversation was deleted or belongs to another workspace; start a new one."
        case .notFound where purpose == .readTasks || purpose == .decideTask:
            "Check the identifier and the base URL. `lexi tasks list` shows the tasks that wait; "
                + "this one may belong to another workspace."
        case .notFound where purpose != .chat:
            "Check the identifier and the base URL. `lexi conversations list --archived` shows "
                + "what there is; this one may be deleted or belong to another workspace."
        case .notFound:
            "Check the base URL and the identifiers; the record may belong to another workspace."
        case .rateLimited:
            "Wait until the limit resets, then \(again)."
        case .network:
            "Check the network, the base URL and the proxy if there is one (lexi config show), "
                + "then try again."
        case .timeout:
            "Try again; longer limits can be set: --timeout for the whole answer, the settings' "
                + "[timeouts] for its parts."
        case .protocolError:
            "Check that the base URL names a Lexi API and that no proxy answers in its place."
        default:
            switch status ?? 0 {
            case 409 where isUnderWay:
                "The server is still at work on this request: wait a moment, then try it again with "
                    + "\(sameKey). Sent anew, it would be answered and charged twice."
            case 408:
                "The server did not get the request in time; check the network, then \(again)."
            case 409 where code == .http(409):
                // Nothing came with it that would be worth reading.
                "The request does not fit what the server has, is still under way there, or its "
                    + "idempotency key was used for another one; look whether it was answered "
                    + "before you send it anew."
            case 409:
                "Read what the server says: the request does not fit what it has, or its "
                    + "idempotency key was used for another one."
            case 425: "The server takes no request so early; \(again) in a moment."
            case 501, 505: "This server cannot do that; check the base URL."
            case 502, 520...526:
                "What stands before the service got no answer from it; \(again) in a moment."
            case 503: "The service is overloaded or being maintained; \(again) in a few minutes."
            case 504:
                "The service took too long and may still be at work; try it again in a moment, with "
                    + "\(sameKey)."
            case 300...399: "Correct the base URL; lexi config show tells where it comes from."
            case 407: "Check the proxy's user name and password."
            case 400...403 where isOfWebPage:
                "Something before the API refuses this, such as a firewall or a proxy: the API "
                    + "sends no web pages. Ask whoever runs it, or check the base URL."
            case 413 where purpose == .chat:
                "The message is too large for the server; shorten it and send it again. It may hold "
                    + "at most \(ChatRequest.documentedMessageLimit) characters."
            case 413: "What was sent is too large for the server; shorten it and try again."
            case 400...499: "Check the base URL; something else than a Lexi API may answer there."
            case 500...: "The service has a problem; try again in a moment."
            default: "Try again in a moment."
            }
        }
    }

    /// The failure in one sentence: its code, its HTTP status and the server's words or ours.
    public var sentence: String {
        let status = status.map { " (HTTP \($0))" } ?? ""
        // A failure that came without a code is called just that.
        let name = code.rawValue == "error" ? status : "\(code.rawValue)\(status)"
        return name.isEmpty ? explanation : "\(name): \(explanation)"
    }

    private static let known: Set<Code> = [
        .validationError, .invalidKey, .insufficientCredits, .insufficientPermissions,
        .conversationNotFound, .notFound, .rateLimited, .network, .timeout, .protocolError,
    ]

    /// The code, or what the HTTP status says where a server named none of those that this
    /// program knows: the API's pages do not have them all.
    private var knownCode: Code {
        if Self.known.contains(code) { return code }
        return switch status {
        case let status? where 400...403 ~= status && isOfWebPage: code
        case 400: .validationError
        case 401: .invalidKey
        case 402: .insufficientCredits
        case 403: .insufficientPermissions
        case 404: .notFound
        case 429: .rateLimited
        default: code
        }
    }

    /// The process exit status of the failure (sysexits, and 79 for missing credits).
    public var exitStatus: Int32 {
        switch knownCode {
        case .validationError: 65
        case .conversationNotFound, .notFound: 66
        case .rateLimited: 75
        case .protocolError: 76
        case .invalidKey, .insufficientPermissions: 77
        case .insufficientCredits: 79
        case .network, .timeout: 69
        // The message is what is wrong.
        default: status == 413 ? 65 : 69
        }
    }
}

extension Failure.Purpose {
    /// The API's pages name the permissions differently, and older keys have coarser ones.
    fileprivate var permission: String {
        switch self {
        case .chat, .changeConversation: "write:ai (older keys: lexi)"
        case .readConversations: "read:ai (older keys: lexi)"
        case .readTasks, .decideTask: "lexi"
        }
    }
}

extension Retry {
    /// What failed, and when the next attempt begins.
    public var sentence: String {
        let tenths = Int((waitMilliseconds / 100).rounded())
        let reason = failure.sentence
        // A server's words may lack the end that ours have.
        let end = reason.last.map { ".!?".contains($0) } == true ? "" : "."
        return "\(reason)\(end) Attempt \(attempt) follows in \(tenths / 10).\(tenths % 10) s."
    }
}

extension Outcome {
    /// The process exit status of a turn that ended so.
    public func exitStatus(failure: Failure?) -> Int32 {
        switch self {
        case .completed: 0
        case .failed: failure?.exitStatus ?? 69
        case .incomplete: 69
        case .cancelled: 130
        }
    }
}
