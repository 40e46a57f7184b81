/// How far a sequence that ESC opened has come, by the grammar of ECMA-48, section 5.
///
/// C1 controls have no part in it: a program that is told its text is UTF-8 reads no U+009B as the
/// beginning of a sequence, and in text of another encoding they are letters.
enum EscapeSequence: Sendable, Hashable {
    /// Behind ESC. Next: any other state, or the end.
    case opened
    /// Behind an intermediate of a short sequence, as the `(` of `ESC ( B`. Next: itself, or the end.
    case intermediates
    /// Behind `ESC [`, in its parameters. Next: itself, ``controlIntermediates``, or the end.
    case controlParameters
    /// Behind the parameters of a control sequence. Next: itself, or the end.
    case controlIntermediates
    /// In the string of an OSC, which BEL may end too, or of a DCS, SOS, PM or APC. Next: itself,
    /// ``stringEscape``, or the end.
    case string(isOperatingSystemCommand: Bool)
    /// Behind ESC in a string: a backslash makes it the string's end.
    case stringEscape

    enum Step: Sendable, Hashable {
        case goesOn(EscapeSequence)
        /// The scalar is the last of the sequence.
        case closes
        /// No sequence has the scalar in this place.
        case breaks
    }

    func step(_ scalar: Unicode.Scalar) -> Step {
        switch self {
        case .opened: Self.stepBehindEscape(scalar)
        case .intermediates:
            switch scalar.value {
            case 0x20...0x2F: .goesOn(self)
            case 0x30...0x7E: .closes
            default: .breaks
            }
        case .controlParameters, .controlIntermediates:
            switch scalar.value {
            case 0x20...0x2F: .goesOn(.controlIntermediates)
            case 0x30...0x3F where self == .controlParameters: .goesOn(self)
            case 0x40...0x7E: .closes
            default: .breaks
            }
        case .string(let isOperatingSystemCommand):
            switch scalar.value {
            case 0x1B: .goesOn(.stringEscape)
            case 0x07 where isOperatingSystemCommand: .closes
            case 0x09: .goesOn(self)
            case 0x00...0x1F, 0x7F...0x9F: .breaks
            default: .goesOn(self)
            }
        case .stringEscape: scalar == "\\" ? .closes : .breaks
        }
    }

    private static func stepBehindEscape(_ scalar: Unicode.Scalar) -> Step {
        switch scalar {
        case "[": .goesOn(.controlParameters)
        case "]": .goesOn(.string(isOperatingSystemCommand: true))
        case "P", "X", "^", "_": .goesOn(.string(isOperatingSystemCommand: false))
        case "\u{20}"..."\u{2F}": .goesOn(.intermediates)
        case "\u{30}"..."\u{7E}": .closes
        default: .breaks
        }
    }
}
