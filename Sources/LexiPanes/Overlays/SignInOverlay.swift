import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The screen for signing in: a step's lines in its box.
struct SignInOverlay {
    static let mostColumns = 64

    let title: String
    private(set) var lines: [StyledLine] = []
    /// The line to be seen, whatever else is.
    private(set) var shownLine = 0
    /// Behind the key that is written, which itself is never shown.
    private(set) var caret: Point?

    private let width: Int
    private let look: Look
    /// Leaves out what is not needed.
    private let isShort: Bool

    /// - Parameter rows: The rows there are for lines.
    init(_ signIn: SignIn, width: Int, rows: Int, look: Look) {
        self.width = width
        self.look = look
        isShort = rows < 12
        switch signIn.step {
        case .choices:
            title = signIn.problem == nil ? "Welcome to lexi" : "The key was refused"
            addChoices(signIn)
        case .key:
            title = "Enter an API key"
            addField(signIn)
        case .checking:
            title = "Checking the key"
            add("Asking \(Sanitizer.line(signIn.facts.host)) whether it takes the key.")
            addGap()
            addHint("\(close) goes back.")
        case .keep:
            title = "Keep the key?"
            addKeeping(signIn)
        case .about:
            title = "Where to get a key"
            addAbout(signIn)
        }
    }

    // MARK: Steps

    private mutating func addChoices(_ signIn: SignIn) {
        if let problem = signIn.problem {
            add(Sanitizer.line(problem), .error)
        } else if signIn.isDemo {
            add("This is the demo. A key leads to a workspace of LeadLex.")
        } else {
            add(
                isShort
                    ? "Ask Lexi, LeadLex's assistant, and watch it work."
                    : "Ask Lexi, the assistant of the LeadLex CRM, and watch what it does: its "
                        + "tools, its thoughts, its answer.")
        }
        addGap()
        for choice in SignIn.Choice.allCases {
            let (name, text): (String, String) =
                switch choice {
                case .demo where signIn.isDemo: ("Go on with the demo", "")
                case .demo: ("Try the demo", "an invented law firm, on this machine")
                case .key: ("Enter an API key", "for \(Sanitizer.line(signIn.facts.host))")
                case .about: ("Where to get a key", "")
                }
            addChoice(name, text, isSelected: choice == signIn.choice)
        }
        addGap()
        addHint(isShort ? "\(accept): choose, \(close): leave" : "\(choices), \(close) leaves.")
    }

    private mutating func addField(_ signIn: SignIn) {
        add("It is sent to \(Sanitizer.line(signIn.facts.host)), and never shown.")
        addGap()
        let count = signIn.field.characterCount
        let size = count == 0 ? "" : "  \(Wording.count(count, "character"))"
        let room = max(1, width - 2 - TextWidth.columns(of: size) - 1)
        let dots = String(repeating: look.glyphs.bullet, count: min(count, room))
        shownLine = lines.count
        caret = Point(column: 2 + TextWidth.columns(of: dots), row: lines.count)
        let mark = Span(text: "\(look.glyphs.folded) ", role: .accent)
        lines.append(
            StyledLine([
                mark, Span(text: dots, role: .overlay),
                // The caret's cell.
                Span(text: " \(size)", role: .muted),
            ]))
        if let mistake = signIn.toldMistake {
            add(Self.words(mistake), .warning)
            shownLine = lines.count - 1
        }
        if let refusal = signIn.refusal {
            add("It was refused: \(Sanitizer.line(refusal))", .warning)
            shownLine = lines.count - 1
        }
        addGap()
        addHint(
            isShort
                ? "\(accept): go on, \(clear): clear, \(close): back"
                : "Paste or type it. \(accept) goes on, \(clear) clears, \(close) goes back.")
        if case .impossible(let reason) = signIn.facts.keeping {
            addHint("It is used until you quit. \(Sanitizer.line(reason))")
        }
    }

    private static func words(_ mistake: KeyField.Mistake) -> String {
        switch mistake {
        case .empty: "There is nothing yet: paste the key here."
        case .tooLong: "This is longer than any key; Ctrl+U clears it."
        case .strangeCharacter:
            "There is a blank or a character in it that no key has. Ctrl+U clears it; copy the "
                + "key alone, and whole."
        case .otherStart:
            "The keys of LeadLex begin with \(Secret.publicStart), and this does not. Enter again "
                + "uses it all the same."
        }
    }

