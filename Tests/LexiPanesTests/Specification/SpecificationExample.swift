import Foundation
import Testing

/// An example of the CommonMark or the GFM specification.
struct SpecificationExample: Sendable, CustomTestStringConvertible {
    var number: Int
    var section: String
    var markdown: String

    var testDescription: String { "\(number) \(section)" }

    /// All examples, from the file beside this one.
    static let all: [SpecificationExample] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "examples.txt")
        guard let bytes = FileManager.default.contents(atPath: file.path()) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.components(separatedBy: "\n@@@ ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let title = lines[0].split(separator: " ", maxSplits: 1)
            let body = lines.count > 1 ? String(lines[1]) : ""
            return SpecificationExample(
                number: Int(title[0]) ?? 0, section: String(title.last ?? ""),
                markdown: body.replacingOccurrences(of: "→", with: "\t") + "\n")
        }
    }()
}
