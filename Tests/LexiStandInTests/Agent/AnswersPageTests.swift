import Foundation
import Testing

@testable import LexiStandIn

/// Keeps `docs/stand-in.md` true: asks each of its questions again and compares.
@Suite struct AnswersPageTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var title: String
        var command: String
        var tools: [String]
        var answer: String

        var testDescription: String { title }
    }

    static let page: String = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "docs/stand-in.md"), encoding: .utf8))
            ?? ""
    }()

    static let examples: [Example] = page.components(separatedBy: "\n## ").dropFirst().map { part in
        func block(_ language: String) -> String {
            part.components(separatedBy: "\n```\(language)\n").dropFirst().first?
                .components(separatedBy: "\n```\n").first ?? ""
        }
        let tools = part.split(separator: "\n").first { $0.hasPrefix("Tools: ") } ?? ""
        return Example(
            title: String(part.prefix { $0 != "\n" }), command: block("sh"),
            tools: tools.matches(of: #/`([^`]+)`/#).map { String($0.output.1) },
            answer: block("markdown"))
    }

    @Test func thePageShowsWhatItPromises() {
        #expect(Self.examples.count == 12)
        #expect(Set(Self.examples.map(\.command)).count == 12)
        for tool in ToolName.allCases { #expect(Self.page.contains("`\(tool.rawValue)`")) }
    }

    @Test(arguments: examples)
    func theQuestionIsAnsweredAsThePageSays(example: Example) async throws {
        let (message, context) = try request(example.command)
        let day = try #require(
            Self.page.firstMatch(of: #/these are of (\d{4}-\d\d-\d\d)/#)
                .flatMap { CalendarDay(iso: $0.output.1) })
        let noon = Date(timeIntervalSince1970: Double(day.unixSeconds + 43_200))
        let configuration = StandInConfiguration(seed: 1, pace: .instant)
        try await withStandIn(configuration, time: WallTime(now: { noon })) { standIn in
            let body = try JSONSerialization.data(
                withJSONObject: ["message": message, "context": context])
            let response = try await standIn.chat(String(decoding: body, as: UTF8.self))
            let tools = response.body.matches(
                of: #/"tool": "([^"]+)", "status": "started"/#
            ).map { String($0.output.1) }
            #expect(tools == example.tools)
            let answer = response.answer.replacing(#/task_[0-9A-Z]{26}/#, with: "task_…")
            #expect(answer == example.answer)
        }
    }

    /// The question and context of `lexi ask --demo --demo-pace instant --deal ID "…"`.
    private func request(_ command: String) throws -> (String, [String: String]) {
        let match = try #require(
            command.wholeMatch(
                of: #/lexi ask --demo --demo-pace instant ((?:--[a-z]+ [a-z0-9-]+ )*)"([^"]+)"/#))
        var context: [String: String] = [:]
        for option in match.output.1.matches(of: #/--([a-z]+) ([a-z0-9-]+)/#) {
            context["\(option.output.1)_id"] = String(option.output.2)
        }
        return (String(match.output.2), context)
    }
}
