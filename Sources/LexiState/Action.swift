public import LexiAPI
public import LexiSession

/// Everything that can change the state.
public enum Action: Sendable {
    /// Events from the bus, in order.
    case received([SessionEvent])
    case newTab
    case selectTab(index: Int)
    /// The terminal's window gained or lost the focus.
    case windowFocus(Bool)
    case selectNextTab
    case selectPreviousTab
    case closeTab
    case edit(Composer.Edit)
    /// Sends the composer's text as the next turn of the active tab.
    case send
    /// Tries the active tab's last turn again, which did not complete.
    case retry
    /// The same with a key of its own: the server does not know the former one any more.
    case retryAnew
    /// Asks the active tab's last question once more, as a new turn.
    case askAgain
    /// Puts the message that was queued last back into the active tab's composer.
    case takeBackQueued
    /// Opens the tabs of an earlier run, and remembers those that were closed.
    case resume([KeptTab], front: Int, closed: [KeptTab])
    /// Opens one conversation of before.
    case openKept(KeptTab)
    /// Opens the tab again that was closed last.
    case reopenTab
    /// Goes on in a tab of its own with what another program has open.
    case continueCopy
    /// The journal of a tab is being read.
    case readingJournal(ConversationID)
    /// Opens what was written but not sent when the program ended.
    case restore([Draft])
    /// Looks for a message that was sent before.
    case history(HistoryStep)
    /// Stops the active tab's run.
    case stop
    /// Points at a step, a thought or a part of an answer in the active tab, or at nothing.
    case select(Selection?)
    case tools(ToolsAction)
    case cycleThinking
    case setThinking(ThinkingMode)
    /// Folds or unfolds the thoughts of one turn of the active tab.
    case foldThinking(TurnID, Bool)
    case openHelp
    /// Lists what can follow the leader.
    case openLeader
    case openContext
    /// Lists themes, of which one is in use.
    case openThemes(names: [String], current: String)
    /// Moves the selection in the list of themes by a number of names.
    case moveThemeSelection(Int)
    /// Shows all that is known of the selected step.
    case openStep
    /// Shows what can be copied.
    case openCopy(CopyMenu)
    /// Moves down in what can be copied, up when negative.
    case moveCopy(Int)
    case signIn(SignInAction)
    case closeOverlay
    /// The list of all that can be done.
    case palette(PaletteStep)
    case conversations(ConversationStep)
    case contextEditor(ContextEdit)
    /// What the active tab's next message is sent with.
    case setContext(ChatContext, allowTools: Bool)
    /// The keys that notices name from now on.
    case setKeys(KeyHints)
    /// How far the recording is that is shown, and how it is played.
    case replay(Replay)
    case notify(Notice)
    case dismissNotice

    /// What keys do to the context form.
    public enum ContextEdit: Sendable, Hashable {
        case next, previous, toggleTools, accept
        /// A row by its index in ``ContextEditor/rows``.
        case select(Int)
        case edit(Composer.Edit)
    }
}

/// One line of information that goes away by itself with the next key.
public struct Notice: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case information, warning }
    public var kind: Kind
    public var text: String
    /// Whether the end of a run, which comes by itself, leaves it to be read.
    public var outlastsRuns: Bool

    public init(_ kind: Kind, _ text: String, outlastsRuns: Bool = false) {
        self.kind = kind
        self.text = text
        self.outlastsRuns = outlastsRuns
    }
}
