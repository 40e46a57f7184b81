import CVTerm
public import LexiScreen

/// A terminal in memory (libvterm): feed it what a program wrote, then look at the screen.
///
/// Belongs to one thread.
public final class VirtualTerminal {
    /// One character cell as the terminal shows it.
    public struct Cell: Hashable, Sendable {
        /// Empty for the right half of a wide character, a space for a cell never written.
        public var text: String
        /// Colours as they were sent. Of the attributes libvterm has no dim one.
        public var style: Style

        public init(text: String, style: Style) {
            self.text = text
            self.style = style
        }
    }

    public private(set) var size: Size
    /// Whether the program left the cursor visible.
    public private(set) var isCursorVisible = true
    /// Whether the alternate screen is shown.
    public private(set) var isAlternateScreen = false
    public private(set) var bells = 0
    /// How many bytes have been fed.
    public private(set) var byteCount = 0
    /// What the terminal answered to queries; the owner sends it to the program.
    public private(set) var answers: [UInt8] = []

    private let terminal: OpaquePointer
    private let screen: OpaquePointer
    private let callbacks: UnsafeMutablePointer<VTermScreenCallbacks>
    private var scanner = ModeScanner()

    public init(size: Size) {
        self.size = size
        terminal = vterm_new(Int32(size.rows), Int32(size.columns))
        vterm_set_utf8(terminal, 1)
        screen = vterm_obtain_screen(terminal)
        callbacks = .allocate(capacity: 1)
        callbacks.initialize(to: VTermScreenCallbacks())
        callbacks.pointee.settermprop = { property, value, user in
            VirtualTerminal.from(user).set(property, value!.pointee)
            return 1
        }
        callbacks.pointee.bell = { user in
            VirtualTerminal.from(user).bells += 1
            return 1
        }
        // Unretained: the callbacks end with the terminal, which we own.
        let this = Unmanaged.passUnretained(self).toOpaque()
        vterm_screen_set_callbacks(screen, callbacks, this)
        vterm_output_set_callback(
            terminal,
            { bytes, count, user in
                let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
                VirtualTerminal.from(user).answers += bytes
            }, this)
        vterm_screen_enable_altscreen(screen, 1)
        vterm_screen_reset(screen, 1)
    }

    deinit {
        vterm_free(terminal)
        callbacks.deallocate()
    }

    private static func from(_ user: UnsafeMutableRawPointer?) -> VirtualTerminal {
        Unmanaged<VirtualTerminal>.fromOpaque(user!).takeUnretainedValue()
    }

    private func set(_ property: VTermProp, _ value: VTermValue) {
        switch property {
        case VTERM_PROP_CURSORVISIBLE: isCursorVisible = value.boolean != 0
        case VTERM_PROP_ALTSCREEN: isAlternateScreen = value.boolean != 0
        default: break
        }
    }

    /// Shows the next bytes of the program's output, cut anywhere.
    public func feed(_ bytes: some Sequence<UInt8>) {
        var passed: [CChar] = []
        for byte in bytes {
            byteCount += 1
            if scanner.passes(byte) { passed.append(CChar(bitPattern: byte)) }
        }
        vterm_input_write(terminal, passed, passed.count)
    }

    /// Takes the answers to send, which are then forgotten here.
    public func takeAnswers() -> [UInt8] {
        defer { answers = [] }
        return answers
    }

    public func resize(_ size: Size) {
        self.size = size
        vterm_set_size(terminal, Int32(size.rows), Int32(size.columns))
    }

    /// The private modes that are on (DECSET), such as 2004 for bracketed paste.
    public var privateModes: Set<Int> { scanner.modes }

    /// The window's title.
    public var title: String { scanner.title }

    /// Where the cursor is, visible or not.
    public var cursor: Point {
        var position = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
        return Point(column: Int(position.col), row: Int(position.row))
    }

    public subscript(column: Int, row: Int) -> Cell {
        var cell = VTermScreenCell()
        vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
        if cell.chars.0 == UInt32.max, column > 0 {
            // libvterm keeps the look of a wide character in its left half only.
            return Cell(text: "", style: self[column - 1, row].style)
        }
        return Cell(text: Self.text(of: cell), style: Self.style(of: cell))
    }

    /// A row's text without trailing blanks.
    public func text(row: Int) -> String {
        var line = (0..<size.columns).map { self[$0, row].text }.joined()
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Every row's text, joined by line feeds.
    public var text: String { (0..<size.rows).map { text(row: $0) }.joined(separator: "\n") }

    private static func text(of cell: VTermScreenCell) -> String {
        let chars = cell.chars
        let values = [chars.0, chars.1, chars.2, chars.3, chars.4, chars.5]
        if values[0] == UInt32.max { return "" }
        if values[0] == 0 { return " " }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: values.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init))
        return String(scalars)
    }

    private static func style(of cell: VTermScreenCell) -> Style {
        var style = Style(foreground: color(cell.fg), background: color(cell.bg))
        if cell.attrs.bold != 0 { style.attributes.insert(.bold) }
        if cell.attrs.italic != 0 { style.attributes.insert(.italic) }
        if cell.attrs.underline != 0 { style.attributes.insert(.underline) }
        if cell.attrs.reverse != 0 { style.attributes.insert(.reverse) }
        if cell.attrs.strike != 0 { style.attributes.insert(.strikethrough) }
        return style
    }

    private static func color(_ color: VTermColor) -> Color {
        let type = UInt32(color.type)
        let defaults = VTERM_COLOR_DEFAULT_FG.rawValue | VTERM_COLOR_DEFAULT_BG.rawValue
        if type & defaults != 0 { return .terminalDefault }
        if type & VTERM_COLOR_TYPE_MASK.rawValue == VTERM_COLOR_INDEXED.rawValue {
            return .palette(color.indexed.idx)
        }
        let (red, green, blue) = (color.rgb.red, color.rgb.green, color.rgb.blue)
        return .rgb(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
    }
}
