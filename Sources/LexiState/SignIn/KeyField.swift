public import LexiAPI

/// A line that a key is written into, without ever being shown.
///
/// It knows no undo, no kill ring and no caret: what is written can only be added to, shortened
/// from its end, or thrown away.
public struct KeyField: Sendable, Hashable {
    /// Why what is written may be no key.
    public enum Mistake: Sendable, Hashable {
        case empty
        case tooLong
        /// A blank, a control or something else that no key can have, in front of its end.
        case strangeCharacter
        /// It does not begin as the keys of LeadLex do; it can be used all the same.
        case otherStart

        /// Whether it can be used nevertheless.
        public var isAllowed: Bool { self == .otherStart }
    }

    /// More than any key needs, in bytes: what a key file may hold.
    public static let maximumBytes = 4096

    private var written = Secret(verbatim: "")
    private var isTooLong = false

    public init() {}

    /// What is written, without the blanks around it.
    public var key: Secret { Secret(written.revealed) }

    public var isEmpty: Bool { key.isEmpty }

    /// The characters of ``key``.
    public var characterCount: Int { key.revealed.count }

    public var mistake: Mistake? {
        let text = key.revealed
        if text.isEmpty { return .empty }
        if isTooLong { return .tooLong }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return .strangeCharacter }
        return text.hasPrefix(Secret.publicStart) ? nil : .otherStart
    }

    /// Adds to the end; what is beyond ``maximumBytes`` is left out, and is a mistake.
    mutating func add(_ text: Secret) {
        let all = written.revealed + text.revealed
        isTooLong = isTooLong || all.utf8.count > Self.maximumBytes
        written = Secret(
            verbatim: isTooLong
                ? String(decoding: all.utf8.prefix(Self.maximumBytes), as: UTF8.self) : all)
    }

    mutating func deleteBackward() {
        var text = written.revealed
        text.deleteBackward()
        written = Secret(verbatim: text)
        isTooLong = false
    }

    mutating func clear() { self = KeyField() }
}
