import CNcurses
public import LexiScreen

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The terminal: shows frames, reads keys, reports signals, and is left as it was found.
///
/// The sole owner of curses, whose state is global: there is one at a time, and all of it belongs
/// to the thread that opened it, save ``waker``.
///
/// However the process ends (an exit, a trap, a fatal signal), the screen and the terminal's
/// settings come back, and what was written to standard error meanwhile is shown then.
public final class Terminal: InteractiveScreen {
    /// The size as of the last ``TerminalEvent/resized(_:)``.
    public private(set) var size: Size
    public let capabilities: TerminalCapabilities
    /// Ends a wait from any thread.
    public var waker: Waker { Waker(pipe: wakePipe) }

    let wakePipe: WakePipe
    let input: Int32
    let output: Int32
    /// Whether it knows nothing but ASCII.
    let isASCII: Bool
    var decoder: KeyDecoder
    /// When bytes that may be a key of their own are taken for it.
    var settleTime: ContinuousClock.Instant?
    /// The end of input was seen: nothing more is read.
    var isHungUp = false
    /// When the terminal was asked for its background, until it has answered.
    var backgroundAsked: ContinuousClock.Instant?
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)

    private var writer: CellWriter
    /// What curses has been given so far.
    private var shown: Grid
    private var shownCursor: Point?
    /// Curses has something to send besides what the next frame changes.
    private var needsFlush = true
    private var isOpen = true
    /// Another program, or the shell, has the terminal.
    private var isAway = false
    /// What was asked for; the terminal reports the mouse while it is ours.
    var isMouseOn = false

    /// Takes the terminal over: full screen, every key as it is typed.
    ///
    /// - Throws: A ``TerminalError`` that tells the user what to do, when input or output is no
    ///   terminal or its type is missing, too simple or unknown.
    public static func open(
        options: TerminalOptions = TerminalOptions()
    ) throws(TerminalError) -> Terminal {
        let type = options.type ?? getenv("TERM").map { String(cString: $0) } ?? ""
        if isatty(options.input) == 0 { throw .notATerminal("Standard input") }
        if isatty(options.output) == 0 { throw .notATerminal("Standard output") }
        if type.isEmpty { throw .noType }
        if type == "dumb" || type == "unknown" { throw .unusableType(type) }
        return try Terminal(type: type, options)
    }

    private init(type: String, _ options: TerminalOptions) throws(TerminalError) {
        do throws(WakePipe.OpenError) {
            wakePipe = try WakePipe()
        } catch {
            throw .system(error.words)
        }
        input = options.input
        output = options.output
        isASCII = options.isASCII
        Self.useUnicode()
        guard lexi_guard_open(output) else {
            throw .system(String(cString: strerror(errno)))
        }
        // Before curses starts: it takes over SIGTSTP where it finds the default action, and then
        // ignores it during every update.
        lexi_guard_catch_signals()
        let found = Self.readSize(output)
        let wantsColor = options.color == .automatic
        func openScreen() -> Bool {
            lexi_screen_open(
                type, options.input, options.output, Int32(found?.rows ?? 0),
                Int32(found?.columns ?? 0), wantsColor)
        }
        let isOpenWithDirectColors =
            wantsColor && options.hasDirectColors
            && DirectColors.offered(type: type, output: output, openScreen) == true
        guard isOpenWithDirectColors || openScreen() else {
            lexi_guard_close()
            throw .unknownType(type)
        }
        size = Size(columns: Int(lexi_screen_columns()), rows: Int(lexi_screen_rows()))
        capabilities = TerminalCapabilities(
            type: type, colors: wantsColor ? Self.detectColors() : .none,
            attributes: StyleTable.supportedAttributes(),
            hasPrivateModes: TerminalStrings.hasPrivateModes(type: type))
        writer = CellWriter(
            styles: StyleTable(
                colors: capabilities.colors, attributes: capabilities.attributes,
                pairs: Int(lexi_screen_pairs())),
            isASCII: options.isASCII, canPlace: PlacedGlyphs.isPossible)
        shown = Grid(size: size)
        decoder = KeyDecoder(terminfoKeys: TerminalStrings.keys())
        let farewell = TerminalStrings.farewell(hasPrivateModes: capabilities.hasPrivateModes)
        farewell.withUnsafeBytes {
            lexi_guard_set_farewell(
                $0.baseAddress!.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        takeScreen()
        if options.asksBackground, capabilities.hasPrivateModes {
            send(TerminalStrings.askBackground)
            backgroundAsked = ContinuousClock.now
        }
    }

    deinit {
        close()
        readBuffer.deallocate()
    }

    private static func detectColors() -> TerminalCapabilities.Colors {
        let count = lexi_screen_colours()
        if count > 256, lexi_terminfo_has_direct_colour() { return .direct }
        switch count {
        case 256...: return .palette256
        case 16...: return .ansi16
        case 8...: return .ansi8
        default: return .none
        }
    }

    /// Curses measures text by the locale; in the C locale it would refuse all but ASCII.
    private static func useUnicode() {
        setlocale(LC_CTYPE, "")
        if String(cString: nl_langinfo(nl_item(CODESET))).uppercased() == "UTF-8" { return }
        for locale in ["C.UTF-8", "en_US.UTF-8", "UTF-8"]
        where setlocale(LC_CTYPE, locale) != nil { return }
    }

    static func readSize(_ descriptor: Int32) -> Size? {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
            window.ws_row > 0
        else { return nil }
        return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    // MARK: Drawing

    public func present(_ frame: Frame) {
        guard isOpen, !isAway else { return }
        let grid = frame.grid.size == size ? frame.grid : frame.grid.fitted(to: size)
        let cursor = frame.cursor.flatMap { size.contains($0) ? $0 : nil }
        if writer.write(grid, over: shown) { needsFlush = true }
        if writer.styles.isFull, writer.styles.hasRoom(for: grid) {
            writer.styles.forgetPairs()
            // Curses overlooks cells that keep their pair's number while its colours change.
            lexi_screen_redraw()
            // Nothing equals this, so every cell gets its new pair.
            _ = writer.write(grid, over: Grid.unlike(size))
        }
        shown = grid
        guard needsFlush || cursor != shownCursor else { return }
        shownCursor = cursor
        needsFlush = false
        lexi_screen_flush(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? 0))
        send(writer.placed.take())
    }

    public var isBusy: Bool {
        guard isOpen, !isAway else { return false }
        var source = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        if poll(&source, 1, 0) == 0 { return true }
        // A serial line takes more than it has sent; a pseudo-terminal always says 0 here.
        var waiting: Int32 = 0
        return ioctl(output, UInt(TIOCOUTQ), &waiting) == 0 && waiting > 0
    }

    public func invalidate() {
        guard isOpen else { return }
        lexi_screen_redraw()
        drawEverything()
    }

    /// Every cell is handed to curses again, and what is drawn beside it drawn again.
    private func drawEverything() {
        shown = Grid.unlike(size)
        needsFlush = true
    }

    /// Sounds or flashes the terminal's bell.
    public func bell() {
        if isOpen, !isAway { lexi_screen_bell() }
    }

    /// Takes on the size that the terminal has now.
    ///
    /// - Returns: Whether it is another than before.
    func adoptSize() -> Bool {
        guard isOpen, let found = Self.readSize(output), found != size else { return false }
        lexi_screen_resize(Int32(found.rows), Int32(found.columns))
        size = Size(columns: Int(lexi_screen_columns()), rows: Int(lexi_screen_rows()))
        shown = Grid(size: size)
        needsFlush = true
        return true
    }

    // MARK: Leaving and coming back

    private func takeScreen() {
        lexi_guard_capture_errors()
        lexi_guard_arm()
        if capabilities.hasPrivateModes { send(TerminalStrings.modesOn) }
        if isMouseOn { send(TerminalStrings.mouseOn) }
    }

    private func leaveScreen() {
        lexi_screen_leave()
        if isMouseOn { dropMouse() }
        if capabilities.hasPrivateModes { send(TerminalStrings.modesOff) }
        lexi_guard_disarm()
        lexi_guard_restore_settings()
        lexi_guard_release_errors()
    }

    /// Takes the terminal as whoever had it meanwhile left it.
    func retakeScreen() {
        guard isOpen, !isAway else { return }
        lexi_screen_enter()
        takeScreen()
        _ = adoptSize()
        drawEverything()
    }

    /// Stops the program as Ctrl+Z does, and returns when it goes on. Afterwards the next frame is
    /// drawn whole, at the size that ``size`` then has.
    public func suspend() {
        withoutScreen(lends: false) { lexi_guard_stop_job() }
        // The news of going on has been heard.
        var others: [Int32] = []
        while case let signal = lexi_guard_next_signal(), signal != 0 {
            if signal != SIGCONT { others.append(signal) }
        }
        others.forEach(lexi_guard_post_signal)
    }

    public func lend(_ body: () -> Void) { withoutScreen(body) }

    /// Gives the terminal to another program while `body` runs, such as an editor. Ctrl+C is that
    /// program's then.
    public func withoutScreen<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withoutScreen(lends: true, body)
    }

    private func withoutScreen<Result, Failure: Error>(
        lends: Bool, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard isOpen, !isAway else { return try body() }
        awaitAnswer()
        leaveScreen()
        isAway = true
        if lends { lexi_guard_lend(true) }
        defer {
            if lends { lexi_guard_lend(false) }
            isAway = false
            retakeScreen()
        }
        return try body()
    }

    /// Gives the terminal back as it was found and shows what standard error gathered. Further
    /// calls do nothing.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        if !isAway {
            awaitAnswer()
            leaveScreen()
        }
        lexi_guard_unwatch_screen()
        lexi_screen_close()
        lexi_guard_close()
    }

    /// Whether what is written goes to the user's screen.
    var hasScreen: Bool { isOpen && !isAway }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        // Where curses writes too: an ending signal turns both away from a terminal that hangs.
        let descriptor = lexi_screen_descriptor()
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A terminal that is gone is noticed by whoever waits for keys.
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}

extension Size {
    fileprivate func contains(_ point: Point) -> Bool {
        (0..<columns).contains(point.column) && (0..<rows).contains(point.row)
    }
}

extension Grid {
    /// As much as fits of the picture, at another size.
    fileprivate func fitted(to size: Size) -> Grid {
        var grid = Grid(size: size)
        for row in 0..<min(size.rows, self.size.rows) {
            for column in 0..<min(size.columns, self.size.columns) {
                grid[column, row] = self[column, row]
            }
        }
        return grid
    }

    /// A picture without a cell that anybody draws.
    fileprivate static func unlike(_ size: Size) -> Grid {
        var grid = Grid(size: size)
        let impossible = Cell(glyph: Glyph("\u{10FFFF}"), style: .plain)
        for row in 0..<size.rows {
            for column in 0..<size.columns { grid[column, row] = impossible }
        }
        return grid
    }
}
