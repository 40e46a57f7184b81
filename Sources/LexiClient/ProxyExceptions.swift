#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The hosts that `no_proxy` names: a list of names, which cover the names below them, addresses,
/// address ranges such as `10.0.0.0/8`, each with or without a port, or `*` for all.
struct ProxyExceptions {
    private let entries: [Substring]

    init(_ list: String) {
        entries = list.split { $0 == "," || $0.isWhitespace }
    }

    func contain(_ url: BaseURL) -> Bool {
        let host = url.bareHost
        let address = Self.address(host)
        return entries.contains { entry in
            if entry == "*" { return true }
            if let range = Self.range(entry) {
                return address.map { range.contains($0) } ?? false
            }
            var name = entry
            if let (bare, port) = Self.splitPort(entry) {
                guard port == url.port else { return false }
                name = bare
            }
            if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
            if let address, let entry = Self.address(name) { return entry == address }
            name = name.hasPrefix("*.") ? name.dropFirst(2) : name.drop { $0 == "." }
            let lower = name.lowercased()
            return !lower.isEmpty && (host == lower || host.hasSuffix("." + lower))
        }
    }

    /// A range of addresses.
    private struct Range {
        var base: [UInt8]
        var bits: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == base.count else { return false }
            return (0..<base.count).allSatisfy { index in
                let mask = UInt8(truncatingIfNeeded: 0xFF00 >> max(0, min(8, bits - index * 8)))
                return address[index] & mask == base[index] & mask
            }
        }
    }

    private static func range(_ entry: Substring) -> Range? {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = address(parts[0]), let bits = Int(parts[1]),
            (0...base.count * 8).contains(bits)
        else { return nil }
        return Range(base: base, bits: bits)
    }

    /// The entry without its port; an IPv6 address has one only behind brackets.
    private static func splitPort(_ entry: Substring) -> (Substring, Int)? {
        guard let colon = entry.lastIndex(of: ":"),
            let port = Int(entry[entry.index(after: colon)...])
        else { return nil }
        let name = entry[..<colon]
        return name.hasSuffix("]") || !name.contains(":") ? (name, port) : nil
    }

    /// The bytes of a numeric address, 4 or 16 of them.
    private static func address(_ text: some StringProtocol) -> [UInt8]? {
        let text = String(text)
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
