import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// What the message's keys do.
extension DashboardCore {
    static let edits: [Command: Composer.Edit] = [
        .newline: .insert("\n"), .deleteBackward: .deleteBackward, .deleteForward: .deleteForward,
        .deleteOrQuit: .deleteForward, .killWordBackward: .killWordBackward,
        .killWordForward: .killWordForward, .killBlankBackward: .killBlankBackward,
        .killToLineStart: .killToLineStart, .killToLineEnd: .killToLineEnd, .yank: .yank,
        .yankPop: .yankPop, .undo: .undo, .redo: .redo, .transpose: .transpose,
        .transposeWords: .transposeWords, .upcaseWord: .upcaseWord, .downcaseWord: .downcaseWord,
        .capitalizeWord: .capitalizeWord, .unfoldPaste: .unfold, .moveLeft: .moveLeft,
        .moveRight: .moveRight, .moveWordLeft: .moveWordLeft, .moveWordRight: .moveWordRight,
        .moveToLineStart: .moveToLineStart, .moveToLineEnd: .moveToLineEnd,
        .moveToStart: .moveToStart, .moveToEnd: .moveToEnd,
    ]

    /// What is longer than the API documents is likely refused, and perhaps a mistake; what looks
    /// like a command was hardly meant to be charged.
    mutating func send(now: Instant) -> [Request] {
        // What is written stays where it is meanwhile.
        if state.service.lacksKey { return [.openSignIn] }
        let isLong = state.activeTab.composer.scalarCount > ChatRequest.documentedMessageLimit
        if isLong { return ask(.sendLong) }
        if let command = CommandLookalike(state.activeTab.composer.text) {
            return ask(.sendCommand(command))
        }
        return sendAsItIs(now: now)
    }

    /// What is sent is seen: a new question follows its answer.
    mutating func sendAsItIs(now: Instant) -> [Request] {
        let composer = state.activeTab.composer
        let requests: [Request] = apply(.send)
        if !requests.isEmpty { view.follow(state) }
        let isSent = state.activeTab.composer.isEmpty && !composer.isEmpty
        guard isSent else { return requests }
        draftsDueAt = now.nanoseconds
        // Another try of the same turn is no other message.
        let isAnother = !requests.contains { request in
            guard case .perform(.ask(let asking)) = request else { return false }
            return asking.cause == .retried
        }
        return isAnother ? requests + [.remember(composer.text)] : requests
    }

    mutating func moveCaret(_ rows: Int) {
        if state.activeTab.composer.isEmpty {
            view.scroll(.lines(rows), state)
        } else if let offset = view.caretOffset(movedByRows: rows, state) {
            change(.edit(.moveToCaret(byteOffset: offset)))
        }
    }

    // MARK: History

    mutating func handleHistory(_ key: Key) -> [Request] {
        switch command(key, in: .history) {
        case .historyOlder: change(.history(.older))
        case .historyNewer: change(.history(.newer))
        case .historyTake: change(.history(.take))
        case .historyLeave: change(.history(.leave))
        default:
            switch key {
            case .character(let character): change(.history(.type(String(character))))
            case .paste(let text, _):
                change(.history(.type(String(text.map { $0.isNewline ? " " : $0 }))))
            case .backspace: change(.history(.deleteBackward))
            default:
                // Any other key goes on with what was found, as in readline.
                change(.history(.take))
                return handle(key, now: lastNow)
            }
        }
        return []
    }

    /// Brings the messages that were sent before, the latest first.
    public mutating func didLoadHistory(_ entries: [String], for use: HistoryUse) {
        switch use {
        case .search: change(.history(.load(entries)))
        case .previous: change(.history(.previous(entries)))
        }
        needsPaint()
    }

    // MARK: The editor

    /// Brings what the editor left, or tells why there is nothing.
    public mutating func didEdit(_ outcome: EditorOutcome) {
        switch outcome {
        case .text(let text):
            if text != state.activeTab.composer.text {
                change(.edit(.replaceAll(text)))
                view.focus(.message)
            } else {
                change(.notify(Notice(.information, "The message is as it was.")))
            }
        case .failed(let reason):
            change(.notify(Notice(.warning, "\(reason) The message is as it was.")))
        }
        needsPaint()
    }
}

/// What the messages of before are asked for.
public enum HistoryUse: Sendable, Hashable {
    case search
    case previous
}

/// What came of the editor.
public enum EditorOutcome: Sendable, Hashable {
    case text(String)
    /// Why the text is not to be taken, in a sentence.
    case failed(String)
}
