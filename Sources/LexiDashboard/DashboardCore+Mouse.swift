import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// What the mouse does while it is on.
extension DashboardCore {
    /// Lines that a notch of the wheel scrolls.
    private static let wheelLines = 3

    /// Switches the mouse on or off.
    func toggleMouse() -> [Request] { [.setMouse(!mouse.isOn)] }

    /// What of changed settings concerns the mouse. What the user has switched since stays, unless
    /// the setting itself is another now.
    mutating func takeMouse(from preferences: Preferences) -> [Request] {
        guard preferences.hasMouse != wantsMouse else { return [] }
        wantsMouse = preferences.hasMouse
        return mouse.isOn == wantsMouse ? [] : [.setMouse(wantsMouse)]
    }

    /// What is to be done before the first key.
    public mutating func begin() -> [Request] {
        (wantsMouse ? [.setMouse(true)] : []) + restoreShownConversation()
    }

    /// Tells that the terminal reports the mouse, or no longer.
    ///
    /// - Parameter isPossible: Whether the terminal can be asked to.
    public mutating func didSetMouse(_ isOn: Bool, isPossible: Bool) {
        mouse = MouseUse(isOn: isOn && isPossible)
        let notice: Notice =
            switch (isPossible, isOn) {
            case (false, _): Notice(.warning, "This terminal does not report a mouse.")
            case (true, true):
                Notice(
                    .information,
                    "Mouse on: click, wheel, drag. Shift+drag selects text in most terminals.")
            case (true, false): Notice(.information, "Mouse off. The terminal selects text again.")
            }
        change(.notify(notice))
        needsPaint()
    }

    /// Whether a line between panes is on its way: where it ends is not known yet.
    public var isDragging: Bool { mouse.press?.line != nil }

    /// Takes in one event; those without a meaning do not even draw.
    mutating func handle(_ event: MouseEvent, now: Instant) -> [Request] {
        // Reports that were on their way when the mouse was switched off are nothing.
        guard mouse.isOn else { return [] }
        switch event.kind {
        case .press(.left):
            needsPaint()
            return press(event.point, now: now)
        case .drag(.left): drag(to: event.point)
        case .release(.left): release(at: event.point)
        case .wheel(.up): wheel(-1, at: event.point)
        case .wheel(.down): wheel(1, at: event.point)
        case .press, .drag, .release, .wheel: break
        }
        return []
    }

    // MARK: Clicks

    private mutating func press(_ point: Point, now: Instant) -> [Request] {
        let hit = view.hit(point, state, now: shownTime(now))
        let isSecond = mouse.press?.hit == hit
        mouse.press = MouseUse.Press(point: point, hit: hit)
        // A click is no answer to a question, and a notice has been read.
        asked = nil
        endQuitWindow()
        if state.overlay == nil, leaveFields() { return [] }
        switch hit {
        case .nothing, .notice: break
        case .line(let line): mouse.press?.line = line
        case .tab(let index): return apply(.selectTab(index: index))
        case .status(.help): openHelp()
        case .status(.request(let id)): return [.copy(CopyItem("the request ID", id))]
        case .context: return perform(.openContext, now: now)
        case .message(let byteOffset):
            view.focus(.message)
            change(.edit(.moveToCaret(byteOffset: byteOffset)))
        case .pane(let pane): view.focus(pane)
        case .more(let pane):
            view.focus(pane)
            view.scroll(pane, .end, state)
        case .item(let pane, let selection):
            view.focus(pane)
            select(selection)
        case .foldedThoughts(let turn):
            view.focus(.thinking)
            change(.foldThinking(turn, false))
        case .link(let url):
            view.focus(.conversation)
            return [.copy(CopyItem(url.count > 48 ? "the link" : url, url))]
        case .overlay(let line):
            return line.map { pressOverlay(line: $0, isSecond: isSecond, now: now) } ?? []
        case .outside: closeOverlay()
        }
        return []
    }

    private mutating func select(_ selection: Selection) {
        guard selection == state.activeTab.selection else {
            change(.select(selection))
            return
        }
        guard case .step = selection else { return }
        view.resetDetail()
        change(.openStep)
    }

