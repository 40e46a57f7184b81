/// What a piece of the screen is; a theme gives each role a style.
public enum Role: Int, Sendable, CaseIterable {
    case text
    case muted
    case accent
    case warning
    case error
    case notice
    case border
    case borderFocused
    case title
    case titleFocused
    case badge
    case overlay
    case tabActive
    case tabInactive
    case tabService
    case speakerUser
    case speakerLexi
    case userText
    case context
    case heading
    case code
    case link
    case quote
    case marker
    case tableBorder
    case thinkingTime
    case thinkingText
    case toolName
    case toolTime
    case toolSummary
    case toolRunning
    case toolDone
    case toolFailed
    case toolUnfinished
    case toolBar
    case messageText
    case messageHint
    case status
    case statusState
    case statusRunning
    case statusError
    /// What the reader points at.
    case selection
    /// What belongs to the moment of the selection in the other panes.
    case linked
    /// What came after that moment.
    case later
    /// What was searched for, and the place of it that is looked at.
    case match
    case matchCurrent

    /// The role's name in theme files.
    public var name: String {
        switch self {
        case .borderFocused: "border.focused"
        case .titleFocused: "title.focused"
        case .tabActive: "tab.active"
        case .tabInactive: "tab.inactive"
        case .tabService: "tab.service"
        case .speakerUser: "speaker.user"
        case .speakerLexi: "speaker.lexi"
        case .userText: "user.text"
        case .heading: "markdown.heading"
        case .code: "markdown.code"
        case .link: "markdown.link"
        case .quote: "markdown.quote"
        case .marker: "markdown.marker"
        case .tableBorder: "markdown.table"
        case .thinkingTime: "thinking.time"
        case .thinkingText: "thinking.text"
        case .toolName: "tool.name"
        case .toolTime: "tool.time"
        case .toolSummary: "tool.summary"
        case .toolRunning: "tool.running"
        case .toolDone: "tool.done"
        case .toolFailed: "tool.failed"
        case .toolUnfinished: "tool.unfinished"
        case .toolBar: "tool.bar"
        case .messageText: "message.text"
        case .messageHint: "message.hint"
        case .statusState: "status.state"
        case .statusRunning: "status.running"
        case .statusError: "status.error"
        case .matchCurrent: "match.current"
        default: String(describing: self)
        }
    }

    /// The role of a name in a theme file.
    init?(name: String) {
        guard let role = Role.allCases.first(where: { $0.name == name }) else { return nil }
        self = role
    }
}
