import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// Tasks for people: a line that names each, and below it all that is known of what it would do.
/// Nothing is cut, since that is what is approved.
enum TaskText {
    static func text(_ tasks: [LexiTask]) -> String {
        let rows = tasks.map { task in
            [
                Shown.line(task.id), Shown.time(task.createdAt), Shown.line(task.status),
                Shown.line(task.type),
            ]
        }
        var table = TextTable(
            ["ID", "CREATED", "STATUS", "TYPE"].map { .init(heading: $0) }, limit: nil)
        guard !rows.isEmpty else { return "" }
        // All rows at once, so that the columns of every task are the same.
        let lines = table.lines(rows).split(separator: "\n")
        var text = "\(lines[0])\n"
        for (line, task) in zip(lines.dropFirst(), tasks) {
            text += "\(line)\n"
            for detail in details(of: task) { text += "  \(detail)\n" }
        }
        return text
    }

    /// What is shown of a task as text. Values with parts of their own are shown escaped.
    static func plainParts(of task: LexiTask) -> JSONValue {
        let metadata = (task.metadata?.members ?? []).map { member in
            JSONValue.Member(member.name, .string(member.value.string ?? ""))
        }
        return .array([
            .array([task.id, task.status, task.type, task.description].map { .string($0 ?? "") }),
            .object(metadata),
        ])
    }

    private static func details(of task: LexiTask) -> [String] {
        let description = task.description.map { description in
            Sanitizer.text(description).split(whereSeparator: \.isNewline).map(String.init)
        }
        guard let metadata = task.metadata else { return description ?? [] }
        let members =
            metadata.members?.map { member in
                Shown.line(member.name) + ": "
                    + (member.value.string.map(Shown.line) ?? member.value.line)
            } ?? [metadata.line]
        return (description ?? []) + members
    }
}
