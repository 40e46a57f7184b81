/// What a model has said in one round.
struct ModelReply: Sendable, Equatable {
    /// A tool the model wants used, as it was written.
    struct Call: Sendable, Equatable {
        var id: String
        var name: String
        /// Meant to be a JSON object.
        var arguments: String
    }

    var text: String
    var calls: [Call]
    /// stop, tool_calls, length, …; nil when the server gave none.
    var finish: String?
}

/// A part of a reply while it is being made.
enum ModelPiece: Sendable, Equatable {
    case reasoning(String)
    case text(String)
}
