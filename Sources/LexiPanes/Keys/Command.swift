/// What a key asks the dashboard to do.
public enum Command: Sendable, Hashable {
    case send, newline
    case escape, interrupt, deleteOrQuit
    case deleteBackward, deleteForward
    case killWordBackward, killWordForward, killToLineStart, killToLineEnd, yank, undo, transpose
    case killBlankBackward, yankPop, redo, unfoldPaste
    case transposeWords, upcaseWord, downcaseWord, capitalizeWord, moveToStart, moveToEnd
    case searchHistory, previousMessage, nextMessage, editText
    case historyOlder, historyNewer, historyTake, historyLeave
    case moveLeft, moveRight, moveWordLeft, moveWordRight, moveUp, moveDown
    case moveToLineStart, moveToLineEnd
    case focusNext, focusPrevious, zoom
    case scrollUp, scrollDown, halfPageUp, halfPageDown, pageUp, pageDown, scrollToTop, follow
    case retry, export
    case takeOver, continueCopy
    case newTab, reopenTab, closeTab, nextTab, previousTab
    case selectTab(Int)
    case cycleThinking, openContext, openHelp
    case redraw, suspend, toggleMouse
    case openThemes, reloadSettings, signIn
    case selectNext, selectPrevious, selectFirst, selectLast
    case openDetail, filter, toggleTotals, fold
    case nextSentence, previousSentence
    case detailNext, detailPrevious
    case copy, copyRaw, openCopy, copyNext, copyPrevious, copyAccept
    case splitLeft, splitRight, splitUp, splitDown, splitReset, toggleTools, toggleThinking
    case search, searchNext, searchPrevious, searchAccept, searchCancel
    case filterAccept, filterClear
    case themesAccept, themesNext, themesPrevious
    case openPalette, openCommandLine, quit
    case paletteUp, paletteDown, palettePrevious, paletteNext, palettePageUp, palettePageDown
    case paletteComplete, paletteRun
    case signInAccept, signInNext, signInPrevious, signInClear
    case formNext, formPrevious, formToggle, formAccept
    case replayPause, replaySlower, replayFaster
}
