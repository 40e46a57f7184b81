public import LexiAPI
import LexiBus
public import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// The palette and the command line: one overlay, two ways in.
extension DashboardCore {
    /// What the palette needs besides the state.
    struct PaletteData {
        var settings: [SettingChoice] = []
        /// The tabs as they are listed.
        var tabs: [PaletteItem] = []
        /// Keys that came before the themes and settings did; they are taken in after them.
        var heldKeys: [Key]?
        /// Whether the conversations were asked for since it was opened.
        var hasAsked = false
        /// What is to be looked for among the conversations when the typing has paused until then.
        var search: (words: String, dueAt: UInt64)?
    }

    /// Opens it at once, so that what is typed behind it goes there.
    mutating func openPalette(_ text: String, now: Instant) -> [Request] {
        lookBefore = view.look
        paletteData.heldKeys = []
        paletteData.hasAsked = false
        paletteData.search = nil
        change(.conversations(.forgetSearch))
        change(.palette(.open(text)))
        loadPaletteItems(now: now)
        return [.loadPalette] + askForConversations(now: now)
    }

    /// Brings the themes and the settings.
    ///
    /// - Returns: What the keys ask for that came meanwhile.
    public mutating func didLoadPalette(
        themes: ThemeLibrary?, settings: [SettingChoice], now: Instant
    ) -> [Request] {
        self.themes = themes
        paletteData.settings = settings
        loadPaletteItems(now: now)
        needsPaint()
        guard let keys = paletteData.heldKeys else { return [] }
        paletteData.heldKeys = nil
        return keys.flatMap { handle($0, now: now) }
    }

    mutating func loadPaletteItems(now: Instant) {
        guard case .palette = state.overlay else { return }
        let context = paletteContext(now: now)
        paletteData.tabs = TabSource().items(context)
        change(.palette(.load(PaletteSources.all.flatMap { $0.items(context) })))
        showSelectedTheme()
    }

    private func paletteContext(now: Instant) -> PaletteContext {
        PaletteContext(
            state: state, now: now, keymap: keymap,
            themeInUse: (lookBefore ?? view.look).themeChoice, themes: themes,
            settings: paletteData.settings)
    }

    /// What goes on in the tabs is listed as it is now, and not as it was when the list opened.
    mutating func renewTabsInPalette(now: Instant) {
        guard case .palette = state.overlay,
            TabSource().items(paletteContext(now: now)) != paletteData.tabs
        else { return }
        loadPaletteItems(now: now)
    }

    /// Nobody is asked before the list could show them, and once an opening.
    private mutating func askForConversations(now: Instant) -> [Request] {
        guard case .palette(let palette) = state.overlay, palette.listsConversations,
            state.replay == nil, !paletteData.hasAsked, state.conversationList.isWanted(now: now)
        else { return [] }
        paletteData.hasAsked = true
        change(.conversations(.asking))
        return [.listConversations]
    }

    /// How long nothing is typed until the server is asked for it.
    static let searchPauseNanoseconds: UInt64 = 300_000_000

    private mutating func planSearch(now: Instant) {
        guard case .palette(let palette) = state.overlay, let words = palette.searchedWords,
            state.replay == nil, state.conversationList.isSearchWanted(words)
        else {
            paletteData.search = nil
            return
        }
        // Moving in the list is no typing.
        guard paletteData.search?.words != words else { return }
        paletteData.search = (words, now.nanoseconds + Self.searchPauseNanoseconds)
    }

    /// Asks for what was typed, if the pause is over and it is still wanted.
    mutating func searchDueConversations(now: Instant) -> [Request] {
        guard let (words, due) = paletteData.search, now.nanoseconds >= due else { return [] }
        paletteData.search = nil
        guard case .palette(let palette) = state.overlay, palette.searchedWords == words,
            state.conversationList.isSearchWanted(words)
        else { return [] }
        change(.conversations(.searching(words)))
        isDirty = true
        return [.searchConversations(words)]
    }

    // MARK: Keys

    mutating func handlePalette(_ key: Key, now: Instant) -> [Request] {
        if paletteData.heldKeys != nil {
            paletteData.heldKeys?.append(key)
            return []
        }
        switch command(key, in: .palette) {
        case .paletteUp: change(.palette(.up))
        case .paletteDown: change(.palette(.down))
        case .palettePrevious: change(.palette(.move(-1)))
        case .paletteNext: change(.palette(.move(1)))
        case .palettePageUp: change(.palette(.move(-max(2, view.palettePage))))
        case .palettePageDown: change(.palette(.move(max(2, view.palettePage))))
        case .paletteComplete: change(.palette(.complete))
        case .paletteRun: return runSelected(now: now)
        case .escape:
            closePalette()
            return []
        default: editPalette(key)
        }
        showSelectedTheme()
        planSearch(now: now)
        return askForConversations(now: now)
    }

