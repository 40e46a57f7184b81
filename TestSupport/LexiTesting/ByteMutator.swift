/// Makes inputs that are nearly right: it takes a sample and damages it.
///
/// Pure noise is turned away by the first check of any parser. What is nearly right gets further.
public struct ByteMutator: Sendable {
    private let samples: [[UInt8]]
    private let tokens: [[UInt8]]

    /// - Parameters:
    ///   - samples: Inputs to start from; not empty.
    ///   - tokens: Pieces that mean something to what is tested, to put in between.
    public init(samples: [String], tokens: [String], rawTokens: [[UInt8]] = []) {
        self.samples = samples.map { Array($0.utf8) }
        self.tokens =
            tokens.map { Array($0.utf8) } + rawTokens + [
                [0x00], [0x7F], [0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80],
                [0xF0, 0x9F, 0x98], [0xEF, 0xBB, 0xBF],
            ]
    }

    /// A sample with up to eight damages.
    public func input(using random: inout SeededGenerator) -> [UInt8] {
        var bytes = samples.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...8, using: &random) { damage(&bytes, &random) }
        return bytes
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0:
            if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 1:
            if place < bytes.count { bytes[place] = .random(in: 0...255, using: &random) }
        case 2: bytes.insert(.random(in: 0...255, using: &random), at: place)
        case 3, 4:
            bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        case 5: bytes.removeSubrange(place..<end)
        case 6: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 7:
            // The end of one sample behind the start of another.
            let other = samples.randomElement(using: &random) ?? []
            let start = Int.random(in: 0...other.count, using: &random)
            bytes = Array(bytes[..<place]) + other[start...]
        default:
            let token = tokens.randomElement(using: &random) ?? []
            bytes.replaceSubrange(place..<end, with: token)
        }
    }
}

extension [UInt8] {
    /// The bytes in pieces of random length, some of them empty.
    public func pieces(using random: inout SeededGenerator) -> [ArraySlice<UInt8>] {
        let longest = [1, 3, 12, 80, 4096].randomElement(using: &random) ?? 1
        var pieces: [ArraySlice<UInt8>] = []
        var rest = self[...]
        while !rest.isEmpty {
            let length = Int.random(in: 0...longest, using: &random)
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
