import Foundation
import Testing

/// The journals in a user's home, read without any code of the program.
struct WrittenJournals {
    /// The text of each, by the name of its conversation.
    let texts: [String: Data]

    init(_ home: UserFolder) throws {
        var texts: [String: Data] = [:]
        let folder = Self.folder(home)
        let files = FileManager.default.enumerator(atPath: folder)
        while let name = files?.nextObject() as? String {
            guard name.hasSuffix(".jsonl") else { continue }
            let id = String(name.split(separator: "/").last?.dropLast(6) ?? "")
            texts[id] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        }
        self.texts = texts
    }

    static func folder(_ home: UserFolder) -> String { home.path + "/.local/state/lexi/journals" }

    /// The path of a conversation's journal.
    static func path(_ id: String, _ home: UserFolder) throws -> String {
        let names = try #require(FileManager.default.enumerator(atPath: folder(home)))
        while let name = names.nextObject() as? String {
            if name.hasSuffix("/\(id).jsonl") { return "\(folder(home))/\(name)" }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// The name of the only conversation.
    var only: String {
        get throws {
            try #require(texts.count == 1)
            return try #require(texts.keys.first)
        }
    }

    /// The lines of a journal that are whole, the first one too.
    func entries(_ id: String) throws -> [[String: Any]] {
        try #require(texts[id]).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            .map { line in
                try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
            }
    }

    /// What is behind the last whole line.
    func rest(_ id: String) -> Data {
        texts[id]?.split(separator: 0x0A, omittingEmptySubsequences: false).last ?? Data()
    }

    /// The body of the answer to an attempt, as far as it is written down, in all turns.
    func body(_ id: String, attempt: Int) throws -> [UInt8] {
        try entries(id).reduce(into: []) { body, entry in
            guard entry["type"] as? String == "bytes", entry["attempt"] as? Int == attempt else {
                return
            }
            if let text = entry["text"] as? String {
                body += text.utf8
            } else {
                body += Data(base64Encoded: try #require(entry["base64"] as? String)) ?? Data()
            }
        }
    }
}
