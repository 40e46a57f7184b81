/// A language model behind an OpenAI-compatible server: llama.cpp, Ollama, vLLM and their like.
public struct ModelServer: Sendable, CustomStringConvertible, CustomReflectable {
    /// Where chat completions are asked for, without a slash at its end.
    public let endpoint: String
    /// The model's name, as the server knows it.
    public let model: String
    /// How long the server may be silent before a turn is given up: less than clients wait, so
    /// that they are told why. Reading a long prompt on a small machine is such a silence.
    public let silence: Duration
    /// Sent as a bearer token and shown nowhere.
    let apiKey: String?

    /// The most time one reply may take, whatever comes in it.
    static let longestReply = Duration.seconds(900)

    /// - Parameters:
    ///   - url: The server's address, with or without `/v1`. A path that is not `/v1` is kept as
    ///     it is, for servers that have their API elsewhere.
    ///   - model: The model's name.
    ///   - apiKey: The server's key, if it wants one. An empty one counts as none.
    ///   - silence: How long the server may be silent.
    /// - Throws: ``StandInError`` that says what is wrong with the address, the name or the key;
    ///   neither a key nor an address that may hold a password is repeated.
    public init(
        url: String, model: String, apiKey: String? = nil, silence: Duration = .seconds(100)
    ) throws(StandInError) {
        endpoint = try Self.endpoint(url)
        guard !model.allSatisfy(\.isWhitespace) else {
            throw .unusableModel(reason: "its name is empty")
        }
        self.model = model
        if let apiKey, !apiKey.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            throw .unusableModel(
                reason: "its key holds characters that no HTTP header may have")
        }
        self.apiKey = apiKey.flatMap { $0.isEmpty ? nil : $0 }
        self.silence = silence
    }

    private static func endpoint(_ url: String) throws(StandInError) -> String {
        guard !url.contains("@") else {
            throw .unusableModel(
                reason: "its URL must not hold a user name or a password")
        }
        let match = url.wholeMatch(
            of: #/(?i)https?://(?:\[[0-9a-f:.]+\]|[a-z0-9._\-]+)(?::([0-9]{1,5}))?((?:/[!-~]*)?)/#)
        guard let match, !url.contains("?"), !url.contains("#"),
            match.1.map({ (1...65_535).contains(Int($0) ?? 0) }) ?? true
        else {
            throw .unusableModel(
                reason: "\"\(url)\" is no URL such as http://127.0.0.1:11434/v1")
        }
        var base = url[...]
        while base.hasSuffix("/") { base.removeLast() }
        if base.hasSuffix("/chat/completions") { return String(base) }
        let hasPath = match.2.contains { $0 != "/" }
        return base + (hasPath ? "" : "/v1") + "/chat/completions"
    }

    /// A text of the server without the key, which some servers quote.
    func withoutKey(_ text: String) -> String {
        guard let apiKey else { return text }
        return text.replacing(apiKey, with: "•••")
    }

    public var description: String { "\(model) at \(endpoint)" }

    /// Dumps and interpolations of whatever holds a server do not show the key.
    public var customMirror: Mirror {
        Mirror(self, children: ["endpoint": endpoint, "model": model, "silence": silence])
    }
}
