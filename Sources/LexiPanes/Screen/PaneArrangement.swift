import LexiScreen
import LexiSession
public import LexiState

/// How the user has arranged the panes: where the lines between them are, which are hidden, and
/// which one takes all the room. The wide and the stacked screen each have their own.
public struct PaneArrangement: Sendable, Hashable {
    /// Of one width of the screen.
    struct Splits: Sendable, Hashable {
        /// What the conversation takes, in percent: of the columns where it stands beside the
        /// other panes, of the rows where it stands above them.
        var conversation = 60.0
        /// What the tools take of what is left, in percent.
        var tools = 50.0
        /// Of the tools and the thoughts.
        var hidden: Set<PaneID> = []

        static let percents = 15.0...85
        /// What may be hidden.
        static let sides: [PaneID] = [.tools, .thinking]
        /// How far one key moves a line, in percent.
        static let step = 4.0
    }

    var wide = Splits()
    var stacked = Splits()
    /// The pane that takes all the room.
    public var zoomed: PaneID?
    /// How thoughts are shown; `nil` as long as nobody has chosen.
    public var thinking: ThinkingMode?

    public init() {}

    /// What keys do to it.
    public enum Change: Sendable, Hashable {
        /// Moves the line between panes side by side, right when positive.
        case verticalLine(Int)
        /// Moves the line between panes one above the other, down when positive.
        case horizontalLine(Int)
        case reset
        /// Hides or shows one of the tools and the thoughts.
        case toggle(PaneID)
    }

    subscript(kind: ScreenLayout.Kind) -> Splits {
        get { kind == .wide ? wide : stacked }
        set { if kind == .wide { wide = newValue } else { stacked = newValue } }
    }

    mutating func apply(_ change: Change, in kind: ScreenLayout.Kind) {
        var splits = self[kind]
        func moved(_ percent: Double, _ steps: Int) -> Double {
            let range = Splits.percents
            return min(
                max(range.lowerBound, percent + Double(steps) * Splits.step), range.upperBound)
        }
        switch change {
        case .verticalLine(let steps) where kind == .wide,
            .horizontalLine(let steps) where kind != .wide:
            splits.conversation = moved(splits.conversation, steps)
        case .verticalLine(let steps), .horizontalLine(let steps):
            splits.tools = moved(splits.tools, steps)
        case .reset: splits = Splits()
        case .toggle(let pane):
            if splits.hidden.remove(pane) == nil { splits.hidden.insert(pane) }
        }
        self[kind] = splits
    }
}

extension ScreenView {
    /// Changes the arrangement of the panes as the screen now is.
    ///
    /// - Returns: What to tell the user, where nothing is to be seen of the change or a pane went.
    public mutating func arrange(_ change: PaneArrangement.Change) -> String? {
        let kind = ScreenLayout.kind(of: lastSize)
        guard kind == .wide || kind == .stacked else {
            return "One pane at a time is shown here: \(look.keys[.nextPane]) shows the next."
        }
        if isZoomed {
            return "One pane has all the room: \(look.keys[.zoom]) gives the others theirs."
        }
        guard hasLine(for: change, in: kind) else {
            return "There is no such line while a pane is hidden."
        }
        let before = arrangement
        arrangement.apply(change, in: kind)
        if case .toggle(let pane) = change {
            showFocused()
            return hidden(pane)
        }
        if arrangement == before, change != .reset { return "This is as far as it goes." }
        return nil
    }

    /// How a pane is shown again that is hidden on the screen as it now is; `nil` where it is not.
    public func hidden(_ pane: PaneID) -> String? {
        let kind = ScreenLayout.kind(of: lastSize)
        guard kind == .wide || kind == .stacked, arrangement[kind].hidden.contains(pane) else {
            return nil
        }
        let key = look.keys[pane == .tools ? .hideTools : .hideThinking]
        return "\(pane.title) is hidden: \(key), outside the message, shows it again."
    }

    /// Whether the line that a change moves is on the screen.
    private func hasLine(for change: PaneArrangement.Change, in kind: ScreenLayout.Kind) -> Bool {
        let hidden = arrangement[kind].hidden
        let sides = PaneArrangement.Splits.sides.filter { !hidden.contains($0) }.count
        return switch change {
        case .verticalLine: sides >= (kind == .wide ? 1 : 2)
        case .horizontalLine: sides >= (kind == .wide ? 2 : 1)
        case .reset, .toggle: true
        }
    }

    /// Arranges the panes as they were remembered.
    public mutating func restore(_ remembered: PaneArrangement) {
        arrangement = remembered
        guard let zoomed = remembered.zoomed else { return }
        focus = zoomed
        isZoomed = true
    }

    /// The arrangement to remember.
    public var rememberedArrangement: PaneArrangement {
        var arrangement = arrangement
        arrangement.zoomed = isZoomed ? focus : nil
        return arrangement
    }

    /// The panes that Tab leads to.
    var reachablePanes: [PaneID] {
        let kind = ScreenLayout.kind(of: lastSize)
        let all = PaneID.allCases.filter { takesMessages || $0 != .message }
        guard kind == .wide || kind == .stacked, !isZoomed else { return all }
        let hidden = arrangement[kind].hidden
        return all.filter { !hidden.contains($0) }
    }

    /// A pane that is hidden does not keep the focus.
    mutating func showFocused() {
        if !reachablePanes.contains(focus) { focus = .conversation }
    }
}
