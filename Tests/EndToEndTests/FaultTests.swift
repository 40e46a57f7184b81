import LexiTesting
import Testing

/// Every fault of a server, against the real program: nothing hangs, nothing is lost, and the exit
/// status says what happened. The table is in `Fault.swift`.
@Suite(.timeLimit(.minutes(10)), .ownThreads) struct FaultTests {
    @Test(arguments: Fault.connection + Fault.content + Fault.gateways + Fault.meaning)
    func `the answer's words, the reason and the exit status`(fault: Fault) throws {
        let (result, host) = try run(fault, format: "text", printed: fault.answer)
        #expect(result.status == fault.status)
        // Compared by hand: a megabyte in a failure's message helps nobody.
        let expected = fault.answer.isEmpty ? "" : fault.answer + "\n"
        if result.output != expected {
            Issue.record("the answer was \"\(result.output.prefix(200))\"")
        }
        for words in fault.words {
            let words = words.replacing("HOST", with: host)
            #expect(result.errors.contains(words))
        }
        for secret in fault.secrets { #expect(!result.errors.contains(secret)) }
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test(arguments: Fault.connection + Fault.content + Fault.gateways + Fault.meaning)
    func `the same as JSON lines, whose deltas are the answer`(fault: Fault) throws {
        let delta = fault.answer.isEmpty ? "\"type\":\"response\"" : "\"type\":\"text\""
        let (result, _) = try run(fault, format: "jsonl", printed: delta)
        #expect(result.status == fault.status)
        let lines = result.output.split(separator: "\n")
        #expect(
            lines.last?.hasSuffix(
                "\"outcome\":\"\(fault.outcome)\",\"terminator\":\(fault.hasTerminator)}") == true)
        #expect(lines.count { $0.hasPrefix(#"{"type":"end""#) } == 1)
        let deltas = lines.compactMap { line in
            line.firstMatch(of: /^{"type":"text",.*?"delta":"(.*)","conversation_id":/)?.1
        }
        if deltas.joined() != fault.answer { Issue.record("the deltas are not the answer") }
        for secret in fault.secrets { #expect(!result.output.contains(secret)) }
    }

    private func run(
        _ fault: Fault, format: String, printed: String
    ) throws -> (result: Program.Result, host: String) {
        let gate = ScriptedServerGate()
        let server = try ScriptedServer(fault.scripts(gate))
        defer {
            gate.open()
            server.stop()
        }
        let program = try RunningProgram(
            ["ask", "--base-url", server.url, "--format", format] + fault.arguments + ["Who?"])
        if !printed.isEmpty, fault.outcome != "failed" || !fault.answer.isEmpty {
            try program.waitUntil("what came before the fault") {
                $0.output.count >= printed.utf8.count && $0.outputText.contains(printed)
            }
        }
        gate.open()
        return (try program.finish(), "127.0.0.1:\(server.port)")
    }
}
