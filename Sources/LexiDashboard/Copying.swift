import LexiScreen
import LexiSession
import LexiState

/// Where copies go.
public struct Copying {
    /// What the user wants.
    public enum Way: String, Sendable, Hashable, CaseIterable {
        /// To the terminal's clipboard, and to a file where that cannot be.
        case osc52
        /// To a file alone.
        case file
        case both
    }

    /// Writes a copy to a file and returns its path.
    public typealias Save = (String) -> Result<String, ExportError>

    private let way: Way
    private let save: Save
    private let desk: (any ClipboardDesk)?

    /// - Parameter desk: Takes what would go to the terminal's clipboard, in tmux.
    public init(way: Way, save: @escaping Save, desk: (any ClipboardDesk)? = nil) {
        self.way = way
        self.save = save
        self.desk = desk
    }

    /// - Returns: `nil` while the desk is at it; ``takeOutcomes(_:)`` tells what came of it.
    func copy(_ item: CopyItem, to screen: any InteractiveScreen) -> CopyOutcome? {
        guard way != .file else { return CopyOutcome(isSent: false, file: save(item.text)) }
        guard let desk else { return send(item, to: screen) }
        desk.copy(item)
        return nil
    }

    func takeOutcomes(_ screen: any InteractiveScreen) -> [(CopyItem, CopyOutcome)] {
        (desk?.takeOutcomes() ?? []).map { item, handling in
            (item, outcome(of: handling, item, screen))
        }
    }

    private func outcome(
        of handling: ClipboardHandling, _ item: CopyItem, _ screen: any InteractiveScreen
    ) -> CopyOutcome {
        switch handling {
        case .sent:
            var outcome = CopyOutcome(isSent: true, file: way == .both ? save(item.text) : nil)
            outcome.isThroughTmux = true
            return outcome
        case .kept:
            return CopyOutcome(
                isSent: false, file: save(item.text),
                reason: "tmux keeps it in its own buffer, as its set-clipboard is off")
        case .unattended:
            return CopyOutcome(
                isSent: false, file: save(item.text),
                reason: "tmux keeps it in its own buffer, as no terminal is attached to it")
        case .unreachable:
            return CopyOutcome(
                isSent: false, file: save(item.text),
                reason: "tmux keeps it in its own buffer, as the terminal around it has no "
                    + "clipboard that it knows of")
        case .unanswered:
            // Whether it arrives nobody can tell, so there is a file in any case.
            var outcome = send(item, to: screen)
            if outcome.file == nil { outcome.file = save(item.text) }
            return outcome
        }
    }

    private func send(_ item: CopyItem, to screen: any InteractiveScreen) -> CopyOutcome {
        let outcome = screen.setClipboard(item.text)
        switch outcome {
        case .sent, .sentToTmux:
            var copied = CopyOutcome(isSent: true, file: way == .both ? save(item.text) : nil)
            copied.isInTmuxsHands = outcome == .sentToTmux
            return copied
        case .tooLong(let limit):
            return CopyOutcome(
                isSent: false, file: save(item.text),
                reason: "terminals take \(limit / 4 * 3) bytes")
        case .unsupported:
            return CopyOutcome(
                isSent: false, file: save(item.text), reason: "this terminal has no clipboard")
        }
    }
}
