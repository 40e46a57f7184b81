/// Answers without the CRM: only from what was said in the conversation.
struct ConversationAnswer: Sendable {
    struct Said: Sendable {
        var isUser: Bool
        var text: String
    }

    let question: Question
    /// The conversation before this message, oldest first.
    let earlier: [Said]

    var markdown: String {
        let say = Wording(language: question.language)
        let off = say(
            "CRM tools are off for this message, so I can only go by our conversation.",
            "Die CRM-Werkzeuge sind für diese Nachricht aus, ich kann mich nur auf unser Gespräch stützen."
        )
        let found = passages
        guard !found.isEmpty else {
            let asked = earlier.last(where: \.isUser).map {
                say("You last asked: “\($0.text)”. ", "Ihre letzte Frage war: „\($0.text)“. ")
            }
            return off + " "
                + say(
                    "\(asked ?? "")It holds nothing on this yet.",
                    "\(asked ?? "")Darin steht dazu noch nichts.")
        }
        let lead = say("It says:", "Darin steht:")
        return ([off + " " + lead] + found.map { "> " + $0 }).joined(separator: "\n\n")
    }

    /// Lines of earlier answers that share a telling word with the question; for a question
    /// without one, the opening of the last answer.
    private var passages: [String] {
        let answers = earlier.filter { !$0.isUser }.map(\.text)
        let terms = Set(question.words.map(\.folded).filter { !Lexicon.isEveryday($0) })
        let lines = answers.reversed().flatMap { answer in
            answer.split(separator: "\n").map(String.init).filter {
                !$0.hasPrefix("#") && !$0.hasPrefix("|")
            }
        }
        let fitting = lines.filter { line in
            Word.words(of: line).contains { terms.contains($0.folded) }
        }
        if terms.isEmpty { return Array(lines.prefix(2)) }
        return Array(fitting.prefix(3))
    }
}
