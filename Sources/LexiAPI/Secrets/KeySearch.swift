/// Looks for a key in bytes, whatever stands between its characters.
///
/// Only bytes of which keys are made are compared: ASCII letters and digits, `_`, `-`, and what
/// else is in this key. All others, such as controls, line ends, spaces, the backslashes and
/// asterisks of Markdown and characters without a width, are passed over. So no such byte tells two
/// halves of a key apart, and what is found is hardly there by chance, since it has to be all of it.
package struct KeySearch: Sendable, Hashable {
    private let key: [UInt8]
    /// What is looked for as well: the key without its public start, if it has that and enough
    /// besides.
    private let core: [UInt8]
    /// What else than ``isOfKeys(_:)`` is compared.
    private let others: Set<UInt8>

    /// The fewest bytes of a key, behind its public start, that are taken for it where they are cut
    /// off: behind that start and a word that may be public, too.
    static let shortestCut = 6

    init(_ key: String) {
        self.key = Array(key.utf8)
        let start = Secret.publicStart.utf8
        // Without its start it is still secret enough, and still too long to be found by chance.
        let isTold =
            key.utf8.starts(with: start)
            && key.utf8.count - start.count >= Secret.shortestRedacted
        core = Array(key.utf8.dropFirst(isTold ? start.count : 0))
        others = Set(key.utf8.filter { !Self.isOfKeys($0) })
    }

    static func isOfKeys(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Where the key stands, in order, none over another.
    ///
    /// - Parameter isShortened: Whether as much of it as makes a key counts in front of a `…` at
    ///   the end, as in a shortened text.
    func ranges(in bytes: [UInt8], isShortened: Bool = true) -> [Range<Int>] {
        guard isPossible(in: bytes) else { return [] }
        var found: [Range<Int>] = []
        for reading in TextReadings.all(of: bytes) {
            found += ranges(inReading: reading, isShortened: isShortened)
        }
        found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var ranges: [Range<Int>] = []
        for range in found {
            if let last = ranges.last, range.lowerBound < last.upperBound {
                let end = max(last.upperBound, range.upperBound)
                ranges[ranges.count - 1] = last.lowerBound..<end
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    /// What of the end may go on as the key.
    package struct Ending: Sendable, Hashable {
        /// Where it begins, up to behind its last byte that was compared.
        package let range: Range<Int>
        /// How many of the key's bytes are there.
        package let count: Int
    }

    /// - Returns: The longest in the bytes; `nil` when they end with nothing of the key.
    func ending(of bytes: [UInt8]) -> Ending? {
        guard isPossible(in: bytes) else { return nil }
        return TextReadings.all(of: bytes).compactMap { ending(ofReading: $0) }
            .max { $0.count < $1.count }
    }

    /// Whether the key may begin in the bytes: most have nothing of it.
    private func isPossible(in bytes: [UInt8]) -> Bool {
        bytes.contains { $0 == key[0] || $0 == core[0] || TextReadings.isSpelling($0) }
    }

    /// How far the key was found from a place on.
    private enum Found {
        case whole(end: Int)
        /// So many bytes of it, of which the last ends there, and nothing else in front of the end.
        case begun(count: Int, end: Int)
        case nothing
    }

    private func ranges(inReading reading: [UInt8], isShortened: Bool) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while position < reading.count {
            var end: Int?
            for looked in [key, core] where reading[position] == looked[0] {
                if end == nil { end = self.end(of: looked, in: reading, at: position, isShortened) }
            }
            if let end {
                ranges.append(position..<end)
                position = end
            } else {
                position += 1
            }
        }
        return ranges
    }

    private func end(
        of looked: [UInt8], in reading: [UInt8], at start: Int, _ isShortened: Bool
    ) -> Int? {
        switch find(looked, in: reading, at: start) {
        case .whole(var end):
            while end < reading.count, reading[end] == TextReadings.continuation { end += 1 }
            return end
        case .begun(let count, let end):
            let mark = Array("…".utf8)
            let shortest = Self.shortestCut + (looked == core ? 0 : key.count - core.count)
            guard isShortened, count >= shortest, reading.suffix(mark.count) == mark[...]
            else { return nil }
            return end
        case .nothing: return nil
        }
    }

    private func ending(ofReading reading: [UInt8]) -> Ending? {
        for position in reading.indices where reading[position] == key[0] {
            if case .begun(let count, var end) = find(key, in: reading, at: position) {
                while end < reading.count, reading[end] == TextReadings.continuation { end += 1 }
                return Ending(range: position..<end, count: count)
            }
        }
        return nil
    }

    private func find(_ looked: [UInt8], in reading: [UInt8], at start: Int) -> Found {
        reading.withUnsafeBufferPointer { reading in
            var count = 0
            var position = start
            var end = start
            while position < reading.count {
                let byte = reading[position]
                position += 1
                if byte == looked[count] {
                    count += 1
                    end = position
                    if count == looked.count { return .whole(end: end) }
                } else if isCompared(byte) {
                    return .nothing
                }
            }
            return .begun(count: count, end: end)
        }
    }

    private func isCompared(_ byte: UInt8) -> Bool {
        Self.isOfKeys(byte) || others.contains(byte)
    }
}
