import Dispatch
import LexiDashboard
import LexiSession
import LexiState
import Synchronization

/// Copies through tmux, which drops what programs send to the terminal's clipboard unless it is
/// told not to, but sends there what its own command gives it.
///
/// tmux is asked each time, on a queue of its own: the screen never waits for it, and whoever
/// changes its settings needs no new start.
final class TmuxClipboard: ClipboardDesk, Sendable {
    private let queue = DispatchQueue(label: "tmux")
    private let outcomes = Mutex<[(CopyItem, ClipboardHandling)]>([])
    private let wake: @Sendable () -> Void

    /// - Parameter wake: Is called, from any thread, when there is an outcome to take.
    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    func copy(_ item: CopyItem) {
        queue.async { [self] in
            let handling = Self.handle(item.text)
            outcomes.withLock { $0.append((item, handling)) }
            wake()
        }
    }

    func takeOutcomes() -> [(CopyItem, ClipboardHandling)] {
        outcomes.withLock { outcomes in
            defer { outcomes = [] }
            return outcomes
        }
    }

    private static func handle(_ text: String) -> ClipboardHandling {
        switch Tmux.clipboard() {
        case .on, .external:
            switch Tmux.reach() {
            case .clipboard: Tmux.load(text, sends: true) ? .sent : .unanswered
            case .unattended: Tmux.load(text, sends: false) ? .unattended : .unanswered
            case .terminalAlone: Tmux.load(text, sends: false) ? .unreachable : .unanswered
            case nil: .unanswered
            }
        case .off: Tmux.load(text, sends: false) ? .kept : .unanswered
        case nil: .unanswered
        }
    }
}
