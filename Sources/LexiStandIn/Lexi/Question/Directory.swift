import GRDB

/// The names a message may mention, read once at the start of a turn.
struct Directory: Sendable {
    struct Entry: Sendable {
        var reference: EntityReference
        var name: String
        /// The words that identify it, without legal forms and particles.
        var words: [Word]
    }

    var entries: [Entry]

    /// - Parameter names: each record with what it is called, in any order.
    init(_ names: [(EntityReference, String)]) {
        entries = names.map { reference, name in
            let words = Word.words(of: name).filter { !Self.unspecific.contains($0.folded) }
            return Entry(
                reference: reference, name: name,
                words: words.isEmpty ? Word.words(of: name) : words)
        }
    }

    init(_ crm: CRM) throws {
        func names<Record: CRMRecord>(
            _ kind: EntityKind, _ type: Record.Type
        ) throws -> [(EntityReference, String)] {
            try crm.records(type, where: "1", [], tail: "ORDER BY id")
                .map { (EntityReference(kind, $0.id), $0.label) }
        }
        self.init(
            try names(.contact, Contact.self) + names(.company, Company.self)
                + names(.deal, Deal.self) + names(.matter, Matter.self)
                + names(.user, User.self))
    }

    func name(of reference: EntityReference) -> String? {
        entries.first { $0.reference == reference }?.name
    }

    private static let unspecific: Set<String> = [
        "gmbh", "ag", "kg", "co", "se", "ltd", "plc", "inc", "llp", "sas", "mbh", "a", "s", "the",
        "of", "and", "und", "von", "zu", "fur", "der", "die", "auf", "on", "dr", "v", "in",
    ]
}
