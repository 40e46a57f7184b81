/// What text of anywhere becomes before it is part of a message: line ends are line feeds, and
/// controls besides those and tabs are left out.
enum CleanText {
    static func of(_ text: String) -> String {
        var text = text
        guard text.withUTF8({ !isClean($0) }) else { return text }
        var clean = String.UnicodeScalarView()
        var followsCarriageReturn = false
        for scalar in text.unicodeScalars {
            let followed = followsCarriageReturn
            followsCarriageReturn = scalar == "\r"
            switch scalar.value {
            case 0x0A: if !followed { clean.append("\n") }
            case 0x0D, 0x85, 0x2028, 0x2029: clean.append("\n")
            case 0x09: clean.append(scalar)
            case ..<0x20, 0x7F..<0xA0: break
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }

    private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte >= 0x20, byte < 0x7F { continue }
            switch byte {
            case 0x09, 0x0A: break
            case ..<0x20, 0x7F: return false
            // The controls of C1, and the line and paragraph separators.
            case 0xC2: if bytes[index + 1] < 0xA0 { return false }
            case 0xE2: if bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0xA8 { return false }
            default: break
            }
        }
        return true
    }
}
