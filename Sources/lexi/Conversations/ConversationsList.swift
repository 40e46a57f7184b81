import ArgumentParser
import LexiAPI
import LexiClient
import LexiSession
import LexiState

struct ConversationsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List conversations, a page or all of them.")

    @OptionGroup var options: RequestOptions
    @Option(help: "What to print: text or jsonl.") var format = OutputFormat.text
    @Option(help: "Words to look for in titles and messages.") var search: String?
    @Option(help: "Only those about this contact.") var contact: String?
    @Option(help: "Only those about this deal.") var deal: String?
    @Option(help: "Those of this user; else of the key's own.") var user: String?
    @Flag(help: "List archived ones as well.") var archived = false
    @Option(help: "Which page, counted from 1.") var page: Int?
    @Option(help: "Conversations on a page, 1 to 100; 25 by default.") var perPage: Int?
    @Flag(help: "List all pages, one after the other.") var all = false

    func validate() throws {
        try PastedKey.refuse([
            "--search": search, "--contact": contact, "--deal": deal, "--user": user,
        ])
        if let page, page < 1 { throw ValidationError("--page counts from 1.") }
        if let perPage, !(1...ConversationQuery.largestPage).contains(perPage) {
            throw ValidationError("--per-page takes 1 to \(ConversationQuery.largestPage).")
        }
        if all, page != nil { throw ValidationError("--all lists every page; leave out --page.") }
    }

    func run() async throws {
        let query = ConversationQuery(
            search: search, contactID: contact, dealID: deal, userID: user,
            includesArchived: archived, page: page ?? 1,
            perPage: perPage ?? (all ? ConversationQuery.largestPage : nil))
        let (all, format) = (all, format)
        await RequestSession.run(options, for: .readConversations) { session in
            var query = query
            var lines = ConversationLines(
                format: format, hasArchived: query.includesArchived,
                columns: StandardStream.output.columns)
            var walk = PageWalk()
            while true {
                let answer = try await session.client.conversations(
                    query, onRetry: session.sayRetry)
                let page = answer.value
                let (items, hasNext, isRepeating) = walk.take(page, id: \.id)
                try session.write(lines.text(items))
                if format == .text { session.noteRemoved(from: items.map(\.json)) }
                session.noteLeftOut(page.unreadableCount)
                guard all else {
                    if let remark = query.remark(on: page) { session.note(remark) }
                    return
                }
                if isRepeating {
                    session.note(
                        "page \(query.page) brought nothing new, as if the server knew no pages; "
                            + "the list ends here and may not be whole")
                }
                guard hasNext else { return }
                query.page += 1
            }
        }
    }
}

extension ConversationQuery {
    /// What the user should know about a page that is not the whole list.
    fileprivate func remark(on page: Page<ConversationSummary>) -> String? {
        let count = page.items.count + page.unreadableCount
        guard count > 0 else {
            return self.page > 1 ? "no conversations on page \(self.page)" : "no conversations"
        }
        let size = page.meta.perPage ?? Int64(perPage ?? 25)
        // As floating point: both factors are whatever somebody wrote.
        let end = Double(self.page - 1) * Double(size) + Double(count)
        guard let total = page.meta.total else {
            return Int64(count) >= size ? "there may be more; see --page and --all" : nil
        }
        guard Double(total) > end, self.page < Int.max else { return nil }
        return "\(count) of \(total) conversations; --page \(self.page + 1) shows the next, "
            + "--all all of them"
    }
}
