/// Something in a captured stream that the API's page rules out.
public struct LintFinding: Sendable, Hashable, CustomStringConvertible {
    public enum Fault: String, Sendable, Hashable, CaseIterable {
        case completedWithoutStarted = "completed-without-started"
        case neverCompleted = "never-completed"
        case textAfterDone = "text-after-done"
        /// Any other event behind `done` or `error`.
        case eventAfterEnd = "event-after-end"
        case eventAfterTerminator = "event-after-terminator"
        case missingDone = "missing-done"
        case missingTerminator = "missing-terminator"
        case unknownEvent = "unknown-event"
        case unknownStatus = "unknown-status"
        case invalidJSON = "invalid-json"
        /// JSON without the fields that the event must have.
        case invalidData = "invalid-data"
        case invalidUTF8 = "invalid-utf8"
        case conversationIDChanged = "conversation-id-changed"
        case lineTooLong = "line-too-long"
        /// An event at the end that no blank line completes, so that it is dropped.
        case unfinishedEvent = "unfinished-event"
        /// The capture is an answer of another kind, or none.
        case noEventStream = "no-event-stream"
    }

    public var fault: Fault
    /// The number of the event, counting dispatched events from 1; `nil` for what concerns the
    /// stream as a whole.
    public var event: Int?
    /// From the start of the capture, a head included: where the event begins, for invalid UTF-8
    /// the byte itself, for the stream as a whole its end.
    public var byteOffset: Int
    public var detail: String

    /// `event 5 at byte 312: unknown-event: "ping" is not an event of the API`.
    public var description: String {
        let place = event.map { "event \($0) at byte \(byteOffset)" } ?? "at byte \(byteOffset)"
        return "\(place): \(fault.rawValue): \(detail)"
    }
}
