/// The marks and lines that are drawn, in Unicode or in single-column ASCII.
public struct GlyphSet: Sendable, Hashable {
    public var done: String
    public var failed: String
    public var unfinished: String
    public var unseen: String
    /// In place of the spinner where nothing has come for a while.
    public var stalled: String
    public var spinner: [String]
    /// In place of the spinner on a screen without motion.
    public var still: String
    public var bar: String
    public var barHead: String
    /// A step of which only the end is known.
    public var barPoint: String
    /// Before what is selected, and before what is of its moment in the other panes.
    public var selected: String
    public var linked: String
    public var bullet: String
    public var ellipsis: String
    public var separator: String
    public var dot: String
    public var folded: String
    public var down: String
    public var quote: String
    public var unknown: String
    public var checked: String
    public var unchecked: String
    /// Line pieces by the sides they join: bit 0 up, 1 right, 2 down, 3 left.
    public var lines: [String]

    public static let unicode = GlyphSet(
        done: "✓", failed: "✗", unfinished: "◌", unseen: "●", stalled: "!",
        spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"], still: "⠿",
        bar: "█", barHead: "▶", barPoint: "▐", selected: "►", linked: "»", bullet: "•",
        ellipsis: "…", separator: "│", dot: "·", folded: "▸", down: "↓", quote: "▎", unknown: "–",
        checked: "☑", unchecked: "☐",
        lines: [
            " ", "│", "─", "└", "│", "│", "┌", "├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼",
        ])

    public static let ascii = GlyphSet(
        done: "+", failed: "x", unfinished: "?", unseen: "*", stalled: "!",
        spinner: ["|", "/", "-", "\\"], still: "o", bar: "=", barHead: ">", barPoint: "|",
        selected: ">", linked: "*", bullet: "*",
        ellipsis: "~", separator: "|", dot: "-", folded: ">",
        down: "v", quote: "|", unknown: "-", checked: "[x]", unchecked: "[ ]",
        lines: [
            " ", "|", "-", "+", "|", "|", "+", "+", "-", "+", "-", "+", "+", "+", "+", "+",
        ])

    /// The spinner's picture at a time; it moves four times a second.
    public func spinner(atNanoseconds nanoseconds: UInt64) -> String {
        spinner[Int(nanoseconds / 250_000_000 % UInt64(spinner.count))]
    }
}
