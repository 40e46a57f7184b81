internal import LexiAPI

/// Compares a captured stream with what the API's page promises, and reports what differs.
///
/// What the page leaves open is no fault: flat and nested errors, `[DONE]` behind an error or
/// not, comments, unknown fields.
public struct StreamLinter: Sendable {
    private let maximumEventBytes: Int
    private var reader = CaptureReader()
    private var stream: LintedStream?
    private var opening = StreamOpening()
    /// Why there is no event stream to look at.
    private var obstacle: String?
    private var fedBytes = 0

    /// Events dispatched so far.
    public var eventCount: Int { stream?.eventCount ?? 0 }

    /// Creates a linter at the start of a capture.
    public init(maximumEventBytes: Int = 8 << 20) { self.maximumEventBytes = maximumEventBytes }

    /// Reads the next bytes of the capture, cut anywhere.
    ///
    /// - Returns: What these bytes revealed, in the order of the events.
    public mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) -> [LintFinding] {
        fedBytes += bytes.count
        return run { (reader, receive) throws(Failure) in try reader.feed(bytes, receive) }
    }

    /// Ends the capture.
    ///
    /// - Returns: The rest, such as what is missing.
    public mutating func finish() -> [LintFinding] {
        var findings = run { (reader, receive) throws(Failure) in try reader.finish(receive) }
        if fedBytes == 0 { obstacle = "the capture is empty" }
        if eventCount == 0, let reason = opening.obstacle { obstacle = obstacle ?? reason }
        if let obstacle {
            findings.append(
                LintFinding(
                    fault: .noEventStream, event: nil, byteOffset: fedBytes, detail: obstacle))
        } else {
            var stream = begun(at: fedBytes)
            findings += stream.finish(atByte: fedBytes)
        }
        return findings
    }

    private mutating func run(
        _ read: (inout CaptureReader, (CaptureReader.Part) throws(Failure) -> Void) throws(Failure)
            -> Void
    ) -> [LintFinding] {
        guard obstacle == nil else { return [] }
        var findings: [LintFinding] = []
        // The reader calls back into this value, so it is worked on apart from it.
        var reader = self.reader
        defer { self.reader = reader }
        do throws(Failure) {
            try read(&reader) { part throws(Failure) in
                switch part {
                case .head(let head):
                    if let obstacle = Self.obstacle(in: head) {
                        throw Failure(code: .protocolError, message: obstacle)
                    }
                case .body(let bytes, let offset):
                    if eventCount == 0 { opening.take(bytes) }
                    var stream = begun(at: offset)
                    // Held in one place only, its buffers need not be copied.
                    self.stream = nil
                    findings += stream.feed(bytes)
                    self.stream = stream
                }
            }
        } catch {
            obstacle = error.message
        }
        return findings
    }

    private func begun(at offset: Int) -> LintedStream {
        stream ?? LintedStream(from: offset, maximumEventBytes: maximumEventBytes)
    }

    private static func obstacle(in head: AnswerHead) -> String? {
        switch AnswerKind(head) {
        case .eventStream: nil
        case .json: "the answer is JSON"
        case .error: "the answer is an error with status \(head.status)"
        case .unusable(let failure): failure.message
        }
    }
}
