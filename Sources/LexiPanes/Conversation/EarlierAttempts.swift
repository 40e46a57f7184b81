import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The lines of the attempts that the user gave another try.
///
/// What they brought is shown until the answer that is shown below holds all of it; then one line
/// tells that they were there.
struct EarlierAttempts {
    private struct Key: Equatable {
        var count = 0
        var width = 0
        var isContained = false
    }

    private var key = Key()
    private(set) var lines: [StyledLine] = []

    /// Lays the attempts out when they, the width or their need have changed.
    ///
    /// - Returns: Whether another attempt began.
    mutating func update(_ turn: Turn, width: Int, block: Int, look: Look) -> Bool {
        let attempts = turn.earlierAttempts
        guard !attempts.isEmpty else { return false }
        // Whether an answer holds another is not asked at each of its deltas.
        let isContained = !turn.isRunning && attempts.allSatisfy { $0.isContained(in: turn.answer) }
        let key = Key(count: attempts.count, width: width, isContained: isContained)
        guard key != self.key else { return false }
        let isNew = key.count != self.key.count
        self.key = key
        var lines: [StyledLine] = []
        for attempt in attempts {
            lines += Self.lines(attempt, width: width, look: look, isFolded: isContained)
        }
        self.lines = lines.numbered(block: block)
        return isNew
    }

    private static func lines(
        _ attempt: Turn.Attempt, width: Int, look: Look, isFolded: Bool
    ) -> [StyledLine] {
        let count = attempt.answer.text.count
        var text =
            "\(attempt.name(dash: look.glyphs.unknown)) \(look.glyphs.dot) \(word(attempt.outcome)) after "
        text += Wording.fixed(attempt.endedAt.seconds(since: attempt.sentAt), digits: 1) + " s"
        if let failure = attempt.failure { text += " \(look.glyphs.dot) \(failure.code.rawValue)" }
        if let id = attempt.requestID { text += " \(look.glyphs.dot) \(id)" }
        if count > 0 {
            text += " \(look.glyphs.dot) \(Wording.count(count, "character"))"
            text += isFolded ? ", all below" : ", kept"
        }
        var lines = LineWrap.lines([Span(text: text, role: .muted)], width: width)
        if !isFolded, count > 0 {
            lines += MarkdownStream.lines(
                of: attempt.answer.text, width: width, glyphs: look.glyphs)
        }
        return lines + [.empty]
    }

    private static func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .completed: "completed"
        case .failed: "failed"
        case .incomplete: "incomplete"
        case .cancelled: "cancelled"
        }
    }
}
