public import LexiAPI
public import LexiBus

extension Envelope {
    /// Roughly the bytes an envelope keeps in a buffer.
    public var weight: Int {
        let textBytes =
            switch event {
            case .text(let delta, _): delta.utf8.count
            case .thinking(let text): text.utf8.count
            case .toolStep(let step): step.tool.utf8.count + (step.summary?.utf8.count ?? 0)
            case .unknown(let name, let data): name.utf8.count + data.utf8.count
            case .malformed(_, let data, let reason): data.utf8.count + reason.utf8.count
            case .requested(let request, _): request.message.utf8.count
            case .failed(let failure): failure.explanation.utf8.count
            case .retrying(let retry): retry.failure.explanation.utf8.count
            case .queued, .dequeued, .responded, .done, .ended: 0
            }
        return 128 + textBytes
    }

    /// Joins the next text delta of the same turn to this one; the earlier time stays, and with
    /// it the number. The position in the answer is the later one's, so that counting goes on.
    mutating func join(_ next: Envelope) -> Bool {
        guard turn == next.turn, case .text(var delta, let id) = event,
            case .text(let nextDelta, let nextID) = next.event
        else { return false }
        // The text must have one owner, or each append would copy all that has gathered.
        event = .ended(.incomplete, terminator: false)
        delta += nextDelta
        event = .text(delta: delta, conversationID: id ?? nextID)
        position = next.position
        return true
    }
}

extension CoalescingPolicy where Element == Envelope {
    /// For the screen: text deltas of a turn are joined, everything else stays as it is. At most
    /// 256 KiB wait, about what can be laid out between two looks at the keyboard; then the
    /// streams do.
    public static let screen = CoalescingPolicy<Envelope>(
        capacity: 256 << 10, weight: \.weight, lane: \.turn.rawValue,
        join: { $0.join($1) })
}
