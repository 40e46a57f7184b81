import LexiAPI
import LexiScreen
import LexiSession
import LexiState

/// The lines of one turn in the conversation: question, answer, and how it ended.
///
/// A turn that nobody has looked at since the width changed is an estimate of its number of lines
/// and nothing more.
struct TurnLayout {
    private(set) var revision = -1
    /// Whether it was laid out as the conversation's last turn, which can be tried again.
    private(set) var isLast = false
    /// Whether the number of lines is a guess: nothing was laid out at this width yet.
    private(set) var isEstimate = true
    private var estimatedLines = 1
    private var width = 0
    private var question: [StyledLine] = []
    private var earlier = EarlierAttempts()
    private var answerHead: [StyledLine] = []
    private var answer = MarkdownStream()
    private var ending: [StyledLine] = []

    /// Block numbers of the parts around the answer, whose own blocks count in its bytes.
    private static let questionBlock = -3
    private static let earlierBlock = -2
    private static let headBlock = -1
    private static let endingBlock = Int.max

    var lineCount: Int {
        isEstimate ? estimatedLines : answerStart + answer.lineCount + ending.count
    }

    /// Whether every line was counted.
    var isSettled: Bool { !isEstimate && answer.isSettled }

    /// For tests and benchmarks: bytes parsed and lines laid out so far.
    var work: (parsedBytes: Int, lines: Int) { (answer.parsedBytes, answer.laidOutLineCount) }

    private var answerStart: Int { question.count + earlier.lines.count + answerHead.count }

    /// A line of what was laid out; of an estimate, a blank one.
    func line(at index: Int, of turn: Turn, _ memo: LineMemo) -> StyledLine {
        guard !isEstimate else { return .empty }
        var index = index
        if index < question.count { return question[index] }
        index -= question.count
        if index < earlier.lines.count { return earlier.lines[index] }
        index -= earlier.lines.count
        if index < answerHead.count { return answerHead[index] }
        index -= answerHead.count
        if index < answer.lineCount { return answer.line(at: index, in: turn.answer.text, memo) }
        index -= answer.lineCount
        return ending.indices.contains(index) ? ending[index] : .empty
    }

    /// The last line at or before a place.
    func line(ofBlock block: Int, offset: Int, of turn: Turn, _ memo: LineMemo) -> Int {
        guard !isEstimate else { return 0 }
        func last(_ lines: [StyledLine], from start: Int) -> Int {
            start
                + bisect(0..<lines.count) { (lines[$0].block, lines[$0].offset) <= (block, offset) }
        }
        return switch block {
        case ...Self.questionBlock: last(question, from: 0)
        case Self.earlierBlock: last(earlier.lines, from: question.count)
        case ..<0: max(0, answerStart - 1)
        case Self.endingBlock: last(ending, from: answerStart + answer.lineCount)
        default:
            answerStart
                + answer.line(ofBlock: block, offset: offset, in: turn.answer.text, memo)
        }
    }

    // MARK: Layout

    /// Makes the number of lines a guess, from what it was at another width or from the text.
    mutating func estimate(_ turn: Turn, width: Int) {
        if isEstimate {
            let bytes = turn.answer.text.utf8.count + turn.request.message.utf8.count
            estimatedLines = 5 + bytes / max(1, width)
        } else {
            estimatedLines = max(1, lineCount * self.width / max(1, width))
        }
        isEstimate = true
    }

    /// Lays out what changed; a turn of the same revision and width costs nothing.
    ///
    /// Lines of the answer that were closed before are not laid out: ``settle(_:_:)`` does that.
    ///
    /// - Returns: Whether the number of lines may have changed.
    mutating func update(_ turn: Turn, isLast: Bool, width: Int, look: Look) -> Bool {
        guard turn.revision != revision || isEstimate else {
            guard isLast != self.isLast else { return false }
            self.isLast = isLast
            ending = Self.endingLines(turn, isLast: isLast, width: width, look: look)
            return true
        }
        if isEstimate {
            question = Self.questionLines(turn, width: width, look: look)
            self.width = width
            isEstimate = false
        }
        revision = turn.revision
        self.isLast = isLast
        if earlier.update(turn, width: width, block: Self.earlierBlock, look: look) {
            answer = MarkdownStream()
        }
        answerHead = turn.answer.isEmpty && turn.isRunning ? [] : Self.headLines(turn, look: look)
        answer.update(
            turn.answer.text, width: width, glyphs: look.glyphs, isComplete: !turn.isRunning)
        ending = Self.endingLines(turn, isLast: isLast, width: width, look: look)
        return true
    }

    /// Lays out what a line belongs to, unless it is there.
    ///
    /// - Returns: Whether that changed anything, the number of lines included.
    mutating func settle(_ line: Int, _ turn: Turn) -> Bool {
        let line = line - answerStart
        return line >= 0 && answer.settle(line, in: turn.answer.text)
    }

    /// Lays out the block of a place, unless it is there.
    mutating func settle(block: Int, _ turn: Turn) -> Bool {
        block >= 0 && block < Self.endingBlock && answer.settle(byte: block, in: turn.answer.text)
    }

    /// Counts lines that are estimates, within a budget of bytes.
    mutating func settleSome(_ turn: Turn, byteBudget: inout Int) {
        answer.settleSome(in: turn.answer.text, byteBudget: &byteBudget)
    }

    /// Forgets the lines of the answer that are kept, not their number.
    mutating func forgetLines() { answer.forgetLines() }

