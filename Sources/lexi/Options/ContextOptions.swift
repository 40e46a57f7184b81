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
        try PastedKey.refuse([
            "--contact": contact, "--deal": deal, "--matter": matter, "--company": company,
            "--page": page, "--conversation": conversation,
        ])
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
