/// The key sequences that only terminfo knows, found by their bytes.
struct TerminalKeys: Sendable {
    enum Match {
        case key(Key, length: Int)
        /// All the bytes are the beginning of a key.
        case incomplete
    }

    private let keys: [[UInt8]: Key]
    private let beginnings: Set<[UInt8]>
    private let longest: Int

    init(_ keys: [[UInt8]: Key]) {
        self.keys = keys
        longest = keys.keys.map(\.count).max() ?? 0
        beginnings = Set(keys.keys.flatMap { key in (1..<key.count).map { Array(key[..<$0]) } })
    }

    func hasKey(beginningWith bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }

    func match(_ bytes: UnsafeBufferPointer<UInt8>) -> Match? {
        guard longest > 0 else { return nil }
        for length in 1...longest {
            guard length <= bytes.count else { return .incomplete }
            let start = Array(bytes[..<length])
            if let key = keys[start] { return .key(key, length: length) }
            guard beginnings.contains(start) else { return nil }
        }
        return nil
    }
}
