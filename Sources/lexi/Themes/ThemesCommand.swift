import ArgumentParser
import LexiAPI
import LexiHome
import LexiPanes
import LexiTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "Show the themes, each as a sample; in a pipe, their names.",
        discussion: """
            Without a choice it is auto: dark or light, as the terminal's background is. The \
            terminal is asked for it; until it answers, or where it does not, COLORFGBG counts, \
            and without that a dark one is assumed.

            The theme is set by theme = "…" in the settings, by --theme, and in the dashboard by \
            F4. A theme of your own is a file NAME.toml in $XDG_CONFIG_HOME/lexi/themes:

              extends = "dark"                          # all that it leaves as it is
              [colors]                                  # the colours, by name
              background = "#101418"
              accent = "#88c0d0"
              [roles]                                   # single roles
              "markdown.heading" = { fg = "accent", bold = true }
            """)

    @OptionGroup var globals: GlobalOptions

    func run() throws {
        let library = ThemeLibrary.user
        let isShown = isatty(1) == 1 && ProcessEnvironment.value("TERM") != "dumb"
        let uses = isShown ? usesByName() : [:]
        for (index, name) in library.names.enumerated() {
            guard isShown else {
                StandardStream.print(Sanitizer.line(name))
                continue
            }
            if index > 0 { StandardStream.print("") }
            StandardStream.print(Sanitizer.line(name) + (uses[name].map { "  \($0)" } ?? ""))
            do throws(ThemeError) {
                let lines = ThemeSample(theme: try library.theme(named: name)).lines
                StandardStream.print(lines.joined(separator: "\n"))
            } catch {
                // Told below.
            }
        }
        for mistake in library.mistakes {
            StandardStream.error.say("lexi: " + Sanitizer.line(mistake))
        }
    }

    /// What is said beside the names of those that the settings choose.
    private func usesByName() -> [String: String] {
        let choice: String
        do throws(CommandFailure) {
            choice = try globals.settings().theme ?? BackgroundTheme.choice
        } catch {
            StandardStream.error.say("lexi: which theme is in use is not known: \(error.message)")
            return [:]
        }
        guard choice == BackgroundTheme.choice else { return [choice: "in use"] }
        return ["dark": "in use on a dark background", "light": "in use on a light background"]
    }
}
