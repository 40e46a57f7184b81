internal import CReference
internal import Foundation
internal import LexiAPI
internal import LexiWire
internal import ServerSentEvents

/// The ways through the capture that are compared. Each returns the events it found, so that none
/// can be fast by leaving something out.
enum Decoders {
    /// What a socket gives at a time.
    static let pieceBytes = 64 << 10

    static func framing(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var parser = EventStreamParser()
        var eventCount = 0
        forEachPiece(of: bytes) { piece in
            do throws(EventStreamError) {
                try parser.feed(piece) { item in
                    if case .event(let event) = item, !event.data.isEmpty { eventCount += 1 }
                }
            } catch {
                fatalError("\(error)")
            }
        }
        return eventCount
    }

    static func events(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = TurnDecoder()
        var eventCount = 0
        forEachPiece(of: bytes) { piece in
            for event in decoder.feed(piece) {
                switch event {
                case .malformed, .unknown: break
                default: eventCount += 1
                }
            }
        }
        return eventCount
    }

    /// The usual way in Swift: a `Decodable` type for each event, read by Foundation.
    static func foundation(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        struct Thinking: Decodable { var text: String }
        struct Step: Decodable {
            var tool: String
            var status: String
            var summary: String?
        }
        struct Text: Decodable {
            var delta: String
            var conversationID: String?
            enum CodingKeys: String, CodingKey {
                case delta
                case conversationID = "conversation_id"
            }
        }
        struct Done: Decodable {
            var creditsRemaining: Int
            var messageID: String
            enum CodingKeys: String, CodingKey {
                case creditsRemaining = "credits_remaining"
                case messageID = "message_id"
            }
        }
        let json = JSONDecoder()
        var parser = EventStreamParser(terminator: "[DONE]")
        var eventCount = 0
        forEachPiece(of: bytes) { piece in
            do {
                var failure: (any Error)?
                try parser.feed(piece) { item in
                    guard case .event(let event) = item else { return }
                    let data = Data(event.data)
                    do {
                        switch event.type {
                        case "thinking":
                            let value = try json.decode(Thinking.self, from: data)
                            consume(RunEvent.thinking(text: value.text))
                        case "tool_step":
                            let value = try json.decode(Step.self, from: data)
                            consume(
                                .toolStep(
                                    ToolStepUpdate(
                                        tool: value.tool, status: value.status,
                                        summary: value.summary)))
                        case "text":
                            let value = try json.decode(Text.self, from: data)
                            consume(
                                .text(delta: value.delta, conversationID: value.conversationID))
                        default:
                            let value = try json.decode(Done.self, from: data)
                            consume(
                                .done(
                                    creditsRemaining: Int64(value.creditsRemaining),
                                    messageID: value.messageID, conversationID: nil))
                        }
                        eventCount += 1
                    } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
            } catch {
                fatalError("\(error)")
            }
        }
        return eventCount
    }

    @inline(never)
    private static func consume(_ event: RunEvent) {}

    private static func forEachPiece(
        of bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        var start = 0
        while start < bytes.count {
            let end = min(start + pieceBytes, bytes.count)
            body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
            start = end
        }
    }
}
