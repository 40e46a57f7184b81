public import LexiPanes
import LexiScreen
import LexiState

/// Changed settings, and the choice of a theme.
extension DashboardCore {
    // MARK: Settings

    /// Takes on what the settings say now; when they cannot be used, everything stays as it was.
    ///
    /// - Parameter isAsked: Whether the user asked for it.
    public mutating func didReadSettings(
        _ result: Result<Preferences, SettingsProblem>, isAsked: Bool
    ) {
        switch result {
        case .success(let preferences):
            keymap = preferences.keymap
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
            showSelectedTheme()
            let done = isAsked ? "Settings read." : "Settings changed, and read."
            // Whoever has just changed a key wants to know what that comes to.
            let curious = keymap.warnings.first.map { " Keys: \($0)." } ?? ""
            change(.notify(Notice(curious.isEmpty ? .information : .warning, done + curious)))
        case .failure(let problem):
            change(.notify(Notice(.warning, "Settings stay as they were: \(problem.reason)")))
        }
        needsPaint()
    }

    // MARK: Themes

    /// Lists the themes.
    public mutating func openThemes(_ library: ThemeLibrary) {
        themes = library
        lookBefore = view.look
        change(.openThemes(names: library.names, current: view.look.theme.name))
        needsPaint()
    }

    mutating func handleThemes(_ key: Key, _ picker: ThemePicker) -> [Request] {
        switch keymap.command(key, in: .themes) {
        case .escape: leaveThemes()
        case .themesAccept:
            guard view.themeProblem == nil else { return [] }
            closeThemes()
            return [.keepTheme(picker.selected)]
        case .themesNext: move(1)
        case .themesPrevious: move(-1)
        default:
            guard let command = keymap.command(key, in: .panes) else { return [] }
            // The key that opens the list closes it, too.
            if command == .openThemes { leaveThemes() }
            switch Self.scrolls[command] {
            case .lines(let lines): move(lines)
            case .pages(let pages): move(Int(pages * 10))
            case .top: move(-picker.names.count)
            case .end: move(picker.names.count)
            case nil: break
            }
        }
        return []
    }

    private mutating func leaveThemes() {
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
    private mutating func move(_ step: Int) {
        change(.moveThemeSelection(step))
        guard case .themes(let picker) = state.overlay, let themes else { return }
        do throws(ThemeError) {
            view.look = view.look.with(try themes.theme(named: picker.selected))
            view.themeProblem = nil
        } catch {
            view.themeProblem = error.description
        }
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
