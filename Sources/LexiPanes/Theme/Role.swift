/// What a piece of the screen is; a theme gives each role a style.
///
/// The raw values are the names in theme files.
public enum Role: String, Sendable, CaseIterable {
    case text
    case muted
    case accent
    case success
    case warning
    case error
    case notice
    case border
    case borderFocused = "border.focused"
    case title
    case titleFocused = "title.focused"
    case badge
    case overlay
    case selection
    case tabActive = "tab.active"
    case tabInactive = "tab.inactive"
    case tabService = "tab.service"
    case speakerUser = "speaker.user"
    case speakerLexi = "speaker.lexi"
    case userText = "user.text"
    case context
    case heading = "markdown.heading"
    case code = "markdown.code"
    case link = "markdown.link"
    case quote = "markdown.quote"
    case marker = "markdown.marker"
    case tableBorder = "markdown.table"
    case thinkingTime = "thinking.time"
    case thinkingText = "thinking.text"
    case toolName = "tool.name"
    case toolTime = "tool.time"
    case toolSummary = "tool.summary"
    case toolRunning = "tool.running"
    case toolDone = "tool.done"
    case toolFailed = "tool.failed"
    case toolUnfinished = "tool.unfinished"
    case toolBar = "tool.bar"
    case messageText = "message.text"
    case messageHint = "message.hint"
    case status
    case statusState = "status.state"
    case statusRunning = "status.running"
    case statusError = "status.error"
}
