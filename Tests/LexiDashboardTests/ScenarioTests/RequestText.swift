import LexiAPI
import LexiDashboard
import LexiSession
import LexiState

/// What a request asks for, in a line.
enum RequestText {
    static func line(_ request: DashboardCore.Request) -> String {
        switch request {
        case .perform(.ask(let asking)):
            let request = asking.request
            var words =
                "start turn \(number(asking.turn.rawValue)) in tab "
                + "\(number(asking.conversation.rawValue)): " + request.message.debugDescription
            let fields = ChatContext.Field.allCases.compactMap { field in
                request.context[field].map { "\(field.rawValue) \($0)" }
            }
            if !fields.isEmpty { words += " with " + fields.joined(separator: ", ") }
            return words + (request.allowTools ? "" : ", no tools")
        case .perform(.cancelTurn(let turn)): return "stop turn \(number(turn.rawValue))"
        case .perform(.tell(.closed, let conversation?)):
            return "tell that tab \(number(conversation.rawValue)) is closed"
        case .export(let export):
            return "write \(export.fileName), \(export.text.split(separator: "\n").count) lines"
        case .copy(let item): return "copy \(item.name): \(item.text.debugDescription)"
        case .remember(let text): return "remember \(text.debugDescription)"
        case .editText(let text): return "edit \(text.debugDescription)"
        default:
            return String(describing: request).replacing("LexiDashboard.", with: "")
                .replacing("LexiState.", with: "")
        }
    }

    /// Names of tests are numbers.
    static func number(_ id: UniqueID) -> Int {
        Int(id.description.replacing("-", with: ""), radix: 16) ?? -1
    }
}
