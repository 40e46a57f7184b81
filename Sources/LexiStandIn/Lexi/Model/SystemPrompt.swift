import GRDB

/// What a model is told before the conversation.
struct SystemPrompt: Sendable {
    /// A record with what it is called.
    struct Named: Sendable, Equatable {
        var kind: String
        var id: String
        var name: String
    }

    var today: CalendarDay
    var user: Named
    /// What the message was sent from, or what the conversation was about.
    var focus: [Named]
    var page: String?
    /// What no tool finds, and calls refer to: colleagues, lists, campaigns.
    var directory: [Named]
    var allowsTools: Bool

    /// Of colleagues, of lists and of campaigns.
    private static let directoryLimit = 30

    var text: String {
        var parts = [
            """
            You are Lexi, the assistant in the CRM of a law firm. Today is \(Self.weekday(today)), \
            \(today). You answer \(user.name) (user id \(user.id)), who works at the firm. Always \
            answer in the language of the user's last message. Be brief and exact; Markdown is \
            shown as such.
            """
        ]
        if allowsTools {
            parts.append(
                """
                What you say about the CRM comes from the tools: look it up first, never invent \
                records, ids or numbers. Ids come from tools or from this text. Only create or \
                propose something when the user asks for it; what is proposed waits for the \
                user's approval, so do not say that it is done.
                """)
        } else {
            parts.append(
                "The CRM tools are off for this message: answer from the conversation only, and "
                    + "say so when it does not hold the answer.")
        }
        if !focus.isEmpty {
            parts.append(
                "In focus, and meant by words such as \"she\" or \"it\":" + Self.list(focus))
        }
        if let page { parts.append("The user is on the page \(ModelServerError.line(page)).") }
        if allowsTools, !directory.isEmpty { parts.append("Known ids:" + Self.list(directory)) }
        return parts.joined(separator: "\n\n")
    }

    private static func list(_ named: [Named]) -> String {
        named.map { "\n- \($0.kind) \($0.id): \(ModelServerError.line($0.name))" }.joined()
    }

    private static func weekday(_ day: CalendarDay) -> String {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][
            day.weekday - 1]
    }
}

extension SystemPrompt {
    /// - Parameter focus: a record that does not exist is named as such, so that the model does
    ///   not make one up.
    init(for turn: Turn, in crm: CRM) throws {
        func name(_ reference: EntityReference) throws -> String {
            let found =
                switch reference.kind {
                case .contact: try crm.record(Contact.self, reference.id)?.label
                case .company: try crm.record(Company.self, reference.id)?.label
                case .deal: try crm.record(Deal.self, reference.id)?.label
                case .matter: try crm.record(Matter.self, reference.id)?.label
                case .user: try crm.record(User.self, reference.id)?.label
                }
            return found ?? "there is no such record"
        }
        let context = turn.request.context
        let references = context.references.isEmpty ? turn.focus : context.references
        let lists = ContactLists(db: crm.db, workspace: crm.workspace)
        let colleagues = try crm.records(
            User.self, where: "1", [], tail: "ORDER BY id LIMIT \(Self.directoryLimit)")
        self.init(
            today: crm.today,
            user: Named(
                kind: "colleague", id: turn.identity.user,
                name: try crm.userName(turn.identity.user)),
            focus: try references.map {
                Named(kind: $0.kind.rawValue, id: $0.id, name: try name($0))
            },
            page: context.page,
            directory: colleagues.map { Named(kind: "colleague", id: $0.id, name: $0.fullName) }
                + (try lists.lists().prefix(Self.directoryLimit)).map {
                    Named(kind: "list", id: $0.id, name: $0.name)
                }
                + (try lists.campaigns().prefix(Self.directoryLimit)).map {
                    Named(kind: "campaign", id: $0.id, name: $0.name)
                },
            allowsTools: turn.request.allowTools)
    }
}
