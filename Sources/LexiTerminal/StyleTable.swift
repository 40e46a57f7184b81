import CNcurses
import LexiScreen

/// Styles as curses takes them.
struct StyleTable {
    struct Look: Hashable {
        var attributes: UInt32
        var pair: Int32
    }

    private let match: ColorMatch
    private let attributes: Style.Attributes
    private let capacity: Int
    private var pairs: PairTable
    private var looks: [Style: Look] = [:]
    /// Neighbours mostly share their style.
    private var last: (style: Style, look: Look)?
    /// Some style since the last ``forgetPairs()`` found no pair of its own.
    private(set) var isFull = false

    /// Styles that nobody shows any more are forgotten beyond this many.
    private static let maximumLooks = 4096

    init(colors: TerminalCapabilities.Colors, attributes: Style.Attributes, pairs: Int) {
        match = ColorMatch(colors: colors)
        self.attributes = attributes
        capacity = pairs
        self.pairs = PairTable(capacity: pairs)
    }

    mutating func look(of style: Style) -> Look {
        if let last, last.style == style { return last.look }
        let look = looks[style] ?? newLook(of: style)
        last = (style, look)
        return look
    }

    private mutating func newLook(of style: Style) -> Look {
        var look = Look(attributes: 0, pair: 0)
        let shown = style.attributes.intersection(attributes)
        for (attribute, bit) in Self.bits where shown.contains(attribute) { look.attributes |= bit }
        if match.colors != .none {
            switch pairs.lookup(colors(of: style)) {
            case .known(let pair): look.pair = pair
            case .new(let pair, let colors):
                lexi_screen_set_pair(pair, colors.foreground, colors.background)
                look.pair = pair
            case .full(let nearest):
                look.pair = nearest
                isFull = true
            }
        }
        if looks.count >= Self.maximumLooks { looks.removeAll(keepingCapacity: true) }
        looks[style] = look
        return look
    }

    /// A style as it is sent to the terminal: with the attributes and colours that it has.
    struct Sent {
        var attributes: Style.Attributes
        /// Numbers as curses knows them, -1 for the terminal's own.
        var foreground: Int32
        var background: Int32
    }

    func sent(_ style: Style) -> Sent {
        let colors = colors(of: style)
        return Sent(
            attributes: style.attributes.intersection(attributes),
            foreground: colors.foreground, background: colors.background)
    }

    private func colors(of style: Style) -> PairTable.Colors {
        PairTable.Colors(
            foreground: match.foreground(style.foreground, on: style.background),
            background: match.number(of: style.background))
    }

    /// Whether every pair of a picture would find room in an empty table.
    func hasRoom(for grid: Grid) -> Bool {
        let styles = Set(grid.cells.lazy.map(\.style))
        return Set(styles.map(colors(of:))).count < capacity
    }

    /// Starts over with the pairs: the whole picture has to be drawn with new ones.
    mutating func forgetPairs() {
        pairs.removeAll()
        looks.removeAll(keepingCapacity: true)
        last = nil
        isFull = false
    }

    private static let bits: [(Style.Attributes, UInt32)] = [
        (.bold, UInt32(LEXI_BOLD)), (.dim, UInt32(LEXI_DIM)),
        (.italic, UInt32(LEXI_ITALIC)), (.underline, UInt32(LEXI_UNDERLINE)),
        (.reverse, UInt32(LEXI_REVERSE)),
    ]

    /// The attributes that the open screen's terminal has.
    static func supportedAttributes() -> Style.Attributes {
        let supported = lexi_screen_attributes()
        return bits.reduce(into: []) { result, entry in
            if supported & entry.1 != 0 { result.insert(entry.0) }
        }
    }
}
