import LexiSession
public import LexiState

/// Where what the user writes is kept, and edited outside of the dashboard. Belongs to the
/// dashboard's thread.
public protocol WritingDesk {
    /// Keeps all that is written and not sent, in the place of what was kept before.
    ///
    /// - Returns: Why it is not kept, in a sentence; `nil` when it is.
    func save(_ drafts: [Draft]) -> String?

    /// Keeps which tabs are open, and those that were closed, in the place of what was kept before.
    ///
    /// - Parameter front: The index of the tab that is shown.
    /// - Returns: Why they are not kept, in a sentence; `nil` when they are.
    func keep(tabs: [KeptTab], front: Int, closed: [KeptTab]) -> String?

    /// Keeps drafts for the service that was left, when the next ones are saved.
    func leave(_ drafts: [Draft])

    /// Adds a message that was sent to the history.
    ///
    /// - Returns: Why it is not kept, in a sentence; `nil` when it is.
    func remember(_ message: String) -> String?

    /// The messages that were sent before, the latest first.
    func messages() -> [String]

    /// Has the user edit a text in a program that takes the terminal, and waits for its end.
    func edit(_ text: String) -> EditorOutcome
}

extension DashboardCore {
    /// Tells, once, why what is written is not kept.
    public mutating func didKeep(_ reason: String?) {
        guard let reason, !hasToldOfKeeping else { return }
        hasToldOfKeeping = true
        change(.notify(Notice(.warning, reason)))
        needsPaint()
    }
}
