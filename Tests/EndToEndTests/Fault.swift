import LexiTesting
import Testing

/// One thing a server may do wrong, and what `lexi ask` makes of it.
struct Fault: Sendable, CustomTestStringConvertible {
    /// What the server does on each connection, once it has the request.
    var scripts: @Sendable (ScriptedServerGate) -> [[ScriptedServer.Step]]
    var name: String
    var arguments: [String] = []
    var status: Int32
    /// What of the answer reaches standard output, without the line end behind it.
    var answer = ""
    /// Words on standard error; `HOST` stands for the server's address.
    var words: [String]
    /// What may not be printed at all.
    var secrets: [String] = []
    var outcome: String
    var hasTerminator = false

    var testDescription: String { name }

    /// A fault on the only connection. The gate opens once the answer so far has been printed.
    init(
        _ name: String, _ arguments: [String] = [], status: Int32, answer: String = "",
        _ words: [String], secrets: [String] = [], outcome: String, hasTerminator: Bool = false,
        _ steps: @escaping @Sendable (ScriptedServerGate) -> [ScriptedServer.Step]
    ) {
        scripts = { [[.readRequest] + steps($0)] }
        self.name = name
        self.arguments = arguments
        self.status = status
        self.answer = answer
        self.words = words
        self.secrets = secrets
        self.outcome = outcome
        self.hasTerminator = hasTerminator
    }

    /// A fault on the first connection, and a whole answer on the second.
    init(passing name: String, _ words: [String], _ steps: [ScriptedServer.Step]) {
        self.init(
            name, status: 0, answer: Self.text, words, outcome: "completed", hasTerminator: true
        ) { _ in [] }
        scripts = { _ in [steps, [.readRequest, .send(Self.head + Self.delta + Self.end), .close]] }
    }

    static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_F\r\n\r\n"
    static let text = "Mara Vogt"
    static let delta =
        "event: text\ndata: {\"delta\": \"Mara Vogt\", \"conversation_id\": \"c\"}\n\n"
    static let done = "event: done\ndata: {\"credits_remaining\": 7, \"message_id\": \"m\"}\n\n"
    static let end = done + "data: [DONE]\n\n"

    /// A head with other headers.
    static func head(_ headers: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\(headers)\r\n\r\n"
    }

    /// A whole body in chunks of a size, each of which the client gets by itself, however the
    /// system joins the packets.
    static func chunked(_ text: String, size: Int) -> [UInt8] {
        let bytes = Array(text.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: size).flatMap { start in
            let piece = bytes[start..<min(start + size, bytes.count)]
            return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [0x0D, 0x0A]
        }
        return chunks + Array("0\r\n\r\n".utf8)
    }

    static func large(_ letter: String) -> String { String(repeating: letter, count: 1 << 20) }
}

