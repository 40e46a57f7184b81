/// The panes that take the focus, in the order Tab visits them.
public enum PaneID: String, Sendable, Hashable, CaseIterable {
    case message
    case conversation
    case tools
    case thinking

    public var title: String {
        switch self {
        case .message: "Message"
        case .conversation: "Conversation"
        case .tools: "Tools"
        case .thinking: "Thinking"
        }
    }
}
