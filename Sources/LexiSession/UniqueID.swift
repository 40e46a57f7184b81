/// A name of 128 bits that no other thing has, on this machine or another: a UUID (RFC 9562).
public struct UniqueID: Sendable, Hashable, Comparable {
    private let high: UInt64
    private let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads a UUID, in letters of either case.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: some StringProtocol) {
        var value: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for (place, byte) in text.utf8.enumerated() {
            if Self.hyphens.contains(place) {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard count < 32, let digit = Self.digit(byte) else { return nil }
            value.high = value.high << 4 | value.low >> 60
            value.low = value.low << 4 | UInt64(digit)
            count += 1
        }
        guard count == 32 else { return nil }
        self.init(high: value.high, low: value.low)
    }

    /// A random one (version 4).
    ///
    /// - Parameter bits: 128 random bits, of which 122 are used.
    public init(random bits: (UInt64, UInt64)) {
        self.init(
            high: bits.0 & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low: Self.variant(bits.1))
    }

    /// One that sorts by the time it was made at (version 7).
    ///
    /// - Parameters:
    ///   - unixSeconds: The time; one that does not fit counts as the nearest that does.
    ///   - bits: 128 random bits, of which 74 are used.
    public init(unixSeconds: Double, random bits: (UInt64, UInt64)) {
        let milliseconds = UInt64(max(0, min(unixSeconds * 1000, 0xFFFF_FFFF_FFFF)))
        self.init(high: milliseconds << 16 | 0x7000 | bits.0 & 0x0FFF, low: Self.variant(bits.1))
    }

    /// When it was made, in milliseconds since 1970; `nil` for one that does not tell (RFC 9562
    /// puts the time into version 7).
    public var unixMilliseconds: Int64? {
        high >> 12 & 0xF == 7 && low >> 62 == 2 ? Int64(high >> 16) : nil
    }

    public static func < (left: UniqueID, right: UniqueID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The bits, folded into one number: for caches that tell things apart by numbers.
    public var folded: Int { Int(truncatingIfNeeded: high &* 0x9E37_79B9_7F4A_7C15 ^ low) }

    private static let hyphens = [8, 13, 18, 23]

    private static func variant(_ bits: UInt64) -> UInt64 {
        bits & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension UniqueID: CustomStringConvertible {
    /// As RFC 9562 writes it, in small letters.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for word in [high, low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    if Self.hyphens.contains(place) {
                        text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    text[place] = digits[Int(word >> UInt64(shift) & 0xF)]
                    place += 1
                }
            }
            return place
        }
    }
}
