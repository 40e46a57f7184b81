package import LexiAPI

/// Takes the API key out of an answer's text, also where the server sends it cut over deltas.
///
/// Text is held back only while its end may be the beginning of the key, so ordinary text is
/// never late: of a key that begins with `wbk_`, as all of LeadLex's do, those four bytes go on at
/// once, and a fifth that fits is rare. Nothing else changes: what ``feed(_:)`` and ``flush()``
/// return is, joined, what was fed, with `•••` for the key. Of a key that was cut, as much as went
/// on before stays in front of it.
///
/// How the key is looked for is the rule of ``Secret/redacted(from:)``, also over the cuts.
package struct AnswerRedaction: Sendable {
    private let key: Secret
    private let first: UInt8
    /// The end of the text, as much of it as may be the beginning of the key.
    private var open: [UInt8] = []
    /// How many bytes of ``open`` went on already.
    private var shownCount = 0
    /// How many of its last are held back, since it may be more than the public start of the key.
    private var heldCount: Int { open.count - shownCount }
    /// How many bytes of the key ``open`` has.
    private var matched = 0
    /// Where the last of them ends in it.
    private var matchedEnd = 0

    /// As much is held back at most, and looked through again with each piece.
    private static let mostOpen = 1 << 12

    /// - Parameter key: `nil` is returned for one so short that it is not looked for, see
    ///   ``Secret/redacted(from:)``.
    package init?(_ key: Secret) {
        let bytes = key.revealed.utf8
        guard let first = bytes.first, bytes.count >= Secret.shortestRedacted else { return nil }
        self.key = key
        self.first = first
    }

    /// The next piece of the answer; returns what may be shown of it and of what was held.
    package mutating func feed(_ delta: String) -> String {
        var delta = delta
        let first = first
        let isOrdinary =
            open.isEmpty
            && delta.withUTF8 { bytes in
                // A `w` may be spelt with these, too.
                bytes.allSatisfy {
                    $0 != first && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "&")
                        && $0 != UInt8(ascii: "%")
                }
            }
        if isOrdinary { return delta }
        open += delta.utf8
        var output: [UInt8] = []
        var done = 0
        for range in key.ranges(in: open, isShortened: false) {
            output += open[max(done, shownCount)..<max(done, shownCount, range.lowerBound)]
            output += "•••".utf8
            done = range.upperBound
        }
        let rest = Array(open[done...])
        let shown = max(0, shownCount - done)
        let ending = key.ending(of: rest)
        matched = ending?.count ?? 0
        let held =
            if let ending, matched > key.publicCount { ending.range.lowerBound } else { rest.count }
        let end = max(shown, held)
        output += rest[shown..<end]
        let start = ending?.range.lowerBound ?? rest.count
        matchedEnd = (ending?.range.upperBound ?? start) - start
        open = Array(rest[start...])
        shownCount = end - start
        let shownText = String(decoding: output, as: UTF8.self)
        return open.count > Self.mostOpen ? shownText + forgetText() : shownText
    }

    /// Keeps only how much of the key was there, whatever stood between.
    ///
    /// - Returns: What is shown of what was held.
    private mutating func forgetText() -> String {
        defer {
            open = Array(key.revealed.utf8.prefix(matched))
            shownCount = open.count
            matchedEnd = open.count
        }
        return release(shortest: Secret.shortestCut)
    }

    /// Whether the end of the text is held back.
    var isHolding: Bool { heldCount > 0 }

    /// Returns what is held, before something else than text is shown. Text that goes on with the
    /// rest of the key is still recognised. Of more of the key than stands in any text by chance
    /// only `•••` is returned.
    package mutating func flush() -> String {
        release(shortest: Secret.shortestRedacted)
    }

    /// The next of several texts of which each is shown at once, such as thoughts: nothing is held
    /// back. Where one ends with so much of the key that it is not by chance, `•••` stands for that,
    /// and for what goes on with it in the next.
    package mutating func feedWhole(_ text: String) -> String {
        feed(text) + release(shortest: Secret.shortestCut)
    }

    /// - Parameter shortest: The fewest bytes of the key, behind its public start, for which `•••`
    ///   is returned.
    private mutating func release(shortest: Int) -> String {
        guard isHolding else { return "" }
        defer { shownCount = open.count }
        // What was held behind the key's last byte is not the key.
        let isKey = matched >= key.publicCount + shortest && matchedEnd > shownCount
        let rest = String(decoding: open[(isKey ? matchedEnd : shownCount)...], as: UTF8.self)
        return isKey ? "•••" + rest : rest
    }
}
