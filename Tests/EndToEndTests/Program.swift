import Foundation
import LexiScreen
import LexiTesting

/// The real `lexi`, run as a user runs it.
enum Program {
    /// What a finished run left.
    struct Result {
        var output: String
        var errors: String
        /// The exit status; `nil` when a signal ended it.
        var status: Int32?
    }

    /// Runs a command to its end.
    ///
    /// - Parameter environment: All of it: nothing is inherited.
    static func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws -> Result {
        try run(arguments, input: Data(input.utf8), environment: environment)
    }

    /// Runs a command to its end, with bytes as its input that may be no text.
    static func run(
        _ arguments: [String], input: Data, environment: [String: String] = [:],
        executable: String? = nil
    ) throws -> Result {
        // Files rather than pipes: no pipe can fill up while the other is read.
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lexi-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ bytes: Data = Data()) throws -> URL {
            let url = folder.appending(path: name)
            try bytes.write(to: url)
            return url
        }
        let output = try file("output")
        let errors = try file("errors")
        let streams = (
            try FileHandle(forReadingFrom: file("input", input)),
            try FileHandle(forWritingTo: output), try FileHandle(forWritingTo: errors)
        )
        let process = try ChildProcess(
            executable: executable ?? BuiltProduct.path(of: "lexi"), arguments: arguments,
            environment: ["TZ": "UTC"].merging(environment) { $1 },
            input: streams.0.fileDescriptor, output: streams.1.fileDescriptor,
            errors: streams.2.fileDescriptor)
        let status = process.waitUntilExit()
        return Result(
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8),
            status: status)
    }

    /// Runs a line of the shell, in which `$0` is the program: for arguments that are no text.
    static func runShell(_ line: String, environment: [String: String] = [:]) throws -> Result {
        try run(
            ["-c", line, BuiltProduct.path(of: "lexi")], input: Data(), environment: environment,
            executable: "/bin/sh")
    }

    /// Opens the dashboard in a terminal of its own.
    static func dashboard(
        _ arguments: String..., size: Size = Size(columns: 120, rows: 40),
        type: String = "xterm-256color", environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            executable: BuiltProduct.path(of: "lexi"), arguments: arguments,
            environment: ["TERM": type, "TZ": "UTC", "LANG": "C.UTF-8"].merging(environment) { $1 },
            size: size)
    }
}
