/// How a text gets into the clipboard of the terminal that the user sits at: by xterm's control
/// sequence OSC 52, through whatever stands between.
enum ClipboardRoute: Hashable {
    case direct
    /// tmux takes the sequence itself (`set-clipboard on`) or hands it on (`allow-passthrough on`):
    /// which, it does not tell, so it gets both.
    case tmux
    /// GNU screen hands on what is in a device control string, in short pieces.
    case screen
    /// The terminal has no clipboard, and may print what it does not understand.
    case none

    /// The longest text in base64 that is sent: what is longer, some terminals drop.
    static let maximumBytes = 100_000
    /// GNU screen's buffer for a string holds 256 bytes in old versions.
    private static let screenPieceBytes = 200

    /// - Parameters:
    ///   - hasPrivateModes: Whether the terminal understands xterm's private modes.
    ///   - environment: Reads a variable.
    init(type: String, hasPrivateModes: Bool, environment: (String) -> String?) {
        switch Multiplexer(type: type, environment: environment) {
        case .tmux: self = .tmux
        case .screen: self = .screen
        case nil: self = hasPrivateModes ? .direct : .none
        }
    }

    /// The bytes to send; `nil` when the text is too long.
    func bytes(_ text: String) -> [UInt8]? {
        let base64 = Base64.encoded(text.utf8)
        guard base64.count <= Self.maximumBytes else { return nil }
        let sequence = Array("\u{1B}]52;c;".utf8) + base64 + [0x07]
        switch self {
        case .none: return []
        case .direct: return sequence
        case .tmux:
            return sequence + Multiplexer.throughTmux(sequence)
        case .screen:
            var bytes: [UInt8] = []
            var rest = sequence[...]
            while !rest.isEmpty {
                bytes += Array("\u{1B}P".utf8) + rest.prefix(Self.screenPieceBytes)
                bytes += Array("\u{1B}\\".utf8)
                rest = rest.dropFirst(Self.screenPieceBytes)
            }
            return bytes
        }
    }
}

/// RFC 4648, with padding.
enum Base64 {
    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var value: UInt32 = 0
        var count = 0
        for byte in bytes {
            value = value << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] {
                result.append(digits[Int(value >> shift & 63)])
            }
            (value, count) = (0, 0)
        }
        switch count {
        case 1:
            result += [digits[Int(value >> 2)], digits[Int(value << 4 & 63)]] + Array("==".utf8)
        case 2:
            result += [
                digits[Int(value >> 10)], digits[Int(value >> 4 & 63)],
                digits[Int(value << 2 & 63)],
            ]
            result += Array("=".utf8)
        default: break
        }
        return result
    }
}
