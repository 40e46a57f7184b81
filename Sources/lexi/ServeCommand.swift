import ArgumentParser
import LexiStandIn
import Logging

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the stand-in: a Lexi of your own over an invented law firm's CRM.",
        discussion: """
            It prints its base URL and a key, and runs until Ctrl+C. Without --database its data \
            is gone when it ends. Its log goes to standard error, from --log-level info on.
            """)

    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 takes any free one.") var port = 8377
    @Option(help: "The SQLite file to keep the CRM and the conversations in.")
    var database: String?
    @Option(help: "Decides the invented data.") var seed: UInt64 = 1
    @Option(help: "human, instant, or a factor such as 0.5.")
    var pace = PaceArgument(pace: .human)
    @Option(help: "The workspace's credits when its database is new.") var credits = 4842
    @OptionGroup var globals: GlobalOptions

    func run() async throws {
        var logger = Logger(label: "lexi.serve") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = globals.logLevel?.level ?? .info
        let server: StandIn
        do {
            server = try await StandIn.start(
                StandInConfiguration(
                    host: host, port: port, databasePath: database, seed: seed, pace: pace.pace,
                    credits: credits), logger: logger)
        } catch {
            StandardStream.error.say("lexi: The server cannot start on \(host):\(port): \(error)")
            endProcess(69)
        }
        StandardStream.output.say(
            """
            base URL  \(server.baseURL)
            API key   \(server.apiKey)

            In another shell:
              LEXI_API_KEY=\(server.apiKey) lexi --base-url \(server.baseURL)
            """)
        let serving = Task { try await server.run() }
        let signals = EndSignals { _ in serving.cancel() }
        defer { signals.stop() }
        do {
            try await serving.value
        } catch is CancellationError {
            // Asked to end.
        } catch {
            StandardStream.error.say("lexi: The server failed: \(error)")
            await server.shutdown()
            endProcess(70)
        }
        await server.shutdown()
        endProcess(0)
    }
}
