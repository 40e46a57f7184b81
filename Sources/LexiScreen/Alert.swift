/// What somebody is told who looks elsewhere.
public struct Alert: Sendable, Hashable {
    /// What happened, in a few words.
    public var title: String
    /// Which one it happened to; may be empty.
    public var detail: String

    /// - Parameters:
    ///   - title: Without control characters and semicolons.
    ///   - detail: The same.
    public init(title: String, detail: String = "") {
        self.title = title
        self.detail = detail
    }
}

/// How somebody is told who looks elsewhere.
public enum AlertWay: String, Sendable, Hashable, CaseIterable {
    /// By a notification where the terminal is known to show them, else by its bell.
    case auto
    case bell
    /// By the control sequence of iTerm2 and kitty.
    case osc9
    /// By the control sequence of rxvt, Ghostty, WezTerm and foot.
    case osc777
    case none

    /// Whether somebody asked for this way and no other.
    public var isExplicit: Bool { self != .auto && self != .none }
}
