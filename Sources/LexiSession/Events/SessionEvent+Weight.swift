import LexiAPI
import LexiWire

extension SessionEvent {
    /// Roughly the bytes an event keeps in memory.
    public var weight: Int {
        var weight = 256
        switch body {
        case .attempt(.received(let received), let events):
            weight += received.bytes.count + events.count * 96
        case .asked(let question): weight += question.request.message.utf8.count
        case .recordRead(let record):
            weight += record.messages.reduce(0) { $0 + 256 + ($1.content?.utf8.count ?? 0) }
        default: break
        }
        // Most of what run events hold is what the bytes say.
        for event in runEvents { weight += event.textBytes }
        return weight
    }
}
