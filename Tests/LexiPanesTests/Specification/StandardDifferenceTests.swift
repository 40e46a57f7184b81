import Foundation
import Testing

@testable import LexiPanes

/// Which examples of the specifications are read otherwise than they say, and why.
@Suite struct StandardDifferenceTests {
    /// The examples in `differences.txt`, each with its reason.
    private static let reasons: [String: String] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "differences.txt")
        let text = String(
            decoding: FileManager.default.contents(atPath: file.path()) ?? Data(), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let parts = line.split(separator: ": ", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            })
    }()

    @Test func `every example but those that are listed is read as the standard says`() {
        var different: Set<String> = []
        for example in SpecificationExample.all {
            let expected = StandardMarkdown.blocks(of: example.markdown)
            let found = MarkdownParser.parse(example.markdown[...]).map(\.block)
            let isSame =
                StandardMarkdown.comparable(expected) == StandardMarkdown.comparable(found)
            if isSame { continue }
            different.insert(example.testDescription)
            #expect(
                Self.reasons[example.testDescription] != nil,
                "\(example.testDescription): \(example.markdown.debugDescription)\n\(found)")
        }
        #expect(Set(Self.reasons.keys).subtracting(different) == [])
        #expect(Self.reasons.values.allSatisfy { !$0.isEmpty })
    }
}
