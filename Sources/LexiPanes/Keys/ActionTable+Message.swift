import LexiScreen

/// The keys of the message and of the search through what was sent before.
extension ActionTable {
    static let message: [DashboardAction] =
        [
            .init(
                .send, "send", .message, [.enter],
                "Send the message; queue it while Lexi answers"),
            .init(
                .newline, "newline", .message, [.control("j"), .altEnter],
                "New line"),
            .init(
                .deleteOrQuit, "delete-or-quit", .message, [.control("d")],
                "Delete the next character; quit when the message is empty"),
            .init(
                .deleteBackward, "delete-backward", .message, [.backspace],
                "Delete the character before; take back what is queued"),
            .init(
                .deleteForward, "delete-forward", .message, [.special(.delete, [])],
                "Delete the character after"),
        ] + cutting + changing + moving + fetching

    private static let cutting: [DashboardAction] = [
        .init(
            .killBlankBackward, "kill-blank-backward", .message, [.control("w")],
            "Cut back to the blank before"),
        .init(
            .killWordBackward, "kill-word-backward", .message, [.altBackspace],
            "Cut the word before"),
        .init(
            .killWordForward, "kill-word-forward", .message, [.alt("d")],
            "Cut the word after"),
        .init(
            .killToLineStart, "kill-to-line-start", .message, [.control("u")],
            "Cut to the start of the line"),
        .init(
            .killToLineEnd, "kill-to-line-end", .message, [.control("k")],
            "Cut to the end of the line"),
        .init(.yank, "yank", .message, [.control("y")], "Put back what was cut"),
        .init(
            .yankPop, "yank-pop", .message, [.alt("y")],
            "Right after that: what was cut before it instead"),
    ]

    private static let changing: [DashboardAction] = [
        .init(
            .transpose, "transpose", .message, [.alt("t")],
            "Swap the two characters at the caret"),
        .init(
            .transposeWords, "transpose-words", .message, [.alt("T")],
            "Swap the two words at the caret"),
        .init(
            .upcaseWord, "upcase-word", .message, [.alt("u")], "Word to upper case"),
        .init(
            .downcaseWord, "downcase-word", .message, [.alt("l")], "Word to lower case"),
        .init(
            .capitalizeWord, "capitalize-word", .message, [.alt("c")],
            "Capitalise the word"),
        .init(.undo, "undo", .message, [.control("_")], leader: .control("u"), "Undo"),
        .init(.redo, "redo", .message, [.alt("_"), .alt("r")], "Redo"),
        .init(
            .unfoldPaste, "unfold-paste", .message, [.alt("e")],
            "Show a folded paste in full"),
    ]

    private static let moving: [DashboardAction] = [
        .init(.moveLeft, "left", .message, [.special(.left, [])], "One character left"),
        .init(
            .moveRight, "right", .message, [.special(.right, []), .control("f")],
            "One character right"),
        .init(
            .moveWordLeft, "word-left", .message,
            [.special(.left, .control), .special(.left, .alt), .alt("b")],
            "One word left"),
        .init(
            .moveWordRight, "word-right", .message,
            [.special(.right, .control), .special(.right, .alt), .alt("f")],
            "One word right"),
        .init(
            .moveUp, "up", .message, [.special(.up, [])],
            "One line up; scrolls when the message is empty"),
        .init(
            .moveDown, "down", .message, [.special(.down, [])],
            "One line down; scrolls when the message is empty"),
        .init(
            .moveToLineStart, "line-start", .message, [.special(.home, []), .control("a")],
            "Start of the line"),
        .init(
            .moveToLineEnd, "line-end", .message, [.special(.end, []), .control("e")],
            "End of the line; follows when the message is empty"),
        .init(
            .moveToStart, "message-start", .message, [.special(.home, .control), .alt("<")],
            "Start of the message"),
        .init(
            .moveToEnd, "message-end", .message, [.special(.end, .control), .alt(">")],
            "End of the message"),
    ]

    private static let fetching: [DashboardAction] = [
        .init(
            .searchHistory, "history", .message, [.control("r")],
            "Look for a message that was sent before"),
        .init(
            .previousMessage, "previous-message", .message, [.alt("p")],
            "The message sent before this"),
        .init(
            .nextMessage, "next-message", .message, [.alt("n")],
            "The message sent after this, in the end what was written"),
    ]

    static let history: [DashboardAction] = [
        .init(
            .historyOlder, "history-older", .history, [.control("r"), .special(.up, [])],
            "The match before"),
        .init(
            .historyNewer, "history-newer", .history, [.special(.down, [])],
            "The match after"),
        .init(
            .historyTake, "history-take", .history, [.enter], "Take it into the message"),
        .init(
            .historyLeave, "history-leave", .history, [.escape, .control("c")],
            "Leave the message as it was"),
    ]
}