    /// Fields in the panes give the keys back, whatever is clicked.
    ///
    /// - Returns: Whether that was all there is to the click.
    private mutating func leaveFields() -> Bool {
        if state.historySearch != nil {
            change(.history(.leave))
            return true
        }
        if view.isSearchEditing(state) { view.acceptSearch(state) }
        if state.activeTab.tools.isFiltering { change(.tools(.acceptFilter)) }
        return false
    }

    // MARK: What lies over the panes

    /// A click selects, and a second one on the same line does what Enter does.
    private mutating func pressOverlay(line: Int, isSecond: Bool, now: Instant) -> [Request] {
        switch state.overlay {
        case .copy(let menu) where menu.items.indices.contains(line):
            if isSecond, line == menu.selectedIndex { return copySelected() }
            change(.moveCopy(line - menu.selectedIndex))
        case .themes(let picker) where picker.names.indices.contains(line):
            if isSecond, line == picker.selectedIndex { return keepTheme(picker) }
            moveTheme(line - picker.selectedIndex)
        case .palette(let palette) where (0..<palette.count).contains(line):
            // Its rows move with the selection: a second click would meet another one.
            change(.palette(.move(line - palette.selectedIndex)))
            return runSelected(now: now)
        case .context(let editor) where ContextEditor.rows.indices.contains(line):
            if isSecond, ContextEditor.rows[line] == .tools {
                change(.contextEditor(.toggleTools))
            } else if line != editor.selectedIndex {
                change(.contextEditor(.select(line)))
            }
        default: break
        }
        return []
    }

    private mutating func closeOverlay() {
        switch state.overlay {
        case .themes: leaveThemes()
        case .palette: closePalette()
        // A key that is half written is not thrown away by a slip of the hand.
        case .signIn: break
        default: change(.closeOverlay)
        }
    }

    // MARK: Wheel and drag

    /// Scrolls what is under the pointer; the focus stays where it is.
    private mutating func wheel(_ notches: Int, at point: Point) {
        // Whoever scrolls has read a notice, but may want to look before answering a question.
        if asked == nil, quitArmedUntil == nil { change(.dismissNotice) }
        let lines = ScreenView.Scroll.lines(notches * Self.wheelLines)
        switch state.overlay {
        case .help, .step, .leader: view.scroll(lines, state)
        case .signIn: view.scrollSignIn(notches * Self.wheelLines)
        case .copy: change(.moveCopy(notches))
        case .themes: moveTheme(notches)
        case .palette:
            change(.palette(.move(notches)))
            showSelectedTheme()
        case .context: return
        case nil:
            guard let pane = view.pane(at: point) else { return }
            view.scroll(pane, lines, state)
        }
        needsPaint()
    }

    /// Moves the line that was pressed. Who drags elsewhere wants to select text.
    private mutating func drag(to point: Point) {
        guard let press = mouse.press, point != press.point else { return }
        if let line = press.line {
            mouse.press?.hasMoved = true
            view.move(line, to: point)
            needsPaint()
        } else if !press.hasMoved, press.isFar(from: point) {
            mouse.press?.hasMoved = true
            change(
                .notify(
                    Notice(
                        .information,
                        "Shift+drag selects text in most terminals. \(state.keys[.mouse]) turns the mouse off."
                    )))
            needsPaint()
        }
    }

    /// A line that was pressed and not moved was a click on the title that stands in it.
    private mutating func release(at point: Point) {
        guard let press = mouse.press, press.line != nil else { return }
        mouse.press = nil
        guard !press.hasMoved, let pane = view.pane(at: press.point) else { return }
        view.focus(pane)
        needsPaint()
    }
}

/// What is known of the mouse.
struct MouseUse {
    /// Whether the terminal reports it.
    var isOn = false
    /// The last press of the left button, until a key or the next press; it may be held.
    var press: Press?

    struct Press {
        var point: Point
        var hit: ScreenHit
        /// The line between panes that is dragged.
        var line: SplitLine?
        var hasMoved = false

        init(point: Point, hit: ScreenHit) {
            self.point = point
            self.hit = hit
        }

        /// Whether a drag is more than a hand that trembles.
        func isFar(from other: Point) -> Bool {
            abs(other.column - point.column) > 3 || abs(other.row - point.row) > 1
        }
    }
}
