import Foundation
import LexiTesting
import Testing

/// Standard output that cannot be written, for every command that prints there.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct UnwritableOutputTests {
    static let commands: [[String]] = [
        ["--help"], ["--version"], ["help"], ["ask", "--help"], ["config", "init", "--help"],
        ["--generate-completion-script", "bash"], ["keys"], ["themes"], ["config"],
        ["config", "show"], ["config", "path"], ["config", "check"], ["config", "init", "--print"],
        ["config", "init"], ["serve", "--list-faults"], ["serve", "--port", "0"],
        ["doctor", "--offline"], ["conversations", "list"], ["conversations", "show", "c"],
        ["tasks", "list"], ["decode"], ["decode", "--raw"], ["decode", "--lint"],
        ["decode", "--stats"], ["ask", "Q"], ["ask", "--format", "jsonl", "Q"], ["--linear"],
    ]

    /// Runs a command against a server that answers all of them, with its output as given.
    private func run(_ command: [String], output: Int32) throws -> (status: Int32?, errors: String)
    {
        let answer =
            command.contains("ask") || command == ["--linear"]
            ? Fault.head + Fault.delta + Fault.end : API.json(Self.records)
        let server = try ScriptedServer(
            Array(repeating: [.readRequest, .send(answer), .close], count: 4))
        defer { server.stop() }
        let user = try UserFolder()
        let input = try user.write("event: text\ndata: {\"delta\": \"Hi\"}\n\n", to: "input")
        let errors = try user.write("", to: "errors")
        let streams = (
            try FileHandle(forReadingFrom: URL(filePath: input)),
            try FileHandle(forWritingTo: URL(filePath: errors))
        )
        var environment = user.environment
        environment["LEXI_API_KEY"] = "wbk_live_0123456789"
        environment["LEXI_BASE_URL"] = server.url
        let process = try ChildProcess(
            executable: BuiltProduct.path(of: "lexi"), arguments: command,
            environment: environment, input: streams.0.fileDescriptor, output: output,
            errors: streams.1.fileDescriptor)
        let status = process.waitUntilExit()
        return (status, try String(contentsOfFile: errors, encoding: .utf8))
    }

    private static let records = """
        {"data": {"id": "c", "title": "T", "messages": [{"role": "user", "content": "Hi"}],
          "conversations": [{"id": "c", "title": "T"}], "tasks": [{"id": "t", "title": "T"}]},
         "meta": {"page": 1, "per_page": 25, "total": 1}}
        """

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: commands)
    func `a full disk ends each command with 74, and is told`(_ command: [String]) throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let (status, errors) = try run(command, output: full)
        #expect(status == 74, "\(errors)")
        #expect(
            errors.contains("lexi: Standard output cannot be written: No space left on device."))
    }

    @Test(arguments: commands)
    func `a reader that goes away ends each command with 141, and without a word`(
        _ command: [String]
    ) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let (status, errors) = try run(command, output: ends[1])
        #expect(status == 141, "\(errors)")
        #expect(!errors.contains("cannot be written"))
    }
}
