import LexiAPI
public import LexiSession

extension AppState {
    /// The state with which a recording is shown: a tab for each of its conversations, in which
    /// nothing is written or asked.
    ///
    /// - Parameters:
    ///   - conversations: At least one.
    ///   - service: The one that they are of.
    public init(replaying conversations: [ConversationID], of service: Service, _ replay: Replay) {
        precondition(!conversations.isEmpty, "a recording without conversations")
        self.init(service: service)
        screens = conversations.map {
            TabScreen(id: $0, context: ChatContext(), allowTools: true)
        }
        self.replay = replay
    }

    /// Whether time goes on for what the screen shows: not while a replay stands still.
    public var hasMovingTime: Bool { replay.map { $0.phase == .playing } ?? true }
}
