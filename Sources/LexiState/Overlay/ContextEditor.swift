public import LexiAPI

/// The form behind Ctrl+O: the five context values and the tools switch of the next turn.
public struct ContextEditor: Sendable, Hashable {
    /// A row of the form.
    public enum Row: Sendable, Hashable {
        case field(ChatContext.Field)
        case tools
    }

    public static let rows: [Row] = ChatContext.Field.allCases.map(Row.field) + [.tools]

    public var values: [ChatContext.Field: Composer]
    public var allowTools: Bool
    public var selectedIndex = 0

    init(context: ChatContext, allowTools: Bool) {
        values = [:]
        for field in ChatContext.Field.allCases {
            values[field] = Composer(text: context[field] ?? "")
        }
        self.allowTools = allowTools
    }

    public var selectedRow: Row { Self.rows[selectedIndex] }

    /// The context as edited; white space around a value does not count.
    public var context: ChatContext {
        var context = ChatContext()
        for (field, value) in values {
            context[field] = value.text.trimmingWhiteSpace
        }
        return context
    }
}

extension String {
    var trimmingWhiteSpace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension ContextEditor {
    /// The selected value up to its caret; empty for the tools switch.
    public var textBeforeCaret: String {
        guard case .field(let field) = selectedRow, let composer = values[field] else { return "" }
        return composer.textBeforeCaret
    }
}