    private static func questionLines(_ turn: Turn, width: Int, look: Look) -> [StyledLine] {
        let time = Wording.time(turn.askedAt, of: turn, look: look)
        var lines = [
            StyledLine([
                Span(text: "you", role: .speakerUser), Span(text: "  \(time)", role: .muted),
            ])
        ]
        let message = Sanitizer.text(turn.request.message)
        lines += LineWrap.lines([Span(text: message, role: .userText)], width: width)
        let context = turn.request.context
        let tools: Bool? = turn.request.allowTools ? nil : false
        if !context.isEmpty || tools != nil {
            let text = "with " + Wording.context(context, allowTools: tools, dot: look.glyphs.dot)
            lines += LineWrap.lines([Span(text: text, role: .context)], width: width)
        }
        lines.append(.empty)
        return lines.numbered(block: questionBlock)
    }

    private static func headLines(_ turn: Turn, look: Look) -> [StyledLine] {
        let first = turn.answer.marks.first?.instant ?? turn.endedAt ?? turn.sentAt
        var parts = [Wording.time(first, of: turn, look: look)]
        if let delta = turn.creditsDelta {
            let count = Wording.count(Int(abs(delta)), "credit")
            parts.append(delta > 0 ? "+\(count)" : count)
        }
        if let endedAt = turn.endedAt {
            parts.append(Wording.fixed(endedAt.seconds(since: turn.sentAt), digits: 1) + " s")
        }
        if turn.attemptNumber > 1 { parts.append("attempt \(turn.attemptNumber)") }
        let text = "  " + parts.joined(separator: " \(look.glyphs.dot) ")
        return [
            StyledLine([Span(text: "lexi", role: .speakerLexi), Span(text: text, role: .muted)])
        ].numbered(block: headBlock)
    }

    /// Here another key can be given at once, and how it is tried again is told in the next line.
    private static func advice(_ failure: Failure, retries: Bool, _ look: Look) -> String {
        guard failure.concernsKey else {
            return retries ? failure.advice(for: .chat, again: "try it again") : failure.advice
        }
        let way = "\(look.keys[.signIn]) takes another key; what you wrote is kept."
        let isForbidden = failure.code == .insufficientPermissions || failure.status == 403
        return isForbidden
            ? "\(failure.advice) \(way)" : "\(way) Keys can expire or be revoked."
    }

    private static func endingLines(
        _ turn: Turn, isLast: Bool, width: Int, look: Look
    ) -> [StyledLine] {
        var lines: [StyledLine] = []
        func add(_ text: String, _ role: Role, indent: String = "  ") {
            lines += LineWrap.lines(
                [Span(text: text, role: role)], width: width, firstPrefix: [],
                otherPrefix: [Span(text: indent, role: role)])
        }
        func add(retryOf turn: Turn) {
            guard case .retrying(let retry, let until) = turn.phase else { return }
            add("\(look.glyphs.failed) \(Wording.failure(retry.failure))", .warning)
            let time = Wording.clock(
                unixSeconds: until.unixSeconds, utcOffsetSeconds: look.utcOffsetSeconds)
            let moment = retry.wait < .seconds(60) ? "" : " at \(time)"
            let stop = look.keys[.stop]
            add("  attempt \(retry.attempt) follows by itself\(moment); \(stop) stops it", .muted)
        }
        func add(queueOf turn: Turn) {
            guard case .queued(let queueing) = turn.phase else { return }
            add("In line: \(queueing.sentence) \(look.keys[.stop]) takes it out.", .muted)
        }
        switch turn.outcome {
        case nil:
            add(retryOf: turn)
            add(queueOf: turn)
        case .completed:
            if turn.answer.isEmpty { add("(no text in this answer)", .muted) }
            if turn.conversationID ?? turn.request.conversationID == nil {
                add(
                    "Lexi named no conversation: this one cannot be continued from here, and the "
                        + "next message starts a new one. lexi conversations list shows it.",
                    .muted)
            }
            if !turn.hasTerminator { add("complete, but without the end mark [DONE]", .muted) }
        case .cancelled:
            add(
                "\(look.glyphs.failed) cancelled\(turn.answer.isEmpty ? "" : "; the answer is partial")",
                .warning)
        case .incomplete:
            let partial =
                turn.isUnanswered
                ? "nothing was received"
                : turn.answer.isEmpty ? "no text was received" : "the answer is partial"
            let what =
                turn.isInterrupted
                ? "lexi ended before the answer did" : "the stream ended before it was done"
            add("\(look.glyphs.failed) incomplete: \(what); \(partial)", .error)
        case .failed:
            if turn.failure == nil { add("\(look.glyphs.failed) failed", .error) }
        }
        if let failure = turn.failure {
            add("\(look.glyphs.failed) \(Wording.failure(failure))", .error)
            add("  " + advice(failure, retries: isLast && turn.mayBeRetried, look), .text)
        }
        let retry = "\(look.keys[.retry]), outside the message,"
        if isLast, turn.mayBeRetried, turn.isOfFormerService {
            add(
                "  it was sent to another server; \(retry) puts the question back, unsent", .muted)
        } else if isLast, turn.mayBeRetried {
            add("  \(retry) tries it again; it is charged once at most", .muted)
        }
        if turn.outcome != nil, turn.outcome != .completed, let id = turn.head?.requestID {
            add("  request \(id)", .muted)
        }
        if turn.removedControlCount > 0, !turn.isRunning {
            add("\(Wording.count(turn.removedControlCount, "control sequence")) removed", .muted)
        }
        if !turn.oddEvents.isEmpty, !turn.isRunning {
            let count = turn.oddEvents.count
            add("\(Wording.count(count, "event")) not understood: \(turn.oddEvents[0])", .muted)
        }
        if !turn.isRunning || !turn.answer.isEmpty {
            if !lines.isEmpty, !turn.answer.isEmpty { lines.insert(.empty, at: 0) }
            if !turn.isRunning { lines.append(.empty) }
        }
        return lines.numbered(block: endingBlock)
    }
}
