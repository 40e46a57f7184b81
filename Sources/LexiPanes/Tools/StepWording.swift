import LexiAPI
import LexiSession
import LexiState

/// How a step is put into words.
enum StepWording {
    /// What is out of the ordinary about a step, before its summary.
    static func summary(_ step: ToolStep) -> String {
        let text = step.summary ?? ""
        guard let word = oddity(step) else { return text }
        return text.isEmpty ? word : "\(word): \(text)"
    }

    private static func oddity(_ step: ToolStep) -> String? {
        switch step.state {
        case .failed: step.startedAt == nil ? "failed without a start" : "failed"
        case .unfinished: "unfinished"
        // Of a step of the server's record no time is known, which is nothing odd.
        case .completed where step.startedAt == nil && step.endedAt != nil:
            "completed without a start"
        case .running, .completed: step.undocumentedStatus
        }
    }
}

extension Wording {
    /// `0.21s`, `154s`, `16m40s`: how long a step took, in at most seven columns up to days.
    static func step(seconds: Double) -> String {
        switch seconds {
        case ..<100: fixed(seconds, digits: 2) + "s"
        case ..<1000: "\(Int(seconds))s"
        default: left(seconds: Int(min(seconds, 1e9)))
        }
    }
}
