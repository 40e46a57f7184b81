import Foundation
import LexiTesting
import Testing

/// `lexi serve` and the file it keeps.
@Suite(.ownThreads, .timeLimit(.minutes(5))) struct ServeTests {
    /// Starts a server and waits until it has said where it is.
    private func serve(_ database: String) throws -> (server: RunningProgram, said: [String]) {
        let server = try RunningProgram(
            ["serve", "--port", "0", "--pace", "instant", "--database", database])
        try server.waitUntil("its key") { $0.outputText.contains("In another shell:") }
        return (server, server.outputText.split(separator: "\n").map(String.init))
    }

    private func value(_ name: String, in said: [String]) throws -> String {
        let line = try #require(said.first { $0.hasPrefix(name) })
        return line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
    }

    @Test func `what it says of a database that cannot be opened acts on no terminal`() throws {
        let result = try Program.run(
            "serve", "--port", "0", "--database", "/nowhere/\u{1B}[31mx\u{9B}1m\u{7}")
        #expect(result.status == 69)
        #expect(result.errors.contains("The server cannot start"))
        #expect(
            result.errors.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.properties.generalCategory != .control
            })
    }

    @Test func `the file alone has everything, also of a server that was killed`() throws {
        let folder = try UserFolder()
        let path = folder.configuration + "/firm.sqlite"
        let (killed, said) = try serve(path)
        let key = try value("API key", in: said)
        #expect(try value("database", in: said) == "\(path) (a new firm, with a new key)")
        let asked = try Program.run(
            "ask", "--base-url", value("base URL", in: said), "Who is Mara Vogt?",
            environment: ["LEXI_API_KEY": key])
        #expect(asked.status == 0)

        let second = try Program.run("serve", "--port", "0", "--database", path)
        #expect(second.status == 69)
        #expect(
            second.errors.contains(
                "another server uses this database (process \(killed.processIdentifier))"))

        killed.signal(SIGKILL)
        _ = try killed.finish()
        let copy = folder.configuration + "/copy.sqlite"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let (server, again) = try serve(copy)
        #expect(try value("API key", in: again) == key)
        #expect(try value("database", in: again) == "\(copy) (kept)")
        let listed = try Program.run(
            "conversations", "list", "--base-url", value("base URL", in: again),
            environment: ["LEXI_API_KEY": key])
        #expect(listed.output.contains("Who is Mara Vogt?"))
        server.signal(SIGINT)
        #expect(try server.finish().status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.configuration)
        #expect(
            names.sorted() == [
                "copy.sqlite", "copy.sqlite.lock", "firm.sqlite", "firm.sqlite.lock",
            ])
    }
}
