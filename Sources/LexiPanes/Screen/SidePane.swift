import LexiAPI
import LexiState

/// A pane beside the conversation: lines about the active tab's last turn.
///
/// Frame, title, focus, scrolling and following come from the screen around it.
protocol SidePane: LineSource {
    /// Brings the lines up to date; what has not changed should not be laid out again.
    mutating func update(
        _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look)

    /// What stands in the pane's border.
    func title(_ tab: Tab, now: Instant, look: Look) -> String
}
