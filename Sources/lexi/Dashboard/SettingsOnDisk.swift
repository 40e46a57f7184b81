import LexiBus
import LexiClient
import LexiDashboard
import LexiEngine
import LexiHome
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import Synchronization

/// The settings of an open dashboard: the file, the user's themes, and what the command line says
/// instead.
final class SettingsOnDisk: DashboardSettings, Sendable {
    private let globals: GlobalOptions
    private let file: String?
    private let watch: SettingsWatch
    /// The theme of the command line goes before that of the file until one is chosen.
    private let namedTheme: Mutex<String?>
    private let makeLook: @Sendable (Theme, Settings, _ followsBackground: Bool) -> Look

    /// - Parameters:
    ///   - namedTheme: What `--theme` says.
    ///   - makeLook: Puts the looks together from the theme and the settings.
    init(
        globals: GlobalOptions, namedTheme: String?,
        makeLook: @escaping @Sendable (Theme, Settings, _ followsBackground: Bool) -> Look
    ) {
        self.globals = globals
        self.namedTheme = Mutex(namedTheme)
        self.makeLook = makeLook
        file = globals.config ?? GlobalOptions.paths.configurationFile
        watch = SettingsWatch(settingsFile: file, paths: GlobalOptions.paths)
    }

    /// What settings come to.
    ///
    /// - Throws: ``ThemeError`` when the theme cannot be used.
    func preferences(_ settings: Settings) throws(ThemeError) -> Preferences {
        Preferences(
            look: try look(settings), keymap: settings.keymap,
            alertWay: settings.notify.flatMap { AlertWay(rawValue: $0.rawValue) } ?? .auto,
            thinking: settings.thinking.flatMap { ThinkingMode(rawValue: $0.rawValue) },
            hasMouse: settings.hasMouse ?? false)
    }

    private func look(_ settings: Settings) throws(ThemeError) -> Look {
        let name = namedTheme.withLock { $0 } ?? settings.theme ?? BackgroundTheme.choice
        guard name == BackgroundTheme.choice else {
            return makeLook(try themes().theme(named: name), settings, false)
        }
        // What the terminal answers comes later; some say it beforehand.
        let background = ProcessEnvironment.value("COLORFGBG").flatMap {
            BackgroundColor(colorFGBG: $0)
        }
        return makeLook(try BackgroundTheme.theme(on: background), settings, true)
    }

    /// Tells the bus from now on when the file or a theme may have changed.
    func start(on bus: SessionBus) {
        watch.start {
            bus.post([SessionEvent(instant: SystemClock.now(), body: .settingsChanged)])
        }
    }

    // MARK: DashboardSettings

    func takeChange() -> Bool { watch.takeChange() }

    func preferences() -> Result<Preferences, SettingsProblem> {
        do throws(SettingsError) {
            let settings = try globals.settingsReading.usable()
            do throws(ThemeError) {
                return .success(try preferences(settings))
            } catch {
                return .failure(problem(error.description))
            }
        } catch {
            return .failure(problem(error.first))
        }
    }

    /// A line has little room, and the folder is known.
    private func problem(_ reason: String) -> SettingsProblem {
        let folder = GlobalOptions.paths.configurationFolder.map { "\($0)/" }
        return SettingsProblem(reason: folder.map { reason.replacing($0, with: "") } ?? reason)
    }

    func themes() -> ThemeLibrary { ThemeLibrary.user }

    func keep(theme: String) -> Result<String, SettingsProblem> {
        // Where it cannot be kept, it holds as if it had been named.
        namedTheme.withLock { $0 = theme }
        let result = keep(line: "theme = \"\(theme)\"") {
            SettingsText.change($0, theme: theme)
        }
        guard case .success(let file) = result else { return result }
        namedTheme.withLock { $0 = nil }
        return .success("Theme \(theme) is in \(file)")
    }

    func choices() -> [SettingChoice] {
        let settings = SettingsReading(
            explicitPath: globals.config, paths: GlobalOptions.paths, tables: [.keys]
        ).settings
        return settings.changeable.map { setting in
            let all =
                setting.name == "profile"
                ? settings.profiles.map { "\"\($0.name)\"" } : setting.row.choices
            return SettingChoice(
                name: setting.name, value: setting.value,
                present: setting.isTOML ? setting.value : nil, isSet: setting.isSet,
                others: all.filter { $0 != setting.value }, summary: setting.row.summary)
        }
    }

    func keep(setting name: String, value: String) -> Result<String, SettingsProblem> {
        let line = SettingsText.line(setting: name, value)
        let result = keep(line: line) {
            SettingsText.change(
                $0, setting: name, to: value, paths: GlobalOptions.paths, tables: [.keys])
        }
        guard case .success(let file) = result else { return result }
        if name == "theme" { namedTheme.withLock { $0 = nil } }
        let later = Self.liveSettings.contains(name) ? "" : ", and holds from the next start on"
        return .success("\(line) is in \(file)\(later)")
    }

    /// What an open dashboard takes on; all else is read when it starts.
    private static let liveSettings: Set<String> = ["theme", "ascii", "motion", "thinking"]

    /// Changes the file.
    ///
    /// - Parameter line: What the user is told to write where that is not done.
    /// - Returns: The file.
    private func keep(
        line: String, _ change: (String) -> SettingsChange
    ) -> Result<String, SettingsProblem> {
        func failure(_ reason: String) -> Result<String, SettingsProblem> {
            .failure(SettingsProblem(reason: reason))
        }
        guard let file else {
            return failure("neither XDG_CONFIG_HOME nor HOME says where to keep it")
        }
        switch change(file) {
        case .unreadable(let reason): return failure("\(file): \(reason)")
        case .refused(let reason): return failure(reason)
        case .unclear: return failure("write \(line) into \(file)")
        case .unchanged: break
        case .changed(let text):
            do throws(FileError) {
                try PrivateFile.save(text, to: file)
            } catch {
                return failure(error.reason)
            }
            // Nobody needs to be told of it.
            _ = watch.takeChange()
        }
        return .success(file)
    }
}

extension ThemeLibrary {
    /// The shipped themes and the user's.
    static var user: ThemeLibrary {
        ThemeLibrary(
            own: OwnThemeFile.all(in: GlobalOptions.paths).map { file in
                OwnTheme(
                    name: file.name, file: file.path,
                    text: file.text.map(Result.success)
                        ?? .failure(ThemeFileUnreadable(reason: file.problem ?? "unreadable")))
            })
    }
}