extension Fault {
    /// The connection breaks, stalls or crawls.
    static let connection: [Fault] = [
        Fault(
            "reset in the middle", status: 69, answer: text,
            [
                "error: network: HOST reset the connection in the middle of the answer.",
                "incomplete: the stream ended before it was done; what arrived is above",
                "request req_F",
            ], outcome: "incomplete"
        ) { [.send(head + delta), .wait($0), .reset] },
        Fault(
            "reset behind the head", status: 69,
            ["HOST reset the connection in the middle of the answer."], outcome: "failed"
        ) { [.send(head), .wait($0), .reset] },
        Fault(
            "closed in the middle", status: 69, answer: text,
            ["incomplete: the stream ended before it was done; what arrived is above"],
            outcome: "incomplete"
        ) { _ in [.send(head + delta), .close] },
        Fault(
            "closed behind the head", status: 69,
            ["incomplete: ", "nothing of the answer had arrived"], outcome: "incomplete"
        ) { _ in [.send(head), .close] },
        Fault(
            "closed inside an event", status: 69, answer: text,
            ["incomplete: ", "what arrived is above"], outcome: "incomplete"
        ) { _ in [.send(head + delta + "event: text\ndata: {\"delta\": \" heads"), .close] },
        Fault(
            "closed inside a character", status: 69, answer: text,
            ["incomplete: ", "what arrived is above"], outcome: "incomplete"
        ) { _ in
            [
                .send(head + delta + "event: text\ndata: {\"delta\": \" "),
                .sendBytes([0xF0, 0x9F]),
                .close,
            ]
        },
        Fault(
            "an error without a name", status: 79, answer: text,
            ["error: insufficient_credits: None left", "Top up"], outcome: "failed"
        ) { _ in
            [
                .send(
                    head + delta
                        + "data: {\"error\":{\"code\":\"insufficient_credits\",\"message\":"
                        + "\"None left\"}}\n\n"),
                .close,
            ]
        },
        Fault(
            "silence in the middle", ["--timeout", "2"], status: 69, answer: text,
            [
                "error: timeout: The answer was not complete within 2 s (time-out for the whole",
                "incomplete: ", "what arrived is above",
            ], outcome: "incomplete"
        ) { _ in [.send(head + delta), .readUntilClosed] },
        Fault(
            "silence before the head", ["--timeout", "0.3"], status: 69,
            ["error: timeout: The answer was not complete within 300 ms"], outcome: "failed"
        ) { _ in [.readUntilClosed] },
        Fault(
            "silence in an error's explanation", ["--timeout", "0.3"], status: 69,
            ["error: http_500 (HTTP 500): The server answered 500: Becau"], outcome: "failed"
        ) { _ in [.send("HTTP/1.1 500 No\r\nContent-Length: 99\r\n\r\nBecau"), .readUntilClosed] },
        Fault(
            "a head that comes byte by byte", status: 0, answer: text, ["done: 7 credits"],
            outcome: "completed", hasTerminator: true
        ) { _ in [.drip(head), .send(delta + end), .close] },
        Fault(
            "a stream that comes byte by byte", status: 0, answer: text, ["done: 7 credits"],
            outcome: "completed", hasTerminator: true
        ) { _ in [.send(head), .drip(delta + end), .close] },
        Fault(
            "a stream in chunks of one byte", status: 0, answer: text, ["done: 7 credits"],
            outcome: "completed", hasTerminator: true
        ) { _ in
            [
                .send(head("Transfer-Encoding: chunked")),
                .sendBytes(chunked(delta + end, size: 1)), .close,
            ]
        },
        Fault(
            "silence behind done", status: 0, answer: text,
            ["done: 7 credits", "note: the stream ended without its last mark, [DONE]"],
            outcome: "completed"
        ) { _ in [.send(head + delta + done), .readUntilClosed] },
        Fault(
            passing: "closed at once",
            // A close before the request is read is a reset to some systems.
            ["retry: network: HOST ", "the connection without an answer. Attempt 2 follows in"],
            [.close]),
        Fault(
            passing: "reset before the head",
            ["retry: network: HOST reset the connection without an answer. Attempt 2 follows in"],
            [.readRequest, .reset]),
        Fault(
            passing: "not available at first",
            ["retry: http_503 (HTTP 503): The server answered 503: later. Attempt 2 follows in"],
            [
                .readRequest,
                .send("HTTP/1.1 503 No\r\nContent-Length: 5\r\nConnection: close\r\n\r\nlater"),
                .close,
            ]),
    ]

