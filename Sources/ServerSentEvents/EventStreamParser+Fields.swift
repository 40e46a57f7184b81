extension EventStreamParser {
    /// Takes one whole line, as "process the field" and "dispatch the event" say.
    ///
    /// - Parameters:
    ///   - line: The line without its line end.
    ///   - offset: Where it begins in the stream.
    ///   - staysValid: Whether the line's memory lasts until the end of the chunk.
    @inline(__always)
    mutating func takeField(
        _ line: UnsafeBufferPointer<UInt8>, offset: Int, staysValid: Bool,
        _ views: inout ChunkViews, _ receive: (EventStreamItem) -> Void
    ) throws(EventStreamError) {
        if line.isEmpty {
            dispatch(&views, receive)
            return
        }
        guard line.count <= maximumEventBytes else {
            throw fail(.lineTooLong(limit: maximumEventBytes, byteOffset: offset))
        }
        let field = EventStreamField(line: line)
        if case .comment = field { return }
        if eventOffset == nil { eventOffset = offset }
        switch field {
        case .data(let value):
            if terminator != nil, dataLineCount == 0, isTerminator(value, views) {
                isTerminated = true
                receive(.terminator(byteOffset: offset))
            } else if staysValid, dataLineCount == 0 {
                dataLineCount = 1
                views.data = value
            } else {
                try appendData(value, offset: offset, &views)
            }
        case .event(let value):
            if staysValid {
                views.name = value
            } else {
                // A line that was cut apart is the first to end in its chunk, so there is no view
                // of an older name that would hide this one.
                name.replace(with: value)
            }
        case .id(let value):
            if !value.contains(0) { lastEventID.replace(with: value) }
        case .retry(let value):
            if let milliseconds = Int64(saturatingDigits: value) {
                receive(.retry(milliseconds: milliseconds))
            }
        case .comment, .unknown:
            break
        }
    }

    private mutating func appendData(
        _ value: UnsafeBufferPointer<UInt8>, offset: Int, _ views: inout ChunkViews
    ) throws(EventStreamError) {
        if let first = views.data {
            data.replace(with: first)
            views.data = nil
        }
        if dataLineCount == 0 {
            data.replace(with: value)
        } else {
            guard data.count + 1 + value.count <= maximumEventBytes else {
                throw fail(.eventTooLarge(limit: maximumEventBytes, byteOffset: offset))
            }
            data.append(.lineFeed)
            data.append(contentsOf: value)
        }
        dataLineCount += 1
    }

    /// A blank line: reports the event if any `data` field was read, and starts the next one.
    @inline(__always)
    private mutating func dispatch(
        _ views: inout ChunkViews, _ receive: (EventStreamItem) -> Void
    ) {
        if dataLineCount > 0 {
            let offset = eventOffset ?? 0
            name.withUnsafeBufferPointer { name in
                data.withUnsafeBufferPointer { data in
                    lastEventID.withUnsafeBufferPointer { lastEventID in
                        receive(
                            .event(
                                EventStreamEvent(
                                    name: views.name ?? name, data: views.data ?? data,
                                    lastEventID: lastEventID, byteOffset: offset)))
                    }
                }
            }
            dataLineCount = 0
        }
        views = ChunkViews()
        if !name.isEmpty { name.removeAll(keepingCapacity: true) }
        eventOffset = nil
    }

    private func isTerminator(
        _ value: UnsafeBufferPointer<UInt8>, _ views: ChunkViews
    ) -> Bool {
        guard let terminator, value.count == terminator.count, value.elementsEqual(terminator)
        else { return false }
        return (views.name.map { $0.isEmpty || $0.elementsEqual("message".utf8) })
            ?? (name.isEmpty || name.elementsEqual("message".utf8))
    }

    /// Whether a line's value is the terminator, between chunks.
    func isTerminator(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        dataLineCount == 0 && isTerminator(value, ChunkViews())
    }
}

extension Int64 {
    /// Reads ASCII digits and nothing else; too large a number becomes the largest there is.
    fileprivate init?(saturatingDigits digits: UnsafeBufferPointer<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        var isTooLarge = false
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(digit - 0x30))
            isTooLarge = isTooLarge || overflow || carry
            value = sum
        }
        self = isTooLarge ? .max : value
    }
}
