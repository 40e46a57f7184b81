import LexiScreen

/// The keys of the message and of the search through what was sent before.
extension KeyTable {
    static let message: [KeyBinding] =
        [
            .init(
                .send, "send", .message, [.enter], "Enter",
                "Send the message; queue it while Lexi answers"),
            .init(
                .newline, "newline", .message, [.control("j"), .altEnter], "Ctrl+J, Alt+Enter",
                "New line"),
            .init(
                .deleteOrQuit, "delete-or-quit", .message, [.control("d")], "Ctrl+D",
                "Delete the next character; quit when the message is empty"),
            .init(
                .deleteBackward, "delete-backward", .message, [.backspace], "Backspace",
                "Delete the character before; take back what is queued"),
            .init(
                .deleteForward, "delete-forward", .message, [.special(.delete, [])], "Delete",
                "Delete the character after"),
        ] + cutting + changing + moving + fetching

    private static let cutting: [KeyBinding] = [
        .init(
            .killBlankBackward, "kill-blank-backward", .message, [.control("w")], "Ctrl+W",
            "Cut back to the blank before"),
        .init(
            .killWordBackward, "kill-word-backward", .message, [.altBackspace], "Alt+Backspace",
            "Cut the word before"),
        .init(
            .killWordForward, "kill-word-forward", .message, [.alt("d")], "Alt+D",
            "Cut the word after"),
        .init(
            .killToLineStart, "kill-to-line-start", .message, [.control("u")], "Ctrl+U",
            "Cut to the start of the line"),
        .init(
            .killToLineEnd, "kill-to-line-end", .message, [.control("k")], "Ctrl+K",
            "Cut to the end of the line"),
        .init(.yank, "yank", .message, [.control("y")], "Ctrl+Y", "Put back what was cut"),
        .init(
            .yankPop, "yank-pop", .message, [.alt("y")], "Alt+Y",
            "Right after that: what was cut before it instead"),
    ]

    private static let changing: [KeyBinding] = [
        .init(
            .transpose, "transpose", .message, [.alt("t")], "Alt+T",
            "Swap the two characters at the caret"),
        .init(
            .transposeWords, "transpose-words", .message, [.alt("T")], "Alt+Shift+T",
            "Swap the two words at the caret"),
        .init(
            .upcaseWord, "upcase-word", .message, [.alt("u")], "Alt+U", "Word to upper case"),
        .init(
            .downcaseWord, "downcase-word", .message, [.alt("l")], "Alt+L", "Word to lower case"),
        .init(
            .capitalizeWord, "capitalize-word", .message, [.alt("c")], "Alt+C",
            "Capitalise the word"),
        .init(.undo, "undo", .message, [.control("_")], "Ctrl+_", "Undo"),
        .init(.redo, "redo", .message, [.alt("_"), .alt("r")], "Alt+_, Alt+R", "Redo"),
        .init(
            .unfoldPaste, "unfold-paste", .message, [.alt("e")], "Alt+E",
            "Show a folded paste in full"),
    ]

    private static let moving: [KeyBinding] = [
        .init(.moveLeft, "left", .message, [.special(.left, [])], "Left", "One character left"),
        .init(
            .moveRight, "right", .message, [.special(.right, []), .control("f")], "Right, Ctrl+F",
            "One character right"),
        .init(
            .moveWordLeft, "word-left", .message,
            [.special(.left, .control), .special(.left, .alt), .alt("b")], "Ctrl+Left, Alt+B",
            "One word left"),
        .init(
            .moveWordRight, "word-right", .message,
            [.special(.right, .control), .special(.right, .alt), .alt("f")], "Ctrl+Right, Alt+F",
            "One word right"),
        .init(
            .moveUp, "up", .message, [.special(.up, [])], "Up",
            "One line up; scrolls when the message is empty"),
        .init(
            .moveDown, "down", .message, [.special(.down, [])], "Down",
            "One line down; scrolls when the message is empty"),
        .init(
            .moveToLineStart, "line-start", .message, [.special(.home, []), .control("a")],
            "Home, Ctrl+A", "Start of the line"),
        .init(
            .moveToLineEnd, "line-end", .message, [.special(.end, []), .control("e")],
            "End, Ctrl+E", "End of the line; follows when the message is empty"),
        .init(
            .moveToStart, "message-start", .message, [.special(.home, .control), .alt("<")],
            "Ctrl+Home, Alt+<", "Start of the message"),
        .init(
            .moveToEnd, "message-end", .message, [.special(.end, .control), .alt(">")],
            "Ctrl+End, Alt+>", "End of the message"),
    ]

    private static let fetching: [KeyBinding] = [
        .init(
            .searchHistory, "history", .message, [.control("r")], "Ctrl+R",
            "Look for a message that was sent before"),
        .init(
            .previousMessage, "previous-message", .message, [.alt("p")], "Alt+P",
            "The message sent before this"),
        .init(
            .nextMessage, "next-message", .message, [.alt("n")], "Alt+N",
            "The message sent after this, in the end what was written"),
    ]

    static let history: [KeyBinding] = [
        .init(
            .historyOlder, "history-older", .history, [.control("r"), .special(.up, [])],
            "Ctrl+R, Up", "The match before"),
        .init(
            .historyNewer, "history-newer", .history, [.special(.down, [])], "Down",
            "The match after"),
        .init(
            .historyTake, "history-take", .history, [.enter], "Enter", "Take it into the message"),
        .init(
            .historyLeave, "history-leave", .history, [.escape, .control("c")], "Esc",
            "Leave the message as it was"),
    ]
}
