internal import CSpawn
internal import Foundation
internal import Glibc
internal import Synchronization

/// Answers every chat request on a loopback port with as many deltas as its message asks for, paced
/// by a schedule: `rate 50 count 1500` is 1,500 deltas, one every 20 ms; rate 0 is as fast as they
/// are taken. A thread for each connection, so that a slow reader delays nobody else.
///
/// Each delta is one word that no other nearby delta has, so that a screen tells which have come.
final class StreamServer: Sendable {
    let port: UInt16
    /// When the last request had arrived whole, by ``now()``.
    let requestedAt = Atomic<UInt64>(0)
    /// When each delta of the latest stream was sent, by its number.
    private let sentAt: SentTimes
    private let listener: Int32

    /// Written by the thread of a stream before it sends; read by the benchmark after what was sent
    /// has been shown, and only while there is one stream.
    private final class SentTimes: @unchecked Sendable {
        let times = UnsafeMutablePointer<UInt64>.allocate(capacity: Word.period)
        init() { times.initialize(repeating: 0, count: Word.period) }
        deinit { times.deallocate() }
    }

    init() {
        // A client that is ended in the middle of its stream is nothing to die of.
        signal(SIGPIPE, SIG_IGN)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        precondition(isBound, "no port to listen at: \(errno)")
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        sentAt = SentTimes()
    }

    /// When a delta of the latest stream was sent.
    func sentTime(of number: Int) -> UInt64 { sentAt.times[number % Word.period] }

    /// Serves until the process ends.
    func start() {
        onThread {
            while true {
                let connection = accept(self.listener, nil, nil)
                guard connection >= 0 else { continue }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                var on: Int32 = 1
                setsockopt(
                    connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on,
                    socklen_t(MemoryLayout<Int32>.size))
                onThread {
                    self.serve(connection)
                    close(connection)
                }
            }
        }
    }

    /// Answers the requests of one connection until it is closed.
    private func serve(_ connection: Int32) {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65536)
        while true {
            while !Self.isWhole(bytes) {
                let count = read(connection, &piece, piece.count)
                guard count > 0 else { return }
                bytes += piece[..<count]
            }
            requestedAt.store(now(), ordering: .releasing)
            let request = String(decoding: bytes, as: UTF8.self)
            bytes = []
            guard request.hasPrefix("POST /v1/lexi/chat/stream") else {
                guard Self.send(connection, Self.notFound) else { return }
                continue
            }
            let rate = Self.number(after: "rate ", in: request)
            let count = Self.number(after: "count ", in: request)
            guard stream(connection, rate: rate, count: count) else { return }
        }
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let head = text.range(of: "\r\n\r\n") else { return false }
        let length = number(after: "content-length: ", in: text.lowercased())
        return text[head.upperBound...].utf8.count >= length
    }

    private static func number(after name: String, in text: String) -> Int {
        guard let range = text.range(of: name) else { return 0 }
        return Int(text[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    private static let notFound = Array(
        "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            .utf8)

    private static let head = Array(
        """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        X-Request-Id: req_01JTB6K0Q3M8V5K2XHDA\r
        X-RateLimit-Limit: 1000\r
        X-RateLimit-Remaining: 871\r
        Transfer-Encoding: chunked\r
        \r

        """.utf8)

    private func stream(_ connection: Int32, rate: Int, count: Int) -> Bool {
        var bytes = Self.head
        Self.appendEvent("thinking", #"{"text":"Looking up the contact"}"#, to: &bytes)
        for status in ["started", "completed"] {
            Self.appendEvent(
                "tool_step",
                #"{"tool":"contacts.get","status":"\#(status)","summary":"Read Mara Vogt"}"#,
                to: &bytes)
        }
        guard Self.send(connection, bytes) else { return false }
        bytes.removeAll(keepingCapacity: true)
        let began = now() + 100_000_000
        for number in 0..<count {
            if rate > 0 {
                sleepUntil(began + UInt64(number) * 1_000_000_000 / UInt64(rate))
            }
            Self.appendDelta(number, to: &bytes)
            sentAt.times[number % Word.period] = now()
            // Without a pace, as much at a time as a fast server's buffer holds.
            if rate > 0 || bytes.count > 8192 || number == count - 1 {
                guard Self.send(connection, bytes) else { return false }
                bytes.removeAll(keepingCapacity: true)
            }
        }
        Self.appendEvent("done", #"{"credits_remaining":4840,"message_id":"msg_1"}"#, to: &bytes)
        Self.appendChunk("data: [DONE]\n\n", to: &bytes)
        bytes += "0\r\n\r\n".utf8
        return Self.send(connection, bytes)
    }

    private static func appendDelta(_ number: Int, to bytes: inout [UInt8]) {
        // A paragraph has forty words.
        let end = number % 40 == 39 ? #"\n\n"# : " "
        appendEvent(
            "text", #"{"delta":"\#(Word.text(number))\#(end)","conversation_id":"conv_1"}"#,
            to: &bytes)
    }

    private static func appendEvent(_ name: String, _ data: String, to bytes: inout [UInt8]) {
        appendChunk("event: \(name)\ndata: \(data)\n\n", to: &bytes)
    }

    private static func appendChunk(_ text: String, to bytes: inout [UInt8]) {
        bytes += "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8
    }

    private static func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// The words that an answer is made of: `x00042` is the delta of number 42.
enum Word {
    /// After so many, the same words come again.
    static let period = 100_000

    static func text(_ number: Int) -> String {
        let digits = String(number % period)
        return "x" + String(repeating: "0", count: 5 - digits.utf8.count) + digits
    }
}
