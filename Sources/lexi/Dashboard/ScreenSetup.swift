import LexiDashboard
import LexiHome
import LexiPanes
import LexiScreen
import LexiSession
import LexiState
import LexiTerminal
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the screen looks like, and what the terminal is asked for: settings, options and
/// environment put together.
struct ScreenSetup: Sendable {
    let live: SettingsOnDisk
    let preferences: Preferences
    let options: TerminalOptions
    let copyWay: Copying.Way

    /// - Parameter theme: The one that was asked for, if any.
    init(
        _ globals: GlobalOptions, theme: String?, _ settings: Settings
    ) throws(CommandFailure) {
        let hasColors = ProcessEnvironment.value("NO_COLOR") == nil
        TextWidth.setAmbiguousColumns(settings.ambiguousWidth ?? 1)
        live = SettingsOnDisk(globals: globals, namedTheme: theme) {
            Self.look($0, $1, followsBackground: $2, hasColors: hasColors)
        }
        do throws(ThemeError) {
            preferences = try live.preferences(settings)
        } catch {
            throw CommandFailure(78, error.description)
        }
        var options = TerminalOptions(color: hasColors ? .automatic : .none)
        options.asksBackground = preferences.look.followsBackground && hasColors
        options.isASCII = Self.isASCII(settings)
        options.hasDirectColors = hasColors && TerminalCapabilities.Colors.areDirectByEnvironment
        self.options = options
        copyWay = settings.clipboard.flatMap { Copying.Way(rawValue: $0.rawValue) } ?? .osc52
    }

    /// The exit status for how the dashboard ended.
    static func status(of ending: Dashboard.Ending) -> Int32 {
        switch ending {
        case .quit: 0
        case .hungUp: 128 + SIGHUP
        case .terminated(let signal): 128 + signal
        }
    }

    private static func look(
        _ theme: Theme, _ settings: Settings, followsBackground: Bool, hasColors: Bool
    ) -> Look {
        var now = time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return Look(
            theme: theme, isPlain: !hasColors, followsBackground: followsBackground,
            glyphs: Self.glyphs(settings), hasMotion: settings.hasMotion ?? true,
            utcOffsetSeconds: local.tm_gmtoff)
    }

    /// Terminals that draw lines and marks two columns wide get them in ASCII, though not the
    /// texts.
    private static func glyphs(_ settings: Settings) -> GlyphSet {
        settings.ambiguousWidth == 2 || isASCII(settings) ? .ascii : .unicode
    }

    /// Terminals of before Unicode get single-column ASCII.
    private static func isASCII(_ settings: Settings) -> Bool {
        if let isASCII = settings.isASCII { return isASCII }
        let type = ProcessEnvironment.value("TERM") ?? ""
        let isOld = ["vt100", "vt102", "vt220", "ansi"].contains(type)
        return isOld || !LocaleEncoding.isUnicode
    }
}

/// Holds the terminal's waker once there is a terminal.
final class WakerSlot: Sendable {
    private let waker = Mutex<Waker?>(nil)

    func set(_ waker: Waker) { self.waker.withLock { $0 = waker } }
    func wake() { waker.withLock { $0 }?.wake() }
}
