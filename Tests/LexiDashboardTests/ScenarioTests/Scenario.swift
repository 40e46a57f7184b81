import Foundation
import LexiDashboard
import LexiScreen

/// What one action does, as a file of `Scenarios` tells it: what it shows, where it starts, and
/// then by turns the keys and the screen they lead to.
///
///     Tab leads to the next pane.
///     start: 80x24 answered
///
///     keys: Tab
///     21 |├─ Message ───…
///        ~ border 1-2, 13-80
///     cursor: hidden
///     asks: quit
///
/// Of a screen there is what differs from the screen before, as in ``PictureChanges``. `asks:` is
/// what the run loop is asked for. `LEXI_RECORD=1` writes all that but the keys.
struct Scenario {
    /// The file's, which is the action's name, and behind an `@` what else is special.
    let name: String
    /// The action's name.
    var action: String { String(name.prefix { $0 != "@" }) }
    /// What it shows, for the reader.
    let title: String
    let size: Size
    let start: StartingState
    /// Pressed before the first screen.
    let preparation: ScenarioKeys
    let steps: [ScenarioKeys]

    /// A file is not as it should be.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(component: "Scenarios")

    /// The names of all files.
    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))
        .map { $0.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted() } ?? []

    static func path(_ name: String) -> String {
        folder.appending(component: "\(name).txt").path
    }

    init(named name: String) throws {
        try self.init(name, String(contentsOfFile: Self.path(name), encoding: .utf8))
    }

    init(_ name: String, _ text: String) throws {
        func problem(_ reason: String) -> Problem { Problem(description: "\(name).txt: \(reason)") }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.firstIndex(where: { $0.hasPrefix("start: ") }), place > 0 else {
            throw problem("what it shows and a line `start: 80x24 answered` come first")
        }
        self.name = name
        title = lines[..<place].joined(separator: "\n")
        let words = lines[place].dropFirst(7).split(separator: " ", maxSplits: 2)
        let numbers = words.first?.split(separator: "x").compactMap { Int($0) } ?? []
        guard words.count > 1, numbers.count == 2 else {
            throw problem("`start:` names a size and a state")
        }
        guard let start = StartingState(rawValue: String(words[1])) else {
            throw problem("there is no state \(words[1])")
        }
        size = Size(columns: numbers[0], rows: numbers[1])
        self.start = start
        preparation = try ScenarioKeys(words.count > 2 ? words[2] : "")
        steps = try lines.filter { $0.hasPrefix("keys: ") }
            .map { try ScenarioKeys($0.dropFirst(6)) }
        if steps.isEmpty { throw problem("there are no `keys:`") }
    }

    /// The file's text, with what each of the steps has shown.
    func text(_ shown: [[String]]) -> String {
        let more = preparation.text.isEmpty ? "" : " " + preparation.text
        var parts = [
            "\(title)\nstart: \(size.columns)x\(size.rows) \(start.rawValue)\(more)"
        ]
        for (step, lines) in zip(steps, shown) {
            parts.append((["keys: \(step.text)"] + lines).joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }
}
