/// A conversation's earlier messages as a model gets them: the newest ones that fit.
enum ModelHistory {
    static let messageLimit = 20
    /// In characters of all messages together. A long answer is cut before the bound is reached
    /// by it alone.
    static let characterLimit = 24_000
    static let messageCharacterLimit = 6_000

    /// - Parameters:
    ///   - history: oldest first, without the message to be answered.
    ///   - message: the one to be answered, which always goes whole.
    /// - Returns: messages that begin with the user's and alternate, which some models demand.
    static func messages(
        _ history: [Conversations.Message], then message: String
    ) -> [ModelRequest.Message] {
        var left = characterLimit
        var kept: [(isUser: Bool, text: String)] = []
        for earlier in history.suffix(messageLimit).reversed() {
            let text = clipped(earlier.content)
            left -= text.count
            guard left >= 0 else { break }
            if !text.isEmpty { kept.insert((earlier.role == "user", text), at: 0) }
        }
        kept = Array(kept.drop { !$0.isUser }) + [(true, message)]
        // A turn that failed left a question without an answer: two of the user's then follow
        // each other.
        var joined: [(isUser: Bool, text: String)] = []
        for one in kept {
            if let last = joined.last, last.isUser == one.isUser {
                joined[joined.count - 1].text += "\n\n" + one.text
            } else {
                joined.append(one)
            }
        }
        return joined.map { $0.isUser ? .user($0.text) : .assistant($0.text) }
    }

    private static func clipped(_ text: String) -> String {
        text.count <= messageCharacterLimit ? text : text.prefix(messageCharacterLimit) + "…"
    }
}
