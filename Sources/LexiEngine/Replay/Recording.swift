public import LexiAPI
public import LexiJournal
public import LexiSession

/// What a file holds that can be played: a journal, or the capture of one answer.
public struct Recording: Sendable {
    /// What happened, in its order, of the origin `replayed`.
    public let events: [SessionEvent]
    /// Whether it is known when things happened; of a capture it is not.
    public let hasTimes: Bool
    /// The lines of a journal that could not be used, the first of them; what is around them is
    /// played.
    public let problems: [JournalProblem]
    /// How many such lines there are.
    public let problemCount: Int
    /// How many lines are of a type that this version does not know.
    public let unknownCount: Int
    /// Whether the file ends within a line, which is then none.
    public let isTorn: Bool

    /// Why a file cannot be played at all.
    public enum Problem: Error, Sendable, Hashable {
        case empty
        case journal(JournalError)
        /// The journal holds no conversation in which something has happened.
        case nothingHappened
        /// It holds what `lexi` printed, which is less than what came.
        case printedLines
        /// It is no capture of an answer, for this reason.
        case notACapture(String)
    }

    /// Reads a file; its content tells what it is.
    ///
    /// - Parameters:
    ///   - name: What the conversation of a capture is called, which has no title of its own.
    ///   - now: When a capture is taken to begin.
    public init(_ bytes: [UInt8], name: String, now: Instant) throws(Problem) {
        guard !bytes.isEmpty else { throw .empty }
        switch Kind(bytes) {
        case .journal: try self.init(journal: bytes)
        case .printedLines: throw .printedLines
        case .capture: try self.init(capture: bytes, name: name, now: now)
        }
    }

    private init(journal bytes: [UInt8]) throws(Problem) {
        var decoder = JournalDecoder(origin: .replayed, tellsClosing: false)
        do throws(JournalError) {
            events = try decoder.feed(bytes) + decoder.finish()
        } catch {
            throw .journal(error)
        }
        guard events.contains(where: { $0.conversation != nil }) else { throw .nothingHappened }
        hasTimes = true
        problems = decoder.problems
        problemCount = decoder.problemCount
        unknownCount = decoder.unknownCount
        isTorn = decoder.isTorn
    }

    private init(capture bytes: [UInt8], name: String, now: Instant) throws(Problem) {
        events = try Self.events(ofCapture: bytes, name: name, now: now)
        hasTimes = false
        problems = []
        problemCount = 0
        unknownCount = 0
        isTorn = false
    }

    /// Its conversations, in the order in which they were opened.
    public var conversations: [(id: ConversationID, opening: ConversationOpening)] {
        events.compactMap { event in
            guard case .opened(let opening) = event.body else { return nil }
            return event.conversation.map { ($0, opening) }
        }
    }
}

extension Recording.Problem {
    /// In a sentence without a full stop, which does not name the file.
    public var reason: String {
        switch self {
        case .empty: "the file is empty"
        case .journal(let error): error.reason
        case .nothingHappened: "this journal holds nothing of a conversation"
        case .printedLines:
            "these are JSON lines as lexi prints them; a journal or a capture of the stream itself "
                + "can be played"
        case .notACapture(let reason): "this is neither a journal nor a capture. \(reason)"
        }
    }
}

extension Recording {
    fileprivate enum Kind {
        case journal, printedLines, capture

        init(_ bytes: [UInt8]) {
            let line = bytes.prefix { $0 != 0x0A }
            let opening = Array(#"{"lexi_journal""#.utf8)
            self =
                if let json = Self.object(line) {
                    if json["lexi_journal"] != nil {
                        .journal
                    } else {
                        json["type"] != nil ? .printedLines : .capture
                    }
                } else {
                    // One whose first line was cut off.
                    line.starts(with: opening) ? .journal : .capture
                }
        }

        private static func object(_ line: ArraySlice<UInt8>) -> JSONValue? {
            guard line.first == UInt8(ascii: "{"),
                let text = String(validating: line, as: UTF8.self)
            else { return nil }
            do throws(JSONError) {
                return try JSONValue(parsing: text)
            } catch {
                return nil
            }
        }
    }
}
