import LexiAPI
import LexiSession
import LexiState

/// A step and a thought as texts to copy.
enum TraceText {
    /// `contacts.get completed 0.21 s: Read Mara Vogt`.
    static func line(_ step: ToolStep, now: Instant) -> String {
        let seconds = step.seconds(now: now).map { " \(Wording.fixed($0, digits: 2)) s" } ?? ""
        let summary = step.summary.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
        return "\(step.tool) \(step.state.word)\(seconds)\(summary)"
    }

    /// The step's data as `lexi ask --format jsonl` writes its last event, without its time.
    static func jsonLine(_ step: ToolStep) -> String {
        let status = step.status ?? (step.state == .running ? "started" : step.state.word)
        let summary = step.summary.map { JSONValue.string($0).line } ?? "null"
        return "{\"type\":\"tool_step\",\"tool\":\(JSONValue.string(step.tool).line),"
            + "\"status\":\(JSONValue.string(status).line),\"summary\":\(summary)}"
    }

    static func jsonLine(_ thought: Turn.Thought) -> String {
        "{\"type\":\"thinking\",\"text\":\(JSONValue.string(thought.text).line)}"
    }
}
