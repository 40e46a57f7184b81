import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
public import LexiState

/// Copying from the model.
extension DashboardCore {
    /// Does what a command asks for here; `nil` when it is none of these.
    mutating func perform(copy command: Command, now: Instant) -> [Request]? {
        switch command {
        case .copy, .copyRaw:
            guard let item = view.copyItem(isRaw: command == .copyRaw, state, now: now),
                !item.text.isEmpty
            else {
                change(.notify(Notice(.information, "There is nothing to copy yet.")))
                return []
            }
            return [.copy(item)]
        case .openCopy:
            let items = view.copyItems(state, now: now)
            if items.isEmpty {
                change(.notify(Notice(.information, "There is nothing to copy yet.")))
            } else {
                change(.openCopy(CopyMenu(items)))
            }
            return []
        default: return nil
        }
    }

    mutating func handleCopyMenu(_ key: Key) -> [Request] {
        switch command(key, in: .copyMenu) {
        case .copyNext: change(.moveCopy(1))
        case .copyPrevious: change(.moveCopy(-1))
        case .copyAccept: return copySelected()
        case .escape: change(.closeOverlay)
        default: break
        }
        return []
    }

    mutating func copySelected() -> [Request] {
        guard case .copy(let menu) = state.overlay else { return [] }
        change(.closeOverlay)
        return [.copy(menu.selected)]
    }

    /// Tells the user what was copied and where it went.
    public mutating func didCopy(_ item: CopyItem, _ outcome: CopyOutcome) {
        let count = item.characterCount == 1 ? "1 character" : "\(item.characterCount) characters"
        var text = "Copied \(item.name), \(count)"
        var kind = Notice.Kind.information
        let clipboard =
            outcome.isThroughTmux
            ? "the terminal's clipboard through tmux" : "the terminal's clipboard"
        switch (outcome.isSent, outcome.file) {
        case (true, nil): text += ", sent to \(clipboard)"
        case (true, .success(let path)): text += ", sent to \(clipboard) and to \(path)"
        case (false, .success(let path)):
            text += ", to \(path)"
            if let reason = outcome.reason { text += ": \(reason)" }
        case (true, .failure(let error)):
            text += ", sent to \(clipboard), not to a file: \(error.reason)"
            kind = .warning
        case (false, .failure(let error)):
            text = "Not copied: \(error.reason)"
            kind = .warning
        case (false, nil):
            text = "Not copied: \(outcome.reason ?? "there is no place for it")"
            kind = .warning
        }
        if outcome.isInTmuxsHands, !hasToldOfTmux {
            hasToldOfTmux = true
            text += ". If it does not arrive: tmux set -g set-clipboard on"
        }
        change(.notify(Notice(kind, text)))
        needsPaint()
    }
}

/// Where a copy went.
public struct CopyOutcome: Sendable {
    /// Whether the terminal was asked to put it into its clipboard.
    public var isSent: Bool
    /// Whether tmux has it, which may keep it from the terminal.
    public var isInTmuxsHands = false
    /// Whether tmux was given it to send.
    public var isThroughTmux = false
    /// The file it was written to, or why it was not; `nil` when none was wanted.
    public var file: Result<String, ExportError>?
    /// Why the terminal was not asked.
    public var reason: String?

    public init(isSent: Bool, file: Result<String, ExportError>? = nil, reason: String? = nil) {
        self.isSent = isSent
        self.file = file
        self.reason = reason
    }
}
