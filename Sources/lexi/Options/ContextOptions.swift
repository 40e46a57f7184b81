import ArgumentParser
import LexiAPI

/// What Lexi is told the user is looking at, and whether it may use tools.
struct ContextOptions: ParsableArguments {
    @Option(help: "The contact in focus.") var contact: String?
    @Option(help: "The deal in focus.") var deal: String?
    @Option(help: "The matter in focus.") var matter: String?
    @Option(help: "The company in focus.") var company: String?
    @Option(help: "The page the user is on.") var page: String?
    @Option(help: "Continue this conversation.") var conversation: String?
    @Flag(help: "Answer from the conversation alone, without CRM tools.") var noTools = false

    func validate() throws {
        let named = [
            ("contact", contact), ("deal", deal), ("matter", matter), ("company", company),
            ("page", page), ("conversation", conversation),
        ]
        for (name, value) in named where value.map(\.looksLikeKey) == true {
            throw ValidationError.key(in: name)
        }
    }

    /// The conversation that goes on; an empty one is none.
    var conversationID: String? { conversation.flatMap { $0.isEmpty ? nil : $0 } }

    /// What the options name, and where they name nothing, what the profile does; an empty value
    /// takes away what the profile names.
    func context(over profile: ChatContext) -> ChatContext {
        var context = profile
        let named: [(ChatContext.Field, String?)] = [
            (.contact, contact), (.deal, deal), (.matter, matter), (.company, company),
            (.page, page),
        ]
        for (field, value) in named where value != nil { context[field] = value }
        return context
    }
}

extension ValidationError {
    /// A key was pasted where something else belongs, which is shown, sent and logged as it is.
    static func key(in option: String) -> ValidationError {
        ValidationError(
            "--\(option) was given what looks like an API key, which would be shown. Nothing was "
                + "sent. The key belongs into LEXI_API_KEY.")
    }
}

extension String {
    /// Whether there is an API key of LeadLex in it.
    var looksLikeKey: Bool { Secret.withoutKeys(self) != self }
}
