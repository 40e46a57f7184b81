import LexiAPI
import LexiSession
import LexiState

/// A pane beside the conversation: lines about the turn that is looked at.
///
/// Frame, focus, scrolling, following and marks come from the screen around it.
protocol SidePane: LineSource {
    /// Brings the lines up to date; what has not changed should not be laid out again.
    mutating func update(
        _ subject: PaneSubject, _ tab: Tab, _ state: AppState, width: Int, now: Instant, look: Look)

    /// What stands in the pane's border, in at most so many columns.
    func title(columns: Int) -> String

    /// The same where nothing else stands in that row: what it says over columns of the lines stands
    /// over them when it is written from their second column on, up to their last but one.
    func header(columns: Int) -> String

    /// The lines of what is selected here, or of what the moment of another pane's selection is
    /// linked to; `nil` when there is none.
    var marked: MarkedLines? { get }

    /// What stands in the pane's last row, and the column of the caret in it.
    var footer: (line: StyledLine, caret: Int?)? { get }

    /// What a line shows, for the mouse.
    func item(atLine line: Int) -> SideItem?
}

/// What a line of a side pane shows.
enum SideItem: Hashable {
    /// By its index in ``Turn/steps``.
    case step(Int)
    /// By its index in ``Turn/thoughts``.
    case thought(Int)
    /// All thoughts, in one line.
    case foldedThoughts
}

/// Lines of a pane that belong to the moment of the selection.
struct MarkedLines: Hashable {
    var lines: Range<Int>
    /// Whether they are what is selected; else they are only of its moment.
    var isSelected: Bool
}

extension SidePane {
    func header(columns: Int) -> String { title(columns: columns) }

    var footer: (line: StyledLine, caret: Int?)? { nil }

    func item(atLine line: Int) -> SideItem? { nil }
}
