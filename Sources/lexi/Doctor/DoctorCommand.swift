import ArgumentParser
import LexiAPI
import LexiClient
import LexiHome

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the terminal, the settings and the way to the API, for a bug report.",
        discussion: """
            The report holds no key, no password and no name of your home folder. One request is \
            sent with your key: a list of one conversation, of which nothing is shown.

            Exit status: 0 all well, 69 the API cannot be reached, 77 the key is missing or \
            refused, 78 a mistake in the settings; the first of them that is found.
            """)

    @OptionGroup var globals: GlobalOptions
    @Flag(help: "Leave the network alone.")
    var offline = false

    func run() async throws {
        var report = DoctorReport(
            title: "\(ProgramVersion.text) doctor, \(Self.system), \(Self.time)",
            home: GlobalOptions.paths.home)
        TerminalExamination.examine(&report)
        let connection = SettingsExamination.examine(globals, &report)
        await HistoryExamination.examine(
            globals.settingsReading.settings.keepsHistory ?? true, &report)
        if offline {
            report.section("Network")
            report.add("skipped", "--offline")
        } else if let connection {
            await NetworkExamination.examine(connection, &report)
        }
        StandardStream.print(report.finished(), terminator: "")
        endProcess(report.status)
    }

    /// `2026-04-27 12:40:07Z`.
    private static var time: String {
        var now = time_t(SystemClock.now().unixSeconds)
        var utc = tm()
        gmtime_r(&now, &utc)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%SZ", &utc)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static var system: String {
        var name = utsname()
        guard uname(&name) == 0 else { return "unknown system" }
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(name.sysname)) \(text(name.release)) \(text(name.machine))"
    }
}
