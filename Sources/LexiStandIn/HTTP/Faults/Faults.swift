/// What goes wrong on purpose, and which of several documented or plausible forms is used.
///
/// Nothing here means the server at its best, in the forms of the documentation's samples.
struct Faults: Sendable, Equatable {
    enum Terminator: String, Sendable, CaseIterable { case blank, newline, bare, none }
    enum ConversationID: String, Sendable, CaseIterable { case first, all, none, done, changing }
    enum LineEnd: String, Sendable, CaseIterable { case lf, crlf, cr }

    struct Failure: Sendable, Equatable {
        /// How many events come before it.
        var events: Int
        var code: String
    }

    // Any endpoint.
    var delay = Duration.zero
    var error: String?
    var status: Int?
    var drops = false
    var hidesRateLimit = false
    var hidesRequestID = false
    var hidesRetryAfter = false
    var usesPrefixedIDs = false
    var usesEntityActivities = false
    var newestMessagesFirst = false

    // The stream's form.
    var terminator = Terminator.blank
    var conversationID = ConversationID.first
    var lineEnd = LineEnd.lf
    var nestsErrors = false
    var errorsAreNameless = false
    var startsWithBOM = false
    var splitsData = false
    var tightensColons = false
    var addsFields = false
    var comments = false
    var unknownEvent = false
    var chunkBytes: Int?
    var eventDelay = Duration.zero

    // The stream's course.
    var failure: Failure?
    var doneAfterError = false
    var stallAfter: Int?
    var cutAfter: Int?
    var cutBytes: Int?
    var resetAfter: Int?
    var omitsText = false
    var omitsDone = false
    var answersJSON = false

    /// Adds what a list such as `chunk=1, comments` names.
    /// - Throws: `FaultError` for a name or a value that does not exist.
    mutating func add(_ list: String) throws {
        for part in list.split(separator: ",") {
            let text = part.trimming { $0.isWhitespace }
            guard !text.isEmpty else { continue }
            let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            guard let kind = FaultKind.all.first(where: { $0.name == pair[0] }) else {
                throw FaultError("there is no fault \(pair[0])")
            }
            let value = pair.count > 1 ? pair[1] : nil
            guard (value == nil) == (kind.value == nil), kind.apply(&self, value ?? "") else {
                throw FaultError("\(kind.name) is given as \(kind.usage)")
            }
        }
    }
}

/// Why a fault cannot be had.
struct FaultError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

extension Substring {
    fileprivate func trimming(_ edge: (Character) -> Bool) -> Substring {
        let body = drop(while: edge)
        guard let last = body.lastIndex(where: { !edge($0) }) else { return "" }
        return body[...last]
    }
}
