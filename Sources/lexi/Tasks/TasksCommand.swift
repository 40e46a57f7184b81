import ArgumentParser
import LexiAPI
import LexiClient
import LexiSession
import LexiState

struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "See and decide what Lexi may only do with your approval.",
        discussion: """
            Exit status: 0 done, 64 usage, 65 not pending any more, 66 not found, 69 network or \
            server, 75 rate limited, 76 not the API, 77 key, 78 configuration, 130 interrupted.
            """,
        subcommands: [TasksList.self, TasksApprove.self, TasksDismiss.self])
}

struct TaskStatusArgument: ExpressibleByArgument, Sendable {
    let status: LexiTask.Status

    init(status: LexiTask.Status) { self.status = status }

    init?(argument: String) {
        guard let status = LexiTask.Status(rawValue: argument) else { return nil }
        self.status = status
    }

    static let allValueStrings = LexiTask.Status.allCases.map(\.rawValue)
    var defaultValueDescription: String { status.rawValue }
}

struct TasksList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List Lexi's tasks: what waits, or what became of it.")

    @OptionGroup var options: RequestOptions
    @Option(help: "What to print: text or jsonl.") var format = OutputFormat.text
    @Option(help: "Which tasks.") var status = TaskStatusArgument(status: .pending)

    func run() async throws {
        let (status, format) = (status.status, format)
        await RequestSession.run(options, for: .readTasks) { session in
            let page = try await session.client.tasks(status: status, onRetry: session.sayRetry)
                .value
            switch format {
            case .text:
                try session.write(TaskText.text(page.items))
                session.noteRemoved(from: page.items.map(TaskText.plainParts))
            case .jsonl: try session.write(page.items.map { $0.json.line + "\n" }.joined())
            }
            session.noteLeftOut(page.unreadableCount)
            if page.items.isEmpty { session.note("no \(status.rawValue) tasks") }
        }
    }
}

struct TasksApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Let Lexi do a pending task.",
        discussion: """
            Lexi begins at once. `lexi tasks list --status completed` shows when it is done, \
            --status failed when it could not be.
            """)

    @OptionGroup var options: RequestOptions
    @Argument(help: "The task's ID.") var id: String

    func validate() throws { try PastedKey.refuse(["The task's ID": id]) }

    func run() async throws {
        let id = id
        await RequestSession.run(options, for: .decideTask) { session in
            let answer = try await session.client.approveTask(
                id, idempotencyKey: session.idempotencyKey, onRetry: session.sayRetry)
            let start =
                switch answer.value.hasStarted {
                case true?: ", execution started"
                case false?: ", execution not started yet"
                case nil: ""
                }
            try session.write(
                "Task \(Shown.line(id)): \(Shown.line(answer.value.status ?? "approved"))\(start)\n"
            )
        }
    }
}

struct TasksDismiss: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Turn a pending task down, for good.")

    @OptionGroup var options: RequestOptions
    @Option(
        help: """
            Why, in any words; usual ones are not_relevant, manual_execution, incorrect_params, \
            duplicate and testing.
            """)
    var reason: String?
    @Argument(help: "The task's ID.") var id: String

    func validate() throws { try PastedKey.refuse(["The task's ID": id, "--reason": reason]) }

    func run() async throws {
        let (id, reason) = (id, reason)
        await RequestSession.run(options, for: .decideTask) { session in
            let answer = try await session.client.dismissTask(
                id, reason: reason, idempotencyKey: session.idempotencyKey,
                onRetry: session.sayRetry)
            try session.write(
                "Task \(Shown.line(id)): \(Shown.line(answer.value.status ?? "dismissed"))\n")
        }
    }
}
