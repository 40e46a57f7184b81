import LexiAPI

extension ChatContext {
    /// Whether what looks like an API key stands in place of a name.
    var hasKey: Bool {
        Field.allCases.contains { field in self[field].map { Secret.withoutKeys($0) != $0 } ?? false
        }
    }
}
