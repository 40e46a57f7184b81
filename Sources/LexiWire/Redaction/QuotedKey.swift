internal import LexiAPI

/// Looks for the key in the bytes of a body, whatever they mean.
struct QuotedKey: Sendable {
    let key: Secret

    /// Whether the key stands in the bytes, in any way in which ``Secret/redacted(from:)`` finds it.
    func isIn(_ bytes: [UInt8]) -> Bool { !key.ranges(in: bytes).isEmpty }

    /// The bytes with `•••` for the key.
    func takenOut(of bytes: [UInt8]) -> [UInt8] { key.redacted(from: bytes) }

    /// The end of a body that nothing follows, with `•••` for a part of the key as well.
    func takenOut(ofTheEnd bytes: [UInt8]) -> [UInt8] {
        let bytes = takenOut(of: bytes)
        guard let part = part(endingIn: bytes) else { return bytes }
        return Array(bytes[..<part.lowerBound] + Array("•••".utf8) + bytes[part.upperBound...])
    }

    /// Whether the bytes end with a part of the key that does not stand there by chance.
    func endsInPart(_ bytes: [UInt8]) -> Bool { part(endingIn: bytes) != nil }

    private func part(endingIn bytes: [UInt8]) -> Range<Int>? {
        guard let ending = key.ending(of: bytes),
            ending.count >= key.publicCount + Secret.shortestCut
        else { return nil }
        return ending.range
    }
}
