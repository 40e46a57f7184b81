/// What an escaped bracket begins: a formula, or a name such as `\[Date\]`.
enum EscapedBracket {
    case formula
    case name
    /// It has no end, or more text has to come.
    case unknown

    /// How much is looked through.
    private static let longest = 400

    /// - Parameter place: Where the bracket stands.
    init(_ bytes: [UInt8], _ place: Int) {
        self = .unknown
        let start = place + 1
        guard start < bytes.count else { return }
        if bytes[start].isBlank || bytes[start] == 0x0A {
            self = .formula
            return
        }
        var letters = 0
        var (hasLetter, hasWord) = (false, bytes[start] == UInt8(ascii: "*"))
        var next = start
        while next < bytes.count {
            if next - start > Self.longest {
                self = .name
                return
            }
            var isLetter = false
            switch bytes[next] {
            case UInt8(ascii: "\\"):
                guard next + 1 < bytes.count else { return }
                if bytes[next + 1] == UInt8(ascii: "]") {
                    self = hasLetter && !hasWord ? .formula : .name
                } else {
                    self = bytes[next + 1].isASCIILetter ? .formula : .name
                }
                return
            case UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "{"):
                self = .formula
                return
            case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                if Self.isOperator(bytes, next, from: start) {
                    self = .formula
                    return
                }
            case UInt8(ascii: "."): hasWord = hasWord || letters > 0
            default:
                switch bytes.kind(at: next) {
                case .letter: isLetter = true
                case .unspaced: hasWord = true
                default: break
                }
            }
            letters = isLetter ? letters + 1 : 0
            hasLetter = hasLetter || isLetter
            hasWord = hasWord || letters > 1
            next += bytes[next] < 0x80 ? 1 : String(bytes.scalar(at: next)).utf8.count
        }
    }

    /// Whether something stands on both sides that can be reckoned with.
    private static func isOperator(_ bytes: [UInt8], _ place: Int, from start: Int) -> Bool {
        var (left, right) = (place, place + 1)
        if left > start, bytes[left - 1].isBlank { left -= 1 }
        if right < bytes.count, bytes[right].isBlank { right += 1 }
        guard left > start, right < bytes.count else { return false }
        let (before, after) = (bytes.kind(before: left), bytes.kind(at: right))
        return (before.isWord || before.closes) && (after.isWord || after.opens)
    }
}
