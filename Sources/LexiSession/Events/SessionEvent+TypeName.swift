import LexiWire

extension SessionEvent {
    /// What kind of event it is, in a word of `docs/journal.md`; those that are not written down
    /// have one, too.
    public var typeName: String {
        switch body {
        case .opened: "opened"
        case .renamed: "renamed"
        case .bound: "bound"
        case .closed: "closed"
        case .asked: "asked"
        case .attempt(let step, _):
            switch step {
            case .queued: "queued"
            case .dequeued: "dequeued"
            case .sent: "sent"
            case .head: "head"
            case .received: "bytes"
            case .retryPlanned: "retry"
            case .ended: "ended"
            }
        case .cancelled: "cancelled"
        case .ended: "ended"
        case .interrupted: "interrupted"
        case .recordAsked: "record_asked"
        case .recordRead: "record"
        case .recordRefused: "record_refused"
        case .answered: "answered"
        case .serviceChanged: "service"
        case .settingsChanged: "settings_changed"
        case .keyChecked: "key_checked"
        case .resumed: "resumed"
        case .journal: "journal"
        case .gap: "gap"
        }
    }
}