    private mutating func editPalette(_ key: Key) {
        switch key {
        case .character(let character): change(.palette(.edit(.insert(String(character)))))
        case .paste(let text, let isLast):
            change(.palette(.edit(.paste(text, isLast: isLast))))
        default:
            if let command = keymap.command(key, in: .message), let edit = Self.edits[command] {
                change(.palette(.edit(edit)))
            }
        }
    }

    /// The whole screen is the sample of the theme that is selected.
    mutating func showSelectedTheme() {
        guard case .palette(let palette) = state.overlay, let lookBefore else { return }
        guard case .theme(let name) = palette.selected?.deed, let themes else {
            view.look = lookBefore
            return
        }
        do throws(ThemeError) {
            view.look = try look(lookBefore, choosing: name, from: themes)
        } catch {
            // Why is told when it is chosen.
            view.look = lookBefore
        }
    }

    // MARK: Doing

    /// Closes it and shows the theme of before.
    mutating func closePalette() {
        if let lookBefore { view.look = lookBefore }
        lookBefore = nil
        change(.closeOverlay)
    }

    mutating func runSelected(now: Instant) -> [Request] {
        guard case .palette(let palette) = state.overlay, let item = palette.selected else {
            return []
        }
        if case .write(let text) = item.deed {
            change(.palette(.write(text)))
            return askForConversations(now: now)
        }
        change(.palette(.done))
        if let lookBefore { view.look = lookBefore }
        lookBefore = nil
        return perform(item.deed, now: now)
    }

    private mutating func perform(_ deed: PaletteDeed, now: Instant) -> [Request] {
        switch deed {
        case .conversation, .context, .stop, .again:
            if state.replay != nil {
                refuseInReplay()
                return []
            }
        case .action, .tab, .theme, .set, .readers, .write: break
        }
        switch deed {
        case .action(let name):
            return ActionTable.action(named: name).map { perform($0, now: now) } ?? []
        case .tab(let id):
            guard let index = state.tabs.firstIndex(where: { $0.id == id }) else { return [] }
            return apply(.selectTab(index: index))
        case .theme(let name): return use(theme: name)
        case .conversation(let id, let title, let context):
            return openConversation(id, title, context)
        case .set(let name, let value): return [.keepSetting(name: name, value: value)]
        case .context(let fields, let tools):
            var context = state.activeTab.context
            for (field, value) in fields { context[field] = value }
            change(.setContext(context, allowTools: tools ?? state.activeTab.allowTools))
            change(.notify(Notice(.information, "Used from the next message on.")))
        case .stop:
            guard state.activeTab.isRunning else {
                change(.notify(Notice(.information, "Nothing runs in this tab.")))
                return []
            }
            return apply(.stop)
        case .again:
            guard state.activeTab.lastTurn?.isRunning == false else {
                let words =
                    state.activeTab.isRunning
                    ? "Lexi is still answering." : "There is nothing to ask again yet."
                change(.notify(Notice(.information, words)))
                return []
            }
            return following(apply(.askAgain))
        case .readers: return [.tellReaders]
        case .write: break
        }
        return []
    }

    /// Tells how the readers of the bus fare.
    mutating func didAskForReaders(_ figures: [ReaderFigures]) {
        let readers = figures.map { reader in
            "\(reader.name) \(reader.deliveredCount), \(reader.waitingCount) waiting, held back "
                + "\(reader.heldBackCount)×"
        }
        change(
            .notify(Notice(.information, (readers + ["lost 0"]).joined(separator: " · "))))
        needsPaint()
    }

    private mutating func use(theme name: String) -> [Request] {
        guard let themes else { return [] }
        do throws(ThemeError) {
            view.look = try look(view.look, choosing: name, from: themes)
            return [.keepTheme(name)]
        } catch {
            change(.notify(Notice(.warning, error.description)))
            return []
        }
    }

    private mutating func openConversation(
        _ id: String, _ title: String?, _ context: ChatContext
    ) -> [Request] {
        change(.conversations(.open(id: id, title: title, context: context)))
        view.focus(.message)
        let tab = state.activeTab
        guard tab.conversationID == id, tab.restoration == .asking, tab.turns.isEmpty else {
            return []
        }
        return [.showConversation(id, tab: tab.id)]
    }

    /// Tells what came of changing a setting, and takes it on.
    ///
    /// - Returns: What of it is to be done outside.
    @discardableResult
    public mutating func didKeepSetting(
        _ result: Result<String, SettingsProblem>, preferences: Result<Preferences, SettingsProblem>
    ) -> [Request] {
        let requests = didReadSettings(preferences, isAsked: true)
        switch result {
        case .success(let done):
            if case .success = preferences { change(.notify(Notice(.information, done))) }
        case .failure(let problem):
            change(.notify(Notice(.warning, "Not changed: \(problem.reason)")))
        }
        needsPaint()
        return requests
    }
}
