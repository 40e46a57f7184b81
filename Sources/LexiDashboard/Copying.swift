import LexiScreen
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

    public init(way: Way, save: @escaping Save) {
        self.way = way
        self.save = save
    }

    func copy(_ item: CopyItem, to screen: any InteractiveScreen) -> CopyOutcome {
        guard way != .file else { return CopyOutcome(isSent: false, file: save(item.text)) }
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
