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

    /// What shows the pane's lines; `nil` for the message and the conversation, which have a
    /// layout of their own.
    func makeSidePane(look: Look) -> (any SidePane)? {
        switch self {
        case .message, .conversation: nil
        case .tools: ToolLines(look: look)
        case .thinking: ThinkingLines(look: look)
        }
    }
}
