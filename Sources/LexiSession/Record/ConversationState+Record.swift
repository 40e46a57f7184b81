import LexiAPI

extension ConversationState {
    /// The first name that any event carries is the conversation's.
    mutating func learn(serverID name: String?) {
        guard let name, !name.isEmpty, serverID == nil else { return }
        serverID = name
    }

    /// Takes in the server's record of what was asked and answered before; what was asked here
    /// meanwhile follows. Messages of turns that are here already are not taken twice.
    mutating func take(_ record: Conversation) {
        var earlier: [Turn] = []
        var tools = EarlierSteps()
        for message in record.messages {
            switch message.role {
            case "user":
                earlier.append(Turn(earlier: message, of: record, number: earlier.count))
                tools = EarlierSteps()
            case "assistant", "tool":
                if earlier.isEmpty {
                    earlier.append(Turn(earlier: nil, of: record, number: 0))
                }
                tools.take(message)
                earlier[earlier.count - 1].takeEarlier(tools.steps)
                if message.role == "assistant" {
                    earlier[earlier.count - 1].takeEarlier(message)
                }
            default: break
            }
        }
        self.record = .here(earlier.count)
        turns.insert(contentsOf: earlier, at: 0)
        if givenTitle == nil { givenTitle = record.summary.title.map { Sanitizer.line($0) } }
    }
}
