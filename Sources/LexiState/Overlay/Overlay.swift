/// What lies over the panes and takes the keys until it is closed.
public enum Overlay: Sendable, Hashable {
    case help
    /// What can follow the leader, which was pressed.
    case leader
    case context(ContextEditor)
    case themes(ThemePicker)
    /// All that is known of the step that is selected.
    case step
    /// What can be copied.
    case copy(CopyMenu)
    /// All that can be done, and a command line.
    case palette(Palette)
    /// The demo, a key, or where to get one.
    case signIn(SignIn)
}

/// How the thinking pane behaves; the choice sticks.
public enum ThinkingMode: String, Sendable, Hashable, CaseIterable {
    /// Open while the turn runs, one line when it has ended.
    case live
    /// Always open.
    case open
    /// Always one line.
    case hidden
}
