public import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// Changed settings, and the choice of a theme.
extension DashboardCore {
    // MARK: Settings

    /// Takes on what the settings say now; when they cannot be used, everything stays as it was.
    ///
    /// - Parameter isAsked: Whether the user asked for it.
    /// - Returns: What of it is to be done outside.
    @discardableResult
    public mutating func didReadSettings(
        _ result: Result<Preferences, SettingsProblem>, isAsked: Bool
    ) -> [Request] {
        var requests: [Request] = []
        switch result {
        case .success(let preferences):
            keymap = preferences.keymap
            runEnds.way = preferences.alertWay
            self.change(.setKeys(keymap.hints))
            if preferences.thinking != setThinking, let thinking = preferences.thinking {
                self.change(.setThinking(thinking))
            }
            setThinking = preferences.thinking
            let look = lookOnBackground(preferences.look)
            // The list of themes shows what it has selected; this is what it goes back to.
            if lookBefore != nil {
                lookBefore = look
                view.look = look.with(view.look.theme)
            } else {
                view.look = look
            }
            requests = takeMouse(from: preferences)
            showSelectedTheme()
            let done = isAsked ? "Settings read." : "Settings changed, and read."
            // Whoever has just changed a key wants to know what that comes to.
            let curious = keymap.warnings.first.map { " Keys: \($0)." } ?? ""
            change(.notify(Notice(curious.isEmpty ? .information : .warning, done + curious)))
        case .failure(let problem):
            change(.notify(Notice(.warning, "Settings stay as they were: \(problem.reason)")))
        }
        needsPaint()
        return requests
    }

    // MARK: Themes

    /// Lists the themes.
    public mutating func openThemes(_ library: ThemeLibrary) {
        themes = library
        lookBefore = view.look
        change(.openThemes(names: library.choices, current: view.look.themeChoice))
        needsPaint()
    }

    mutating func handleThemes(_ key: Key, _ picker: ThemePicker) -> [Request] {
        switch command(key, in: .themes) {
        case .escape: leaveThemes()
        case .themesAccept:
            return keepTheme(picker)
        case .themesNext: moveTheme(1)
        case .themesPrevious: moveTheme(-1)
        default:
            guard let command = command(key, in: .panes) else { return [] }
            // The key that opens the list closes it, too.
            if command == .openThemes { leaveThemes() }
            switch command.scroll {
            case .lines(let lines): moveTheme(lines)
            case .pages(let pages): moveTheme(Int(pages * 10))
            case .top: moveTheme(-picker.names.count)
            case .end: moveTheme(picker.names.count)
            case nil: break
            }
        }
        return []
    }

    mutating func keepTheme(_ picker: ThemePicker) -> [Request] {
        guard view.themeProblem == nil else { return [] }
        closeThemes()
        return [.keepTheme(picker.selected)]
    }

    mutating func leaveThemes() {
        if let lookBefore { view.look = lookBefore }
        closeThemes()
    }

    private mutating func closeThemes() {
        themes = nil
        lookBefore = nil
        view.themeProblem = nil
        change(.closeOverlay)
    }

    /// Moves in the list and shows what is selected there.
    mutating func moveTheme(_ step: Int) {
        change(.moveThemeSelection(step))
        guard case .themes(let picker) = state.overlay, let themes else { return }
        do throws(ThemeError) {
            view.look = try look(view.look, choosing: picker.selected, from: themes)
            view.themeProblem = nil
        } catch {
            view.themeProblem = error.description
        }
    }

    /// A look with the theme of a choice: that of a name, or the one that fits the background.
    func look(
        _ look: Look, choosing name: String, from themes: ThemeLibrary
    ) throws(ThemeError) -> Look {
        guard name == BackgroundTheme.choice else {
            return look.with(try themes.theme(named: name))
        }
        return look.with(try BackgroundTheme.theme(on: background), followsBackground: true)
    }

    /// Tells what came of keeping a theme.
    public mutating func didKeepTheme(_ result: Result<String, SettingsProblem>) {
        switch result {
        case .success(let done): change(.notify(Notice(.information, done)))
        case .failure(let problem):
            change(.notify(Notice(.warning, "Used until you quit: \(problem.reason)")))
        }
        needsPaint()
    }
}
