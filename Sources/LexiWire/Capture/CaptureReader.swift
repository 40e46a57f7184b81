internal import LexiAPI

/// Parts a captured answer into the head of the response, if the capture has one, and the body.
///
/// A head is there when the capture begins with `HTTP/`, as `curl -i` writes it. Of several heads
/// in a row (a proxy's, `100 Continue`, redirects that curl followed) the last one counts.
struct CaptureReader: Sendable {
    enum Part {
        case head(AnswerHead)
        /// The next bytes of the body, valid only during the call, and where the body begins, in
        /// bytes from the start of the capture.
        case body(UnsafeBufferPointer<UInt8>, from: Int)
    }

    /// More than any server sends; what goes on for longer is no head.
    static let maximumHeadBytes = 64 << 10

    private enum State {
        /// Too few bytes to tell a head from a body: less than `HTTP/`.
        case undecided([UInt8])
        /// A head; the line that is being read.
        case head(line: [UInt8])
        case body
    }

    private var state = State.undecided([])
    private var headBytes = 0
    private var lines: [String] = []
    /// A complete head, unless another one follows it.
    private var head: AnswerHead?

    private var bodyOffset = 0

    /// Reads the next bytes of the capture, cut anywhere.
    ///
    /// - Throws: A failure of the protocol for a head that cannot be read.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ receive: (Part) throws(Failure) -> Void
    ) throws(Failure) {
        if case .body = state { return try receive(.body(bytes, from: bodyOffset)) }
        for (position, byte) in bytes.enumerated() {
            switch state {
            case .undecided(var opening):
                opening.append(byte)
                if !Array("HTTP/".utf8).starts(with: opening) {
                    try beginBody(opening, receive)
                } else if opening.count == 5 {
                    headBytes = 0
                    lines = []
                    head = nil
                    bodyOffset += opening.count
                    state = .head(line: opening)
                } else {
                    state = .undecided(opening)
                }
            case .head(var line):
                bodyOffset += 1
                headBytes += 1
                guard headBytes <= Self.maximumHeadBytes else {
                    throw Failure(
                        code: .protocolError,
                        message: "The capture begins with a response head that does not end "
                            + "within \(Self.maximumHeadBytes >> 10) KiB.")
                }
                if byte == UInt8(ascii: "\n") {
                    state = .head(line: [])
                    try takeLine(line)
                } else {
                    line.append(byte)
                    state = .head(line: line)
                }
            case .body:
                return try receive(
                    .body(UnsafeBufferPointer(rebasing: bytes[position...]), from: bodyOffset))
            }
        }
    }

    /// Ends the capture.
    mutating func finish(_ receive: (Part) throws(Failure) -> Void) throws(Failure) {
        switch state {
        case .undecided(let opening): try beginBody(opening, receive)
        case .head:
            throw Failure(
                code: .protocolError, message: "The capture ends inside the head of the response.")
        case .body: break
        }
    }

    private mutating func beginBody(
        _ opening: [UInt8], _ receive: (Part) throws(Failure) -> Void
    ) throws(Failure) {
        state = .body
        if let head { try receive(.head(head)) }
        let offset = bodyOffset
        let result = opening.withUnsafeBufferPointer { bytes in
            do throws(Failure) {
                if !bytes.isEmpty { try receive(.body(bytes, from: offset)) }
                return Result<Void, Failure>.success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private mutating func takeLine(_ bytes: [UInt8]) throws(Failure) {
        let line = String(
            decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes[...], as: UTF8.self)
        guard line.isEmpty else { return lines.append(line) }
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        guard words.count > 1, let status = Int(words[1]), 100...999 ~= status else {
            throw Failure(
                code: .protocolError,
                message:
                    "The capture's first line is no HTTP status: \"\((lines.first ?? "").excerpt)\""
            )
        }
        var headers = HeaderFields()
        for line in lines.dropFirst() {
            // Names are ASCII (RFC 9110, 5.1), and no header that matters has another.
            guard let colon = line.firstIndex(of: ":"),
                line[..<colon].utf8.allSatisfy({ $0 < 0x80 })
            else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(String(line[..<colon]), String(value))
        }
        head = AnswerHead(status: status, headers: headers)
        state = .undecided([])
    }
}
