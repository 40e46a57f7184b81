internal import LexiAPI

/// The beginning of what should be an event stream, to tell what it is if no event comes of it.
///
/// Servers and proxies are known to promise an event stream and to send an error object or a page.
struct StreamOpening: Sendable {
    /// Enough to quote. Of a JSON object, as much as of any error's explanation is kept.
    private static let quotedBytes = 1024

    private var bytes: [UInt8] = []

    /// Takes the next bytes; white space in front of everything is passed over.
    mutating func take(_ next: UnsafeBufferPointer<UInt8>) {
        let start = next.drop { bytes.isEmpty && Self.isSpace($0) }
        let limit = (bytes.first ?? start.first).map(Self.limit) ?? 0
        guard bytes.count < limit else { return }
        bytes += start.prefix(limit - bytes.count)
    }

    /// The last events of a turn whose stream began so and held no event; `nil` if it may be an
    /// event stream.
    ///
    /// - Parameter expectation: A sentence on what should have come instead, or nothing.
    func events(_ expectation: String) -> [RunEvent]? {
        guard let obstacle else { return nil }
        if bytes.first == UInt8(ascii: "{") {
            let answer = bytes.withUnsafeBufferPointer { AnswerBody($0) }
            if answer.isReadable { return answer.events }
        }
        let failure = Failure(
            code: .protocolError,
            message: "T\(obstacle.dropFirst())." + (expectation.isEmpty ? "" : " " + expectation))
        return [.failed(failure), .ended(.failed, terminator: false)]
    }

    /// Why what begins so is no event stream, in words without an end; `nil` if it may be one.
    var obstacle: String? {
        guard !bytes.isEmpty, !beginsWithField else { return nil }
        if let coding = Compression.coding(of: bytes) {
            return "this is no event stream: it is compressed (\(coding)), which no header says"
        }
        let start = String(decoding: bytes.prefix(Self.quotedBytes), as: UTF8.self)
        if let page = WebPage(start) {
            return
                "this is no event stream: it begins with \"\(page.firstTag)\" and is \(page.words)"
        }
        return "this is no event stream: it begins with \"\(start.excerpt)\""
    }

    /// Whether the first line is a comment or one of the standard's fields.
    private var beginsWithField: Bool {
        let text = String(decoding: bytes.prefix(16), as: UTF8.self)
        let name = text.drop { $0 == "\u{FEFF}" }.prefix { $0 != ":" && !$0.isNewline }
        return ["", "data", "event", "id", "retry"].contains(name)
    }

    private static func limit(_ first: UInt8) -> Int {
        first == UInt8(ascii: "{") ? Failure.maximumErrorBytes : quotedBytes
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
