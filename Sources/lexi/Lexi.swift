import ArgumentParser
import LexiClient
import LexiTOML

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the program begins.
///
/// Not asynchronous itself: that would bring Dispatch's pool of threads, which on Linux wakes once
/// a second from then on. The dashboard, which is left open all day, does without.
@main
enum Program {
    static func main() {
        StandardStream.reserve()
        // A socket or pipe whose other end is gone is an error of the writing, and not the end of
        // the program in the middle of anything.
        signal(SIGPIPE, SIG_IGN)
        EndSignals.takeQuitFromCrashReports()
        if let mistake = ArgumentText.mistake {
            StandardStream.error.say("lexi: \(mistake)")
            endProcess(65)
        }
        let arguments = Lexi.arguments()
        // What is left open all day does without, and so does a replay, which may be paused.
        let isDashboard = arguments.first.map { !Lexi.commandNames.contains($0) } ?? true
        if isDashboard || arguments.first == ReplayCommand.name { TaskThreads.useEventLoops() }
        // Detached, since a task of this function would wait for this thread.
        Task.detached {
            await run(arguments)
            endProcess(0)
        }
        // This thread has nothing to do but signals.
        while true { pause() }
    }

    /// Runs a command, or says why it cannot be. The library's own way would not notice that help
    /// cannot be printed.
    private static func run(_ arguments: [String]) async {
        do {
            var command = try Lexi.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = Lexi.exitCode(for: error)
            let text = Lexi.fullMessage(for: error)
            if code.isSuccess {
                if !text.isEmpty { StandardStream.print(text) }
            } else if !text.isEmpty {
                StandardStream.error.say(text)
            }
            endProcess(code.rawValue)
        }
    }
}

struct Lexi: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexi",
        abstract: "The terminal cockpit for Lexi, the assistant of the LeadLex CRM.",
        discussion: """
            Without a command it opens the dashboard. Try it without an account: lexi --demo

            The API key comes from the environment variable LEXI_API_KEY or from a profile of the \
            settings file, never from the command line; see lexi config --help. HTTPS_PROXY, \
            HTTP_PROXY, ALL_PROXY and NO_PROXY are honoured.
            """,
        version: ProgramVersion.text,
        subcommands: [
            DashboardCommand.self, AskCommand.self, ConversationsCommand.self, TasksCommand.self,
            DecodeCommand.self, ReplayCommand.self, ServeCommand.self, ConfigCommand.self,
            KeysCommand.self,
            ThemesCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: DashboardCommand.self)

    static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    }

    /// The program's arguments with the command first; ends the program when there is none of
    /// that name.
    fileprivate static func arguments() -> [String] {
        let order = CommandLineOrder(
            commands: commandNames,
            flags: [
                "--demo", "--no-tools", "--linear", "--no-history", "--help", "-h", "--version",
                "--help-hidden",
            ])
        switch order.arrange(Array(CommandLine.arguments.dropFirst())) {
        case .arguments(let arguments): return arguments
        case .unknownCommand(let name):
            let nearest = NearestName.of(name, among: order.commands)
            StandardStream.error.say(
                "lexi: There is no command \"\(name)\"; "
                    + (nearest.map { "did you mean \"\($0)\"?" } ?? "lexi --help lists them.")
                    + " To ask a question: lexi ask \"…\"")
            endProcess(64)
        }
    }
}

enum ProgramVersion {
    static let number = "0.1.0"
    static let text = "lexi \(number)"
}