    private mutating func addKeeping(_ signIn: SignIn) {
        guard case .offered(let file, let remark) = signIn.facts.keeping else { return }
        for isKept in [true, false] {
            addChoice(
                isKept ? "Keep it in a file (0600)" : "Only this time",
                isKept ? "" : "gone when you quit", isSelected: isKept == signIn.isKept)
            if isKept { addIndented(Sanitizer.line(file)) }
        }
        if let remark {
            addGap()
            add(Sanitizer.line(remark), .muted)
        }
        addGap()
        addHint(isShort ? "\(accept): choose, \(close): back" : "\(choices), \(close) goes back.")
    }

    private mutating func addAbout(_ signIn: SignIn) {
        add(
            "In LeadLex, under Settings, API keys: create a key. It is shown once; it begins with "
                + "\(Secret.publicStart).")
        addGap()
        add(
            "It needs the permission write:ai to ask Lexi, and read:ai to list conversations. "
                + "Older keys have one for both: lexi.")
        addGap()
        add(SignIn.documentation, .link)
        addGap()
        add(
            "A key is sent to \(Sanitizer.line(signIn.facts.host)). For a server of your own start "
                + "lexi --base-url URL, or name it as base_url in a profile: lexi config --help")
        addGap()
        addHint(
            isShort
                ? "j, k: scroll, y: copy the URL, \(close): back"
                : "y copies the address, \(close) goes back.")
    }

    // MARK: Lines

    private mutating func add(_ text: String, _ role: Role = .overlay) {
        lines += LineWrap.lines([Span(text: text, role: role)], width: width)
    }

    private var accept: String { look.keys[.signInAccept] }
    private var close: String { look.keys[.signInClose] }
    private var clear: String { look.keys[.signInClear] }
    private var choices: String {
        "\(look.keys[.signInPrevious]), \(look.keys[.signInNext]) and \(accept) choose"
    }

    private mutating func addHint(_ text: String) { add(text, .muted) }

    private mutating func addGap() {
        if !isShort { lines.append(.empty) }
    }

    private mutating func addIndented(_ text: String) {
        let blank = [Span(text: "    ", role: .muted)]
        lines += LineWrap.lines(
            [Span(text: text, role: .muted)], width: width, firstPrefix: blank, otherPrefix: blank)
    }

    /// A name, with more about it where that fits beside it.
    private mutating func addChoice(_ name: String, _ text: String, isSelected: Bool) {
        if isSelected { shownLine = lines.count }
        var spans = [
            Span(text: isSelected ? "\(look.glyphs.folded) " : "  ", role: .accent),
            Span(text: name, role: isSelected ? .accent : .overlay),
        ]
        let column = 24
        if !text.isEmpty, width >= column + TextWidth.columns(of: text) {
            let blank = String(repeating: " ", count: max(2, column - 2 - name.count))
            spans.append(Span(text: blank + text, role: .muted))
        }
        lines.append(StyledLine(spans))
    }
}

extension ScreenView {
    mutating func drawSignIn(_ signIn: SignIn, into grid: inout Grid) -> Point? {
        let width = OverlayBox.columns(grid.size, most: SignInOverlay.mostColumns)
        let rows = max(1, grid.size.rows - 2)
        let overlay = SignInOverlay(signIn, width: width, rows: rows, look: look)
        let last = max(0, overlay.lines.count - rows)
        signInTop = max(0, min(signInTop, last))
        let top =
            signIn.step == .about
            ? signInTop
            : OverlayBox.top(showing: overlay.shownLine, of: overlay.lines.count, in: grid)
        let inner = OverlayBox.draw(
            overlay.title, lines: overlay.lines, top: top, width: width, look: look, into: &grid)
        drawMore(overlay.lines.count, top: top, inner, into: &grid)
        return overlay.caret.map {
            Point(
                column: min(inner.column + $0.column, inner.endColumn - 1),
                row: inner.row + $0.row - top)
        }
    }

    /// Scrolls the words on where to get a key.
    public mutating func scrollSignIn(_ lines: Int) { signInTop = max(0, signInTop + lines) }

    /// Shows them from their beginning.
    public mutating func resetSignIn() { signInTop = 0 }
}