    /// What comes is not what was asked for.
    static let content: [Fault] = [
        Fault(
            "not HTTP", status: 76, ["error: protocol: HOST did not answer in readable HTTP."],
            outcome: "failed"
        ) { _ in [.send("SSH-2.0-OpenSSH_9.2\r\n"), .close] },
        Fault(
            "noise in an event stream", status: 69, answer: text,
            ["incomplete: ", "what arrived is above"], outcome: "incomplete"
        ) { _ in
            var generator = SeededGenerator(seed: 7)
            // Line ends enough that no line is endless; names that no field has.
            let noise = (0..<65_536).map { index in
                index % 61 == 0 ? 0x0A : UInt8.random(in: 0x80...0xFF, using: &generator)
            }
            return [.send(head + delta), .sendBytes(noise), .close]
        },
        Fault(
            "a page in an event stream", status: 76,
            [
                "error: protocol: This is no event stream: it begins with \"<html>\" and is a web page."
            ],
            outcome: "failed"
        ) { _ in [.send(head + "<html>\nSorry"), .close] },
        Fault(
            "noise instead of an event stream", status: 76,
            ["error: protocol: This is no event stream: it begins with "], outcome: "failed"
        ) { _ in [.send(head), .sendBytes([0x7F, 0x45, 0x4C, 0x46, 0, 1, 0xFF, 0x0A]), .close] },
        Fault(
            "an error object in an event stream", status: 79,
            ["error: insufficient_credits: Spent"], outcome: "failed"
        ) { _ in
            [
                .send(
                    head + #"{"error":{"code":"insufficient_credits","message":"Spent"}}"#), .close,
            ]
        },
        Fault(
            "bytes that are no UTF-8", status: 0, answer: "Ma\u{FFFD}ra", ["done: 7 credits"],
            outcome: "completed", hasTerminator: true
        ) { _ in
            [
                .send(head + "event: text\ndata: {\"delta\": \"Ma"), .sendBytes([0xFF]),
                .send("ra\"}\n\n" + end), .close,
            ]
        },
        Fault(
            "deltas of a megabyte", status: 0, answer: large("a") + large("b") + large("ü"),
            ["done: 7 credits"], outcome: "completed", hasTerminator: true
        ) { _ in
            [.send(head)]
                + ["a", "b", "ü"].map {
                    .send("event: text\ndata: {\"delta\": \"\(large($0))\"}\n\n")
                } + [.send(end), .close]
        },
        Fault(
            "compressed", status: 76, ["error: protocol (HTTP 200): ", "compressed (gzip)"],
            outcome: "failed"
        ) { _ in
            [.send(head("Content-Encoding: gzip")), .sendBytes([0x1F, 0x8B, 8, 0]), .close]
        },
        Fault(
            "redirected to another path", status: 69,
            [
                "error: http_307 (HTTP 307): The server redirects to another path. "
                    + "Redirects are not followed; correct the base URL."
            ], secrets: ["sesame"], outcome: "failed"
        ) { _ in
            [
                .send(
                    "HTTP/1.1 307 Go\r\nLocation: /login?token=sesame\r\nContent-Length: 0\r\n\r\n"),
                .close,
            ]
        },
        Fault(
            "redirected to another host", status: 69,
            ["error: http_302 (HTTP 302): The server redirects to login.example.com. "],
            secrets: ["sesame"], outcome: "failed"
        ) { _ in
            [
                .send(
                    "HTTP/1.1 302 Go\r\nLocation: https://u:sesame@login.example.com/?t=sesame\r\n"
                        + "Content-Length: 0\r\n\r\n"),
                .close,
            ]
        },
        Fault(
            "interim responses", status: 0, answer: text, ["done: 7 credits"],
            outcome: "completed", hasTerminator: true
        ) { _ in
            [
                .send(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"),
                .send(head + delta + end), .close,
            ]
        },
        Fault(
            "headers without end", status: 76,
            ["HOST answered with more headers than can be read."],
            outcome: "failed"
        ) { _ in
            [.send("HTTP/1.1 200 OK\r\nX-Long: \(large("x"))\(large("x"))"), .readUntilClosed]
        },
        Fault(
            "an explanation without end", status: 69,
            ["error: http_500 (HTTP 500): The server answered 500: xxx"], outcome: "failed"
        ) { _ in [.send("HTTP/1.1 500 No\r\n\r\n\(large("x"))"), .readUntilClosed] },
        Fault(
            "a line of more than 8 MiB", status: 76, answer: text,
            ["error: protocol: Unreadable stream: ", "failed; what arrived is above"],
            outcome: "failed"
        ) { _ in
            [.send(head + delta + "data: ")]
                + Array(repeating: .send(large("x")), count: 9) + [.readUntilClosed]
        },
        Fault(
            "a length that is too short", status: 69, answer: text,
            ["incomplete: ", "what arrived is above"], outcome: "incomplete"
        ) { _ in
            [.send(head("Content-Length: \(delta.utf8.count)") + delta + end), .readUntilClosed]
        },
        Fault(
            "a length that is too long", status: 69, answer: text,
            ["error: network: HOST closed the connection in the middle of the answer."],
            outcome: "incomplete"
        ) { _ in [.send(head("Content-Length: 9999") + delta), .close] },
        Fault(
            "chunks that break off", status: 69, answer: text,
            ["error: network: HOST closed the connection in the middle of the answer."],
            outcome: "incomplete"
        ) { _ in
            let size = String(delta.utf8.count, radix: 16)
            return [
                .send(head("Transfer-Encoding: chunked") + "\(size)\r\n\(delta)\r\nff\r\nevent:"),
                .close,
            ]
        },
        Fault(
            "chunks of no size", status: 69, answer: text,
            ["error: protocol: HOST did not answer in readable HTTP."], outcome: "incomplete"
        ) {
            let size = String(delta.utf8.count, radix: 16)
            return [
                .send(head("Transfer-Encoding: chunked") + "\(size)\r\n\(delta)\r\n"), .wait($0),
                .send("no size\r\n"), .readUntilClosed,
            ]
        },
    ]

    private static let page =
        "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>x</body></html>"

    private static func response(_ status: String, _ type: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            + body
    }

    /// What stands before the API speaks in its place, or the API in a form of its own.
    static let gateways: [Fault] = [
        Fault(
            "a page as an error", status: 69, answer: text,
            ["error: The server sent a web page titled \"502 Bad Gateway\"."],
            outcome: "failed"
        ) { _ in [.send(head + delta + "event: error\ndata: \(page)\n\n"), .close] },
        Fault(
            "a page in a refusal's message", status: 69,
            ["error: bad (HTTP 500): The server sent a web page titled \"502 Bad Gateway\"."],
            outcome: "failed"
        ) { _ in
            [
                .send(
                    response(
                        "500 No", "application/json",
                        #"{"error":{"code":"bad","message":"\#(page)"}}"#)), .close,
            ]
        },
        Fault(
            "a firewall's page", status: 69,
            [
                "error: http_403 (HTTP 403): The server answered 403 with a web page titled "
                    + "\"502 Bad Gateway\".", "  Something before the API refuses this",
            ], secrets: ["<body>x"], outcome: "failed"
        ) { _ in [.send(response("403 No", "text/html", page)), .close] },
        Fault(
            "too large for a gateway", status: 65,
            ["error: http_413 (HTTP 413): ", "  The message is too large for the server"],
            secrets: ["<body>x"], outcome: "failed"
        ) { _ in [.send(response("413 No", "text/html", page)), .close] },
        Fault(
            "a flat error without a name", status: 79, answer: text,
            ["error: insufficient_credits: None left"], outcome: "failed"
        ) { _ in
            [
                .send(
                    head + delta
                        + "data: {\"code\":\"insufficient_credits\",\"message\":\"None left\"}\n\n"),
                .close,
            ]
        },
        Fault(
            "an error in words without a name", status: 69, answer: text,
            ["error: Worker limit"], outcome: "failed"
        ) { _ in [.send(head + delta + "data: {\"error\":\"Worker limit\"}\n\n"), .close] },
        Fault(
            "a detail without a name", status: 69, answer: text, ["error: Internal"],
            outcome: "failed"
        ) { _ in [.send(head + delta + "data: {\"detail\":\"Internal\"}\n\n"), .close] },
        Fault(
            "a message without a name", status: 69, answer: text,
            ["note: unknown event message: {\"message\":\"Internal\"}", "incomplete: "],
            outcome: "incomplete"
        ) { _ in [.send(head + delta + "data: {\"message\":\"Internal\"}\n\n"), .close] },
    ]

    /// The stream is one, and says something strange.
    static let meaning: [Fault] = [
        Fault(
            "a character that a step parts", status: 0, answer: "Akte 📁 offen",
            ["tool t started", "done: 7 credits"], outcome: "completed", hasTerminator: true
        ) { _ in
            [
                .send(
                    head + "event: text\ndata: {\"delta\":\"Akte \\ud83d\"}\n\n: wait\n\n"
                        + "event: tool_step\ndata: {\"tool\":\"t\",\"status\":\"started\"}\n\n"
                        + "event: thinking\ndata: {\"text\":\"hm\"}\n\nevent: x\ndata: {}\n\n"
                        + "event: text\ndata: {\"delta\":\"\\udcc1 offen\"}\n\n" + end), .close,
            ]
        },
        Fault(
            "the terminator alone", status: 69, ["nothing of the answer had arrived"],
            outcome: "incomplete", hasTerminator: true
        ) { _ in [.send(head + "data: [DONE]\n\n"), .close] },
        Fault(
            "no body", status: 69, ["nothing of the answer had arrived"], outcome: "incomplete"
        ) { _ in [.send(head("Content-Length: 0")), .close] },
        Fault(
            "an error behind done", status: 79, answer: text,
            ["done: 7 credits", "error: insufficient_credits: Spent", "failed; what arrived"],
            outcome: "failed", hasTerminator: true
        ) { _ in
            [
                .send(
                    head + delta + done + "event: error\n"
                        + "data: {\"code\": \"insufficient_credits\", \"message\": \"Spent\"}\n\n"
                        + "data: [DONE]\n\n"), .close,
            ]
        },
        Fault(
            "two errors", status: 75, answer: text,
            ["error: rate_limited: Slow down", "error: aborted"], outcome: "failed"
        ) { _ in
            [
                .send(
                    head + delta + "event: error\ndata: {\"code\": \"rate_limited\", "
                        + "\"message\": \"Slow down\"}\n\nevent: error\ndata: aborted\n\n"), .close,
            ]
        },
        Fault(
            "an error without a code", status: 69, ["error: upstream gone\n"], outcome: "failed"
        ) { _ in [.send(head + "event: error\ndata: upstream gone\n\n"), .close] },
        Fault(
            "a JSON answer", ["--idempotency-key", "k"], status: 0, answer: text,
            ["conversation c\n"], outcome: "completed"
        ) { _ in
            let body =
                #"{"data":{"response":"Mara Vogt","conversation_id":"c","credits_remaining":7}}"#
            return [
                .send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"), .close,
            ]
        },
    ]
}
