package import LexiAPI

/// Takes the API key out of an answer's text, also where the server sends it cut over deltas.
///
/// Text is held back only while its end may be the beginning of the key, so ordinary text is
/// never late: of a key that begins with `wbk_`, as all of LeadLex's do, those four bytes go on at
/// once, and a fifth that fits is rare. Nothing else changes: what ``feed(_:)`` and ``flush()``
/// return is, joined, what was fed, with `•••` for the key. Of a key that was cut, as much as went
/// on before stays in front of it.
package struct AnswerRedaction: Sendable {
    private let key: [UInt8]
    /// For each number of matched bytes less one: how many still match when the next does not
    /// (Knuth, Morris and Pratt).
    private let fallbacks: [Int]
    private let publicCount: Int
    /// How many bytes of the key the text so far ends with.
    private var matched = 0
    /// The end of the text, not handed on yet; at most ``matched`` bytes.
    private var held: [UInt8] = []

    /// - Parameter key: `nil` is returned for one so short that it is not looked for, see
    ///   ``Secret/redacted(from:)``.
    package init?(_ key: Secret) {
        let bytes = Array(key.revealed.utf8)
        guard bytes.count >= Secret.shortestRedacted else { return nil }
        self.key = bytes
        publicCount =
            bytes.starts(with: Secret.publicStart.utf8) ? Secret.publicStart.utf8.count : 0
        var fallbacks = [0]
        for byte in bytes.dropFirst() {
            var length = fallbacks[fallbacks.count - 1]
            while length > 0, bytes[length] != byte { length = fallbacks[length - 1] }
            fallbacks.append(bytes[length] == byte ? length + 1 : 0)
        }
        self.fallbacks = fallbacks
    }

    /// The next piece of the answer; returns what may be shown of it and of what was held.
    package mutating func feed(_ delta: String) -> String {
        var delta = delta
        let first = key[0]
        guard matched > 0 || delta.withUTF8({ $0.contains(first) }) else { return delta }
        var output = held
        held = []
        for byte in delta.utf8 {
            output.append(byte)
            while matched > 0, key[matched] != byte { matched = fallbacks[matched - 1] }
            if key[matched] == byte { matched += 1 }
            if matched == key.count {
                output.removeLast(min(matched, output.count))
                output += "•••".utf8
                matched = 0
            }
        }
        if matched > publicCount {
            // A key that is sent in a header is ASCII, so no character is cut.
            let count = min(matched, output.count)
            held = Array(output.suffix(count))
            output.removeLast(count)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Whether the end of the text is held back.
    var isHolding: Bool { !held.isEmpty }

    /// Returns what is held, before something else than text is shown. Text that goes on with the
    /// rest of the key is still recognised. Of more of the key than stands in any text by chance
    /// only `•••` is returned.
    package mutating func flush() -> String {
        defer { held = [] }
        if held.count >= publicCount + Secret.shortestRedacted { return "•••" }
        return String(decoding: held, as: UTF8.self)
    }

    /// The next of several texts of which each is shown at once, such as thoughts: nothing is held
    /// back. Where one ends with so much of the key that it is not by chance, `•••` stands for that,
    /// and for what goes on with it in the next.
    package mutating func feedWhole(_ text: String) -> String {
        let shown = feed(text)
        defer { held = [] }
        // Behind the public start of a key, and a word that may be public too, it is the key.
        let isKey = matched >= publicCount + Self.shortestTail
        return shown + (isKey ? (held.isEmpty ? "" : "•••") : String(decoding: held, as: UTF8.self))
    }

    /// The fewest bytes of a key behind its public start that are taken for it.
    private static let shortestTail = 6
}
