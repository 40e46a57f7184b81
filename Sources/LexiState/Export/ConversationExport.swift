public import LexiAPI
import LexiSession

/// A conversation as a Markdown document: every question, all that came back for it, and how each
/// answer ended. What is partial says so.
public struct ConversationExport: Sendable, Hashable {
    /// A name for the document, without a folder: `lexi-20260427-1240-who-is-mara.md`.
    public let fileName: String
    public let text: String

    /// - Parameter now: The time that the document bears.
    public init(_ tab: Tab, service: Service, now: Instant) {
        let time = UTCTime(unixSeconds: now.unixSeconds)
        fileName = "lexi-\(time.compact)-\(Self.slug(tab.title)).md"
        var parts = ["# \(tab.title)"]
        let conversation = tab.conversationID.map { "Conversation `\(Sanitizer.line($0))`." }
        parts.append(
            "Exported from lexi (\(service.label)) on \(time.text) UTC. "
                + (conversation ?? "The conversation has no ID."))
        for turn in tab.turns { parts += Self.parts(turn) }
        text = parts.joined(separator: "\n\n") + "\n"
    }

    private static func parts(_ turn: Turn) -> [String] {
        let asked = UTCTime(unixSeconds: turn.askedAt.unixSeconds).text
        let title = turn.isOfUnknownTime ? "## You" : "## You, \(asked) UTC"
        var parts = [title, Sanitizer.text(turn.request.message)]
        var context = ChatContext.Field.allCases.compactMap { field in
            turn.request.context[field].map { "\(field.rawValue) `\(Sanitizer.line($0))`" }
        }
        if !turn.request.allowTools { context.append("tools off") }
        if !context.isEmpty { parts.append("Context: " + context.joined(separator: ", ")) }
        for attempt in turn.earlierAttempts {
            parts += trace(
                thoughts: attempt.thoughts, steps: attempt.steps, since: attempt.sentAt)
            parts.append(
                "## Lexi, \(attempt.name(dash: "\u{2013}")): "
                    + heading(attempt.outcome, attempt.answer))
            parts += answer(attempt.answer, attempt.failure, attempt.requestID)
        }
        parts += trace(thoughts: turn.thoughts, steps: turn.steps, since: turn.sentAt)
        let attempt = turn.attemptNumber > 1 ? ", attempt \(turn.attemptNumber)" : ""
        parts.append("## Lexi\(attempt): " + heading(turn.outcome, turn.answer))
        parts += answer(turn.answer, turn.failure, turn.head?.requestID)
        if let credits = turn.creditsRemaining { parts.append("\(credits) credits remaining.") }
        return parts
    }

    private static func heading(_ outcome: Outcome?, _ answer: TimedText) -> String {
        let partial = answer.isEmpty ? "" : ", partial answer"
        return switch outcome {
        case .completed: "completed"
        case .failed: "failed\(partial)"
        case .incomplete: "incomplete\(partial)"
        case .cancelled: "cancelled\(partial)"
        case nil: "still running\(partial)"
        }
    }

    private static func answer(
        _ answer: TimedText, _ failure: Failure?, _ requestID: String?
    ) -> [String] {
        var parts = [answer.isEmpty ? "(no text)" : answer.text]
        if let failure {
            let status = failure.status.map { " (HTTP \($0))" } ?? ""
            parts.append("> \(failure.code.rawValue)\(status): \(failure.explanation)")
        }
        if let requestID { parts.append("Request `\(requestID)`.") }
        return parts
    }

    private static func trace(
        thoughts: [Turn.Thought], steps: [ToolStep], since start: Instant
    ) -> [String] {
        var parts: [String] = []
        if !thoughts.isEmpty {
            parts.append("### Thinking")
            parts.append(
                thoughts.map { "- \(seconds($0.instant.seconds(since: start))) \($0.text)" }
                    .joined(separator: "\n"))
        }
        if !steps.isEmpty {
            parts.append("### Tools")
            parts.append(steps.map(line).joined(separator: "\n"))
        }
        return parts
    }

    private static func line(_ step: ToolStep) -> String {
        let state =
            switch step.state {
            case .running: "running"
            case .completed: "completed"
            case .failed: "failed"
            case .unfinished: "unfinished"
            }
        let time =
            step.endedAt.flatMap { step.seconds(now: $0) }.map { " in \(seconds($0))" } ?? ""
        let earlier = step.earlierSummaries.map { "\n  - earlier: \($0)" }.joined()
        return "- `\(step.tool)` \(state)\(time)" + (step.summary.map { ": \($0)" } ?? "")
            + earlier
    }

    /// `0.25 s`.
    private static func seconds(_ value: Double) -> String {
        let hundredths = Int((min(value, 1e12) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }

    /// Letters and digits of ASCII, so that the name can be typed on any keyboard.
    private static func slug(_ title: String) -> String {
        let words = title.lowercased().split { character in
            !(character.isASCII && (character.isLetter || character.isNumber))
        }
        let slug = words.joined(separator: "-").prefix(40)
        return slug.isEmpty ? "conversation" : String(slug)
    }
}
