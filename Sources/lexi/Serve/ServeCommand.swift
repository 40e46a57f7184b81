import ArgumentParser
import LexiStandIn
import Logging
import Synchronization

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the stand-in: a Lexi of your own over an invented law firm's CRM.",
        discussion: """
            It prints its base URL and a key, and runs until Ctrl+C. Without --database its data \
            is gone when it ends. Its log goes to standard error, from --log-level info on. \
            With --model-url a language model answers in place of its rules: any server of \
            OpenAI's chat completions with tool calling, such as llama.cpp, Ollama or vLLM. Its \
            key, if it wants one, is read from the environment variable LEXI_MODEL_API_KEY. \
            Faults, listed by --list-faults, may also be asked for by one request: in its header \
            X-Standin-Fault.
            """)

    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 takes any free one.") var port = 8377
    @Option(help: "The SQLite file to keep the CRM and the conversations in.")
    var database: String?
    @Option(help: "Decides the invented data.") var seed: UInt64 = 1
    @Option(help: "human, instant, or a factor such as 0.5.")
    var pace = PaceArgument(pace: .human)
    @Option(help: "The workspace's credits when its database is new.") var credits = 4842
    @Option(help: "The workspace's plan: starter, pro, org or unmetered.")
    var plan = PlanArgument(plan: .pro)
    @Option(
        name: .customLong("fault"),
        help: "Something to do wrong in every response, for instance chunk=1; may be repeated.")
    var faults: [String] = []
    @Option(
        help: ArgumentHelp(
            "A model server that answers, for instance http://127.0.0.1:11434.",
            valueName: "url"))
    var modelURL: String?
    @Option(help: ArgumentHelp("The model's name on that server.", valueName: "name"))
    var model: String?
    @Option(
        help: ArgumentHelp(
            "How many seconds the model server may be silent.", valueName: "seconds"))
    var modelTimeout = 100
    @Flag(help: "Print every fault with what it does, and end.") var listFaults = false
    @Flag(help: "Print a key for every case a client has to meet.") var sampleKeys = false
    @OptionGroup var globals: GlobalOptions

    func validate() throws {
        guard (modelURL == nil) == (model == nil) else {
            throw ValidationError("--model-url and --model belong together.")
        }
        guard (1...3_600).contains(modelTimeout) else {
            throw ValidationError("--model-timeout is a number of seconds from 1 to 3600.")
        }
    }

    func run() async throws {
        if listFaults {
            StandardStream.print(Self.table(StandIn.faultList.map { ($0.usage, $0.summary) }))
            return
        }
        var logger = Logger(label: "lexi.serve") { _ in LogLines { StandardStream.error.tell($0) } }
        logger.logLevel = globals.logLevel?.level ?? .info
        let modelServer: ModelServer?
        do {
            modelServer = try modelAsked
        } catch {
            StandardStream.error.say("lexi: The server cannot start: \(error)")
            endProcess(64)
        }
        let server: StandIn
        do {
            server = try await StandIn.start(
                StandInConfiguration(
                    host: host, port: port, databasePath: database, seed: seed, pace: pace.pace,
                    credits: credits, plan: plan.plan, faults: faults.joined(separator: ","),
                    model: modelServer),
                logger: logger)
        } catch {
            StandardStream.error.say("lexi: The server cannot start on \(host):\(port): \(error)")
            endProcess(69)
        }
        do throws(StandardStream.Closed) {
            try StandardStream.output.write(greeting(server, modelServer))
        } catch {
            // Nobody would know where it is. It has a database that is to be put away.
            await server.shutdown()
            error.explain()
            endProcess(error.exitStatus)
        }
        try await serve(server)
    }

    private func greeting(_ server: StandIn, _ model: ModelServer?) -> String {
        let lines = """
            base URL  \(server.baseURL)
            API key   \(server.apiKey)\(databaseLine(server.databaseOrigin))\(model.map { "\nmodel     \($0)" } ?? "")

            In another shell:
              LEXI_API_KEY=\(server.apiKey) lexi --base-url \(server.baseURL)

            """
        return sampleKeys ? "\(lines)\n\(Self.table(StandIn.SampleKeys.all))\n" : lines
    }

    /// The file and what was found there; empty where none is kept.
    private func databaseLine(_ origin: DatabaseOrigin) -> String {
        guard let database = database.map({ Shown.line($0) }) else { return "" }
        let found =
            switch origin {
            case .new: "a new firm, with a new key"
            case .kept: "kept"
            case .recovered: "kept; its server was killed, unfinished changes were undone"
            case .converted: "kept; \(database)-wal is now part of it"
            case .perhapsIncomplete:
                "kept; if \(database)-wal lay beside it, what only that held is missing"
            }
        return "\ndatabase  \(database) (\(found))"
    }

    private var modelAsked: ModelServer? {
        get throws {
            guard let modelURL, let model else { return nil }
            return try ModelServer(
                url: modelURL, model: model,
                apiKey: ProcessEnvironment.value("LEXI_MODEL_API_KEY"),
                silence: .seconds(modelTimeout))
        }
    }

    /// The first signal lets streams finish, the second one ends them.
    private func serve(_ server: StandIn) async throws {
        let isEnding = Mutex(false)
        let signals = EndSignals { _ in
            let isSecond = isEnding.withLock { isEnding in
                defer { isEnding = true }
                return isEnding
            }
            if !isSecond {
                StandardStream.error.say(
                    "lexi: Streams may finish, at most 10 s; Ctrl+C again ends them now.")
            }
            Task { await server.shutdown(grace: isSecond ? .zero : .seconds(10)) }
        }
        defer { signals.stop() }
        do {
            try await server.run()
        } catch is CancellationError {
            // Asked to end.
        } catch {
            StandardStream.error.say("lexi: The server failed: \(error)")
            await server.shutdown()
            endProcess(70)
        }
        endProcess(0)
    }

    /// Two columns.
    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, text in
            name + String(repeating: " ", count: width - name.count + 2) + text
        }.joined(separator: "\n")
    }
}

struct PlanArgument: ExpressibleByArgument, Sendable {
    let plan: Plan

    init(plan: Plan) { self.plan = plan }

    init?(argument: String) {
        guard let plan = Plan(rawValue: argument) else { return nil }
        self.plan = plan
    }

    var defaultValueDescription: String { plan.rawValue }
}
