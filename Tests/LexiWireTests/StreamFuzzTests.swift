import LexiAPI
import LexiTesting
import LexiWire
import LexiWireSamples
import Testing

/// Damaged streams and captures; see `Fuzz`.
@Suite struct StreamFuzzTests {
    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Request-ID: req_1\r\n\r\n"

    private static let samples: [String] = [
        Wire.conforming,
        Wire.conforming.replacing("\n", with: "\r\n"),
        Wire.conforming.replacing("\n", with: "\r"),
        "\(head)\(Wire.conforming)",
        "HTTP/1.1 100 Continue\r\n\r\n\(head)\(Wire.textEvent)\(Wire.doneEvent)",
        "HTTP/2 429 \r\nretry-after: 5\r\n\r\n{\"error\":{\"code\":\"rate_limited\"}}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"data\":{\"response\":\"a\"}}",
        "{\"data\":{\"response\":\"Hello\",\"conversation_id\":\"c\"}}",
        "\n \n<html>no</html>\n",
        "\(Wire.textEvent)\(errorEvent)\(Wire.doneEvent)data: [DONE]\n\n\(Wire.textEvent)",
        "",
    ]

    private static let tokens: [String] = [
        "\r", "\n", "\n\n", "\r\n", ":", "data: ", "data: [DONE]\n", "data: [DONE]\r", "event: ",
        "event: text\n",
        Wire.textEvent, Wire.doneEvent, "event: error\ndata: boom\n\n", "event: ping\n", "\"",
        "\\", "\\u0041", "{", "}", "HTTP/", "HTTP/1.1 200 OK\r\n", "\r\n\r\n", "👩‍💻", "\u{1B}[2J",
        "event: tool_step\ndata: {\"tool\":\"a\",\"status\":\"started\"}\n\n",
    ]

    private static let errorEvent =
        "event: error\ndata: {\"code\":\"x\",\"message\":\"m\"}\n\n"

    private static let captures = ByteMutator(samples: samples, tokens: tokens)

    @Test(arguments: [1 << 20, 60])
    func `a turn ends once, as its last event, and no cut changes it`(bound: Int) throws {
        func decode(_ chunks: [ArraySlice<UInt8>]) -> [RunEvent] {
            var decoder = TurnDecoder(maximumEventBytes: bound)
            return chunks.flatMap { $0.withUnsafeBufferPointer { decoder.feed($0) } }
                + decoder.finish()
        }
        try Fuzz.run("turn-\(bound)", rounds: 600, Self.captures) { stream, random in
            let whole = decode([stream[...]])
            let cut = decode(stream.pieces(using: &random))
            return fault(in: whole) ?? (cut == whole ? nil : "\(cut), not \(whole)")
        }
    }

    @Test func `a capture ends once, as its last event, and no cut changes it`() throws {
        func decode(_ chunks: [ArraySlice<UInt8>]) -> [RunEvent] {
            var decoder = CaptureDecoder(unixNow: 0)
            return chunks.flatMap { $0.withUnsafeBufferPointer { decoder.feed($0) } }
                + decoder.finish()
        }
        try Fuzz.run("capture", rounds: 600, Self.captures) { capture, random in
            let whole = decode([capture[...]])
            let cut = decode(capture.pieces(using: &random))
            return fault(in: whole) ?? (cut == whole ? nil : "\(cut), not \(whole)")
        }
    }

    @Test(arguments: [1 << 20, 60])
    func `no cut changes what the linter finds`(bound: Int) throws {
        func lint(_ chunks: [ArraySlice<UInt8>]) -> [LintFinding] {
            var linter = StreamLinter(maximumEventBytes: bound)
            return chunks.flatMap { $0.withUnsafeBufferPointer { linter.feed($0) } }
                + linter.finish()
        }
        try Fuzz.run("lint-\(bound)", rounds: 400, Self.captures) { capture, random in
            let whole = lint([capture[...]])
            let cut = lint(capture.pieces(using: &random))
            if let place = whole.first(where: { !(0...capture.count).contains($0.byteOffset) }) {
                return "\(place) lies outside"
            }
            return Set(cut) == Set(whole) && cut.count == whole.count
                ? nil : "\(cut), not \(whole)"
        }
    }

    @Test func `no cut changes the counts, nor what is dispatched`() throws {
        func report(_ chunks: [ArraySlice<UInt8>]) -> String {
            var statistics = StreamStatistics()
            var dispatched = DispatchedEvents()
            var report = ""
            do throws(Failure) {
                for chunk in chunks {
                    let bytes = Array(chunk)
                    try feed(bytes, &statistics, &dispatched) { report += $0.line }
                }
                try statistics.finish()
            } catch {
                report += "\(error)"
            }
            return "\(report) \(statistics.events) \(statistics.eventCount)"
        }
        try Fuzz.run("statistics", rounds: 400, Self.captures) { capture, random in
            let whole = report([capture[...]])
            let cut = report(capture.pieces(using: &random))
            return cut == whole ? nil : "\(cut), not \(whole)"
        }
    }

    private func feed(
        _ bytes: [UInt8], _ statistics: inout StreamStatistics,
        _ dispatched: inout DispatchedEvents, _ receive: (JSONValue) -> Void
    ) throws(Failure) {
        let result = bytes.withUnsafeBufferPointer { bytes in
            do throws(Failure) {
                try statistics.feed(bytes)
                try dispatched.feed(bytes, receive)
                return Result<Void, Failure>.success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private func fault(in events: [RunEvent]) -> String? {
        let endings = events.filter { if case .ended = $0 { true } else { false } }
        guard endings.count == 1, events.last == endings.first else {
            return "does not end once, and last: \(events)"
        }
        return nil
    }
}
