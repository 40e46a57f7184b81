internal import LexiAPI
public import LexiSession
internal import LexiWire

/// Reads a journal, in pieces of any size, and makes the events again that were written down.
///
/// What the answers say is decoded anew from their bytes. A line that cannot be read, or is of a
/// type that this version does not know, is passed over; the others are read.
///
/// It is a plain value that knows no file: reading one that still grows is feeding it what has come
/// since.
public struct JournalDecoder: Sendable {
    /// The most problems that are kept; more are counted only.
    static let keptProblems = 20

    /// What the events say of themselves that are read from now on.
    public var origin: EventOrigin
    private let tellsClosing: Bool
    private var rest: [UInt8] = []
    private var line = 0
    private var clock = JournalClock()
    private var session: String?
    /// The turns that are being read, in the order in which they were asked.
    private var running: [OpenTurn] = []
    private var isOpened = false

    /// The first line, once it was read.
    public private(set) var header: JournalHeader?
    /// The first of the lines that could not be used.
    public private(set) var problems: [JournalProblem] = []
    /// How many lines could not be used.
    public private(set) var problemCount = 0
    /// How many lines were of a type that this version does not know.
    public private(set) var unknownCount = 0

    private struct OpenTurn: Sendable {
        let id: TurnID
        var decoder = AttemptDecoder()
        var last: (instant: Instant, sequence: UInt64, attempt: Int)
        /// The latest head, for what a retry says of it.
        var head: (head: AnswerHead, unixNow: Double)?
    }

    /// - Parameters:
    ///   - origin: What the events say of themselves.
    ///   - tellsClosing: Whether it is told that the user closed the conversation. Whoever opens it
    ///     again does not want to know.
    public init(origin: EventOrigin, tellsClosing: Bool = false) {
        self.origin = origin
        self.tellsClosing = tellsClosing
    }

    /// Whether a line has begun that is not whole.
    public var isTorn: Bool { !rest.isEmpty }

    /// Reads the next bytes of the file, cut anywhere.
    ///
    /// - Returns: The events whose lines these bytes complete, with the numbers that they had.
    /// - Throws: ``JournalError`` for what cannot be read at all; nothing more is read then.
    public mutating func feed(_ bytes: some Sequence<UInt8>) throws(JournalError) -> [SessionEvent]
    {
        rest += bytes
        var events: [SessionEvent] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 0x0A) {
            try read(rest[start..<end], &events)
            start = end + 1
        }
        rest.removeSubrange(..<start)
        return events
    }

    /// Ends the file: turns that are not over were cut off with the program that ran them, and a
    /// line that is not whole is none.
    public mutating func finish() throws(JournalError) -> [SessionEvent] {
        if header == nil { throw .notAJournal }
        var events: [SessionEvent] = []
        interrupt(&events)
        return events
    }

    private mutating func note(_ reason: String) {
        problemCount += 1
        if problems.count < Self.keptProblems {
            problems.append(JournalProblem(line: line, reason: reason))
        }
    }

    private mutating func read(
        _ bytes: ArraySlice<UInt8>, _ events: inout [SessionEvent]
    ) throws(JournalError) {
        line += 1
        if bytes.isEmpty { return }
        guard let text = String(validating: bytes, as: UTF8.self), let json = Self.object(text)
        else {
            if header == nil { throw .notAJournal }
            note("the line is no JSON object")
            return
        }
        guard header != nil else {
            header = try Self.header(json)
            return
        }
        guard let type = json["type"]?.string else {
            note("the line has no type")
            return
        }
        if type == "session" {
            if clock.begin(json) {
                let session = json["session"]?.string
                // The same program may leave a journal and come back to it.
                if self.session == nil || session != self.session { interrupt(&events) }
                self.session = session
                open(at: clock.instant(json), &events)
            } else {
                note("a session without its time")
            }
            return
        }
        guard let instant = clock.instant(json) else {
            note("a line of type \(type) without its time")
            return
        }
        open(at: instant, &events)
        guard let body = JournalBody(type, json) else {
            note("a line of type \(type) that lacks something")
            return
        }
        take(body, json, at: instant, &events)
    }

    private static func object(_ text: String) -> JSONValue? {
        do throws(JSONError) {
            let json = try JSONValue(parsing: text)
            return json.members == nil ? nil : json
        } catch {
            return nil
        }
    }

    private static func header(_ json: JSONValue) throws(JournalError) -> JournalHeader {
        if let header = JournalHeader(json) { return header }
        guard let version = json["lexi_journal"]?.integer, version > JournalHeader.version else {
            throw .notAJournal
        }
        throw .newer(version: version)
    }

    // MARK: Events

    /// The conversation begins with the first line that has a time.
    private mutating func open(at instant: Instant?, _ events: inout [SessionEvent]) {
        guard !isOpened, let conversation = header?.conversation, let opening = header?.opening,
            let instant
        else { return }
        isOpened = true
        events.append(
            SessionEvent(
                instant: instant, origin: origin, conversation: conversation,
                body: .opened(opening)))
    }

    /// Ends the turns whose program ended, as of the last that is known of them.
    private mutating func interrupt(_ events: inout [SessionEvent]) {
        for turn in running {
            events.append(
                SessionEvent(
                    sequence: turn.last.sequence, instant: turn.last.instant, origin: origin,
                    conversation: header?.conversation, turn: turn.id,
                    attempt: turn.last.attempt, body: .interrupted))
        }
        running = []
    }

    private mutating func take(
        _ body: JournalBody, _ json: JSONValue, at instant: Instant, _ events: inout [SessionEvent]
    ) {
        let sequence = UInt64(max(0, json["seq"]?.integer ?? 0))
        let turn = json["turn"]?.string.flatMap { UniqueID($0) }.map(TurnID.init)
        var attempt = Int(clamping: json["attempt"]?.integer ?? 0)
        let event: SessionEvent.Body
        switch body {
        case .unknown:
            unknownCount += 1
            return
        case .released: return
        case .closed where !tellsClosing: return
        case .closed: event = .closed
        case .plain(let plain): event = plain
        case .asked(let question):
            guard let turn else { return note("a question without its turn") }
            running.removeAll { $0.id == turn }
            running.append(OpenTurn(id: turn, last: (instant, sequence, attempt)))
            event = .asked(question)
        case .step(var step):
            guard let place = running.firstIndex(where: { $0.id == turn }) else {
                return note("what belongs to a turn that is not running")
            }
            if case .retryPlanned(var retry) = step {
                retry.attempt = attempt
                retry.head = running[place].head.map { ResponseHead($0.head, unixNow: $0.unixNow) }
                step = .retryPlanned(retry)
                attempt -= 1
            }
            switch step {
            case .head(let head): running[place].head = (head, instant.unixSeconds)
            case .sent, .retryPlanned: running[place].head = nil
            default: break
            }
            running[place].last = (instant, sequence, attempt)
            event = .attempt(
                step, running[place].decoder.read(step, unixNow: instant.unixSeconds))
        case .ended(let ending):
            guard let place = running.firstIndex(where: { $0.id == turn }) else {
                return note("the ending of a turn that is not running")
            }
            var open = running.remove(at: place)
            event = .ended(
                ending, open.decoder.read(.ended(ending.cut), unixNow: instant.unixSeconds))
        }
        events.append(
            SessionEvent(
                sequence: sequence, instant: instant, origin: origin,
                conversation: header?.conversation, turn: turn, attempt: attempt, body: event))
    }
}
