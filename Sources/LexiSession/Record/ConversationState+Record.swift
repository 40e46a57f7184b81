import LexiAPI

extension ConversationState {
    /// The first name that any event carries is the conversation's.
    mutating func learn(serverID name: String?) {
        guard let name, !name.isEmpty, serverID == nil else { return }
        serverID = name
    }

    /// Takes in the server's record of what was asked and answered. What is here already is told by
    /// the message that answers it and stays as it is; what only the server has stands between, in
    /// the server's order. A record that is read twice adds nothing.
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
        turns = Self.merged(turns, with: earlier)
        self.record = .here(turns.count(where: \.isEarlier))
        if givenTitle == nil { givenTitle = record.summary.title.map { Sanitizer.line($0) } }
    }

    private static func merged(_ here: [Turn], with recorded: [Turn]) -> [Turn] {
        var left = here[...]
        var merged: [Turn] = []
        for turn in recorded {
            let known = left.firstIndex {
                $0.id == turn.id || turn.messageID != nil && $0.messageID == turn.messageID
            }
            if let known {
                merged += left[...known]
                left = left[(known + 1)...]
            } else if !merged.contains(where: { $0.id == turn.id }) {
                merged.append(turn)
            }
        }
        return merged + left
    }
}
