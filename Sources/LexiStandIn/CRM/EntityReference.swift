/// The kinds of record a conversation can be about.
enum EntityKind: String, Codable, Sendable, CaseIterable {
    case contact
    case company
    case deal
    case matter
    /// A colleague at the firm: mentioned in messages, never part of a context.
    case user
}

/// One record a conversation is about.
struct EntityReference: Hashable, Codable, Sendable {
    var kind: EntityKind
    var id: String

    init(_ kind: EntityKind, _ id: String) {
        self.kind = kind
        self.id = id
    }
}
