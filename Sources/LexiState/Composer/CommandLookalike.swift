/// A message that looks as if it were meant for this program and not for Lexi: `:theme nord`,
/// `/help`.
///
/// Only what a command could be is taken for one, so that a path (`/var/log`), a smiley (`:D`,
/// `:-)`), a shortcode (`:tada:`) or a line of code (`:: x`, `//`) is not asked about: the message
/// begins, behind blanks, with a colon or a slash, and a word of two or more plain letters and
/// hyphens follows at once, up to a blank, a line's end or the message's; or it is a command's
/// short name.
public struct CommandLookalike: Sendable, Hashable {
    /// The sign and the word, as they were typed: `:theme`.
    public let words: String

    /// - Returns: `nil` when the message looks like none.
    public init?(_ message: some StringProtocol) {
        let message = message.drop(while: \.isWhitespace)
        guard let sign = message.first, sign == ":" || sign == "/" else { return nil }
        let rest = message.dropFirst()
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
        let isWhole = name.endIndex == rest.endIndex || rest[name.endIndex].isWhitespace
        guard isWhole, name.first?.isLetter == true, name.utf8.count <= Self.longestName else {
            return nil
        }
        let isKnown = sign == ":" && CommandWord.named(String(name)) != nil
        guard name.utf8.count > 1 || isKnown else { return nil }
        words = "\(sign)\(name)"
    }

    /// No command of any program has a longer name.
    private static let longestName = 24
}
