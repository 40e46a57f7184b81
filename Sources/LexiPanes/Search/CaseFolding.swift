/// Unicode's simple case folding: letters of another case are the same, and no letter becomes
/// several.
enum CaseFolding {
    /// The folded form of an ASCII byte; others stay.
    @inline(__always)
    static func fold(ascii byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The folded form of a scalar.
    static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.value < 0x80 {
            return Unicode.Scalar(fold(ascii: UInt8(scalar.value)))
        }
        guard scalar.properties.changesWhenCaseFolded else { return scalar }
        // By way of the capital, so that both forms of a small letter (σ, ς) are one.
        let upper = single(scalar.properties.uppercaseMapping) ?? scalar
        return single(upper.properties.lowercaseMapping) ?? scalar
    }

    private static func single(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}
