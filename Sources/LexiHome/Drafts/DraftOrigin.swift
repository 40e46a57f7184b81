internal import LexiAPI

/// Where what is written would be sent: a server, and the key that names a workspace there.
///
/// What was written for one is never brought back with another.
public struct DraftOrigin: Sendable, Hashable {
    /// A base URL, or a name for a server that has none to speak of.
    public let server: String
    /// The fingerprint of the key, as ``KeyFingerprints`` makes it; `nil` where there was no key.
    public let key: String?

    public init(server: String, key: String? = nil) {
        self.server = server
        self.key = key
    }

    /// The demo: one server, whatever port it has in this run.
    public static let demo = DraftOrigin(server: "demo")

    /// Whether what was written for another comes back with this one. What was written before
    /// there was a key was for whatever workspace the server would show.
    func takes(_ other: DraftOrigin) -> Bool {
        server == other.server && (other.key == nil || key == other.key)
    }
}

extension DraftOrigin {
    var json: JSONValue {
        .object([
            .init("server", .string(server)), .init("key", key.map(JSONValue.string) ?? .null),
        ])
    }

    /// - Returns: `nil` for what names no origin, as the drafts of version 0.1.0.
    init?(json: JSONValue?) {
        guard let server = json?["server"]?.string else { return nil }
        self.init(server: server, key: json?["key"]?.string)
    }
}
