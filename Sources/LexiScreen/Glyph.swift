/// What one cell shows: a base character with at most four zero-width marks, packed into two
/// words so that cells compare and copy as numbers.
///
/// Curses takes at most five wide characters a cell (`CCHARW_MAX`).
public struct Glyph: Sendable, Hashable {
    /// 21 bits a scalar: the base in the low bits of the first word.
    private var low: UInt64
    private var high: UInt64

    private static let scalarBits: UInt64 = 21
    private static let mask: UInt64 = 0x1FFFFF

    public init(_ base: Unicode.Scalar) {
        low = UInt64(base.value)
        high = 0
    }

    /// The right half of a wide character: nothing is drawn for it.
    public static let continuation = Glyph(Unicode.Scalar(0))
    public static let space = Glyph(" ")

    /// Adds a zero-width mark, unless four are there already.
    ///
    /// - Returns: Whether there was room for it.
    @discardableResult
    public mutating func append(mark: Unicode.Scalar) -> Bool {
        let value = UInt64(mark.value)
        if low >> Self.scalarBits == 0 {
            low |= value << Self.scalarBits
        } else if low >> (2 * Self.scalarBits) == 0 {
            low |= value << (2 * Self.scalarBits)
        } else if high == 0 {
            high = value
        } else if high >> Self.scalarBits == 0 {
            high |= value << Self.scalarBits
        } else {
            return false
        }
        return true
    }

    public var isContinuation: Bool { low == 0 }

    /// The base as a number, 0 for a continuation.
    public var baseValue: UInt32 { UInt32(low & Self.mask) }

    /// Calls `body` with the base and then each mark.
    @inlinable
    public func forEachScalar(_ body: (UInt32) -> Void) {
        for index in 0..<5 {
            let value = scalar(at: index)
            if value == 0 { return }
            body(value)
        }
    }

    /// The base at 0, marks at 1 to 4; 0 where there is none.
    public func scalar(at index: Int) -> UInt32 {
        let word = index < 3 ? low : high
        let shift = UInt64(index < 3 ? index : index - 3) * Self.scalarBits
        return UInt32(word >> shift & Self.mask)
    }

    /// The cell's text; empty for a continuation.
    public var text: String {
        var scalars = String.UnicodeScalarView()
        forEachScalar { value in
            if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
