import LexiScreen
import LexiSession
import LexiState

/// The messages that wait for the run, above the one being written.
enum QueueLines {
    /// More than these are counted only.
    private static let most = 3

    static func rowCount(_ tab: Tab) -> Int { min(tab.queue.count, most) }

    static func lines(_ tab: Tab, width: Int, look: Look) -> [StyledLine] {
        let word = tab.isQueueHeld && !tab.isRunning ? "waits" : "queued"
        return tab.queue.prefix(rowCount(tab)).enumerated().map { index, queued in
            let isLast = index == most - 1 && tab.queue.count > most
            let more = isLast ? " (\(tab.queue.count - most) more)" : ""
            var text = Wording.oneLine(queued.message, columns: width) + more
            if queued.context != tab.context || queued.allowTools != tab.allowTools {
                let context = Wording.context(
                    queued.context, allowTools: queued.allowTools, dot: look.glyphs.dot)
                text += " \(look.glyphs.dot) with \(context)"
            }
            let label = "\(word): "
            return StyledLine([
                Span(text: label, role: .notice),
                Span(
                    text: TextWidth.truncated(
                        text, columns: width - TextWidth.columns(of: label),
                        ellipsis: look.glyphs.ellipsis),
                    role: .messageHint),
            ])
        }
    }
}

extension Wording {
    /// Text on one line, as much of it as a line of some columns could show.
    static func oneLine(_ text: String, columns: Int) -> String {
        // No more is looked at than could be seen: messages may be very long.
        String(text.prefix(max(0, columns) + 1).map { $0.isWhitespace ? " " : $0 })
    }
}
