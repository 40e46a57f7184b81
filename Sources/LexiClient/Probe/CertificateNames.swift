/// Reads the names out of a certificate (RFC 5280, 4.1; X.690 for its encoding), as far as people
/// want to see them.
enum CertificateNames {
    /// The common name of the certificate's issuer, and its organisation.
    ///
    /// - Parameter der: The certificate's bytes.
    /// - Returns: `nil` where it has neither or is none.
    static func issuer(_ der: [UInt8]) -> String? {
        var certificate = DER(der[...])
        guard var outer = certificate.enter(0x30), var body = outer.enter(0x30) else { return nil }
        // The version may be left out; then come the serial number and the algorithm.
        if body.tag == 0xA0 { _ = body.next() }
        guard body.next() != nil, body.next() != nil, var name = body.enter(0x30) else {
            return nil
        }
        var found: [UInt8: String] = [:]
        while var set = name.enter(0x31) {
            while var pair = set.enter(0x30) {
                guard let kind = pair.next(), let value = pair.next() else { continue }
                // Names of the directory are 2.5.4.x.
                if kind.count == 3, kind.starts(with: [0x55, 0x04]), let last = kind.last {
                    found[last] = String(decoding: value, as: UTF8.self)
                }
            }
        }
        let (common, organisation): (UInt8, UInt8) = (3, 10)
        let names = [found[common], found[organisation]].compactMap { $0 }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

/// Walks over elements of tag, length and content.
private struct DER {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The tag of the next element.
    var tag: UInt8? { rest.first }

    /// The content of the next element.
    mutating func next() -> ArraySlice<UInt8>? {
        guard rest.popFirst() != nil, let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard rest.count >= length else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }

    /// Goes into the next element if it has a tag.
    mutating func enter(_ tag: UInt8) -> DER? {
        guard self.tag == tag else { return nil }
        return next().map { DER($0) }
    }
}
