import LexiAPI
import LexiSession
import LexiState

/// Prints a list of conversations, page after page.
struct ConversationLines {
    private let format: OutputFormat
    private let hasArchived: Bool
    private var table: TextTable

    /// - Parameters:
    ///   - hasArchived: Whether archived ones may be among them, which is then told.
    ///   - columns: Of the terminal; `nil` cuts no title.
    init(format: OutputFormat, hasArchived: Bool, columns: Int?) {
        self.format = format
        self.hasArchived = hasArchived
        var headings: [TextTable.Column] = [
            .init(heading: "ID"), .init(heading: "LAST MESSAGE"),
            .init(heading: "MESSAGES", isNumber: true),
        ]
        if hasArchived { headings.append(.init(heading: "ARCHIVED")) }
        table = TextTable(headings + [.init(heading: "TITLE")], limit: columns)
    }

    /// The lines of some more conversations.
    mutating func text(_ conversations: [ConversationSummary]) -> String {
        switch format {
        case .jsonl: conversations.map { $0.json.line + "\n" }.joined()
        case .text: conversations.isEmpty ? "" : table.lines(conversations.map(row))
        }
    }

    private func row(_ conversation: ConversationSummary) -> [String] {
        [
            Shown.line(conversation.id), Shown.time(conversation.lastMessageAt),
            Shown.count(conversation.messageCount),
        ] + (hasArchived ? [Shown.flag(conversation.isArchived)] : [])
            + [Shown.line(conversation.title)]
    }
}
