public import LexiAPI

extension Failure {
    /// What the user can do about it; one or two sentences, no line breaks.
    public var advice: String {
        switch code {
        case .validationError:
            "Change the message and send it again; it may hold at most "
                + "\(ChatRequest.documentedMessageLimit) characters."
        case .invalidKey:
            "Set LEXI_API_KEY to a valid key of your workspace (it starts with wbk_); keys can "
                + "expire or be revoked. To try without one: lexi --demo."
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
            "Check the network and the base URL (--base-url or LEXI_BASE_URL), then try again."
        case .timeout:
            "Try again; a longer limit can be set with --timeout."
        case .protocolError:
            "Check that the base URL names a Lexi API and that no proxy answers in its place."
        default:
            (status ?? 0) >= 500
                ? "The service has a problem; try again in a moment." : "Try again in a moment."
        }
    }

    /// The process exit status of the failure (sysexits, and 79 for missing credits).
    public var exitStatus: Int32 {
        switch code {
        case .validationError: 65
        case .conversationNotFound, .notFound: 66
        case .rateLimited: 75
        case .protocolError: 76
        case .invalidKey, .insufficientPermissions: 77
        case .insufficientCredits: 79
        case .network, .timeout: 69
        default:
            switch status {
            case 400: 65
            case 401, 403: 77
            case 402: 79
            case 404: 66
            case 429: 75
            default: 69
            }
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
