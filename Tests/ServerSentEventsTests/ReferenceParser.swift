import ServerSentEvents

/// What a parser reported, in a form that can be compared.
enum Item: Hashable, CustomStringConvertible {
    case event(ServerSentEvent, at: Int)
    case retry(Int64)
    case terminator(at: Int)

    init(_ item: EventStreamItem) {
        switch item {
        case .event(let event): self = .event(ServerSentEvent(event), at: event.byteOffset)
        case .retry(let milliseconds): self = .retry(milliseconds)
        case .terminator(let offset): self = .terminator(at: offset)
        }
    }

    var description: String {
        switch self {
        case .event(let event, let offset):
            "\(event.event)|\(event.data)|\(event.lastEventID)@\(offset)".debugDescription
        case .retry(let milliseconds): "retry \(milliseconds)"
        case .terminator(let offset): "terminator@\(offset)"
        }
    }
}

/// Feeds chunks to a parser and ends the input.
func parse(
    _ chunks: [ArraySlice<UInt8>], with parser: EventStreamParser = EventStreamParser()
) throws(EventStreamError) -> [Item] {
    var parser = parser
    var items: [Item] = []
    for chunk in chunks {
        // A copy that dies with the loop's turn: a view kept too long would be noticed by the
        // address sanitizer.
        let bytes = Array(chunk)
        let result = bytes.withUnsafeBufferPointer { bytes in
            do throws(EventStreamError) {
                try parser.feed(bytes) { items.append(Item($0)) }
                return Result<Void, EventStreamError>.success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }
    parser.finish { items.append(Item($0)) }
    return items
}

/// Parses a whole stream given as text.
func parse(
    _ text: String, with parser: EventStreamParser = EventStreamParser()
) throws(EventStreamError) -> [Item] {
    try parse([Array(text.utf8)[...]], with: parser)
}

/// The standard's algorithm over a whole stream, one sentence of it after the other, as slowly
/// as it reads. It shares nothing with the parser under test.
func referenceParse(_ stream: [UInt8]) -> [Item] {
    var items: [Item] = []
    var bytes = stream[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }

    var dataBuffer: [UInt8] = []
    var eventTypeBuffer: [UInt8] = []
    var lastEventIDBuffer: [UInt8] = []
    var eventStart: Int?

    while let end = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
        let line = bytes[..<end]
        let next = bytes[end...].starts(with: [0x0D, 0x0A]) ? end + 2 : end + 1
        bytes = bytes[next...]

        if line.isEmpty {
            if !dataBuffer.isEmpty {
                dataBuffer.removeLast()
                let type = String(decoding: eventTypeBuffer, as: UTF8.self)
                items.append(
                    .event(
                        ServerSentEvent(
                            event: type.isEmpty ? "message" : type,
                            data: String(decoding: dataBuffer, as: UTF8.self),
                            lastEventID: String(decoding: lastEventIDBuffer, as: UTF8.self)),
                        at: eventStart ?? -1))
            }
            dataBuffer = []
            eventTypeBuffer = []
            eventStart = nil
            continue
        }
        if line.first == 0x3A { continue }
        if eventStart == nil { eventStart = line.startIndex }

        var field = Array(line)
        var value: [UInt8] = []
        if let colon = field.firstIndex(of: 0x3A) {
            value = Array(field[(colon + 1)...])
            field = Array(field[..<colon])
            if value.first == 0x20 { value.removeFirst() }
        }
        if field == Array("event".utf8) {
            eventTypeBuffer = value
        } else if field == Array("data".utf8) {
            dataBuffer += value + [0x0A]
        } else if field == Array("id".utf8) {
            if !value.contains(0) { lastEventIDBuffer = value }
        } else if field == Array("retry".utf8) {
            let isDigits = value.allSatisfy { (0x30...0x39).contains($0) }
            if !value.isEmpty, isDigits {
                items.append(.retry(Int64(String(decoding: value, as: UTF8.self)) ?? .max))
            }
        }
    }
    return items
}
