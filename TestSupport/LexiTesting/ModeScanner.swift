/// Follows what libvterm 0.1 does not tell: private modes, and titles that come in parts.
///
/// It also leaves out the empty colour space of `38:2::R:G:B` (ITU T.416), which that version does
/// not know.
struct ModeScanner {
    private(set) var modes: Set<Int> = []
    private(set) var title = ""
    /// The bytes of an operating system command so far; `nil` outside one.
    private var command: [UInt8]?
    /// The bytes since the introducer of a control sequence; `nil` outside one.
    private var parameters: [UInt8]?
    private var followsEscape = false

    /// Takes a byte of output; answers whether the terminal is to see it.
    mutating func passes(_ byte: UInt8) -> Bool {
        if followsEscape {
            followsEscape = false
            if byte == 0x5B { parameters = [] }
            if byte == 0x5D { command = [] }
            return true
        }
        if let soFar = command {
            if byte == 0x07 || byte == 0x1B {
                finish(command: soFar)
                command = nil
            } else {
                command?.append(byte)
            }
        }
        if byte == 0x1B {
            followsEscape = true
            parameters = nil
        } else if let soFar = parameters {
            if (0x40...0x7E).contains(byte) {
                finish(soFar, final: byte)
                parameters = nil
            } else if byte == 0x3A, soFar.suffix(4) == Array("8:2:".utf8)[...] {
                return false
            } else {
                parameters?.append(byte)
            }
        }
        return true
    }

    private mutating func finish(command bytes: [UInt8]) {
        let parts = bytes.split(separator: 0x3B, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == [0x30] || parts[0] == [0x32] else { return }
        title = String(decoding: parts[1], as: UTF8.self)
    }

    private mutating func finish(_ bytes: [UInt8], final: UInt8) {
        guard bytes.first == 0x3F, final == 0x68 || final == 0x6C else { return }
        for number in bytes.dropFirst().split(separator: 0x3B) {
            guard let mode = Int(String(decoding: number, as: UTF8.self)) else { continue }
            if final == 0x68 { modes.insert(mode) } else { modes.remove(mode) }
        }
    }
}
