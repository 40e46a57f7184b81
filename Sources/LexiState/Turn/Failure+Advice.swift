public import LexiAPI

extension Failure {
    /// What the user can do about it; one or two sentences, no line breaks.
    public var advice: String {
        // Given as a time of day: how long it is until then would soon be untrue on a screen.
        if let retryAt {
            let time = UTCTime(unixSeconds: retryAt + 59).text
            return "Wait until \(time) UTC, then send the message again."
        }
        return switch knownCode {
        case .validationError:
            "Change the message and send it again; it may hold at most "
                + "\(ChatRequest.documentedMessageLimit) characters."
        case .invalidKey:
            "Give LEXI_API_KEY, or the profile, a valid key of your workspace (it starts with "
                + "wbk_); keys can expire or be revoked. To try without one: lexi --demo."
        case .insufficientCredits:
            "Top up the workspace's AI credits in LeadLex, then send the message again."
        case .insufficientPermissions:
            "Use a key with the permission write:ai (older keys: lexi)."
        case .conversationNotFound:
            "The conversation was deleted or belongs to another workspace; start a new one."
        case .notFound:
            "Check the base URL and the identifiers; the record may belong to another workspace."
        case .rateLimited:
            "Wait until the limit resets, then send the message again."
        case .network:
            "Check the network and the base URL (lexi config show tells which), then try again."
        case .timeout:
            "Try again; longer limits can be set: --timeout for the whole answer, the settings' "
                + "[timeouts] for its parts."
        case .protocolError:
            "Check that the base URL names a Lexi API and that no proxy answers in its place."
        default:
            switch status ?? 0 {
            case 300...399: "Correct the base URL; lexi config show tells where it comes from."
            case 407: "Check the proxy's user name and password."
            case 400...499: "Check the base URL; something else than a Lexi API may answer there."
            case 500...: "The service has a problem; try again in a moment."
            default: "Try again in a moment."
            }
        }
    }

    /// The code, or what the HTTP status says where a server named none of the API's.
    private var knownCode: Code {
        guard code.rawValue.hasPrefix("http_") else { return code }
        return switch status {
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
        default: 69
        }
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
