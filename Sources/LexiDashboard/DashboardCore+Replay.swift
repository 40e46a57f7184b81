import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
public import LexiState

/// A recording on the screen: it can be looked at in every way, and nothing is asked, written or
/// sent.
extension DashboardCore {
    /// What is done to the recording that is played.
    ///
    /// Each goes out from what holds when it is done: keys may come faster than the player tells
    /// what came of them.
    public enum ReplayStep: Sendable, Hashable {
        case togglePause
        case slower
        case faster
    }

    /// Tells how far the recording is, and how it is played.
    public mutating func didReplay(_ replay: Replay) {
        guard state.replay != replay else { return }
        change(.replay(replay))
        needsPaint()
    }

    /// The time that the screen shows: of a recording its own, as it was drawn last.
    func shownTime(_ now: Instant) -> Instant { shownAt ?? now }

    /// Does what a command asks for while a recording is shown.
    ///
    /// - Returns: `nil` for what is done there as anywhere.
    mutating func perform(replay command: Command) -> [Request]? {
        guard let replay = state.replay else { return nil }
        switch command {
        case .replayPause where replay.phase == .over: return []
        case .replayPause: return [.replay(.togglePause)]
        case .replaySlower: return [.replay(.slower)]
        case .replayFaster: return [.replay(.faster)]
        case .quit: return [.quit]
        // There is nothing to stop.
        case .escape:
            if !leaveMoment(), !view.clearSearch(state), view.isZoomed { view.toggleZoom() }
            return []
        case _ where command.onlyLooks: return nil
        default:
            refuseInReplay()
            return []
        }
    }

    mutating func refuseInReplay() {
        change(
            .notify(
                Notice(
                    .information, "This is a replay: it takes no questions, and nothing is sent.")))
    }
}

extension Command {
    /// Whether a recording may be looked at with it. All else writes, asks, or keeps something.
    var onlyLooks: Bool {
        switch self {
        case .escape, .interrupt, .quit, .replayPause, .replaySlower, .replayFaster,
            .focusNext, .focusPrevious, .zoom,
            .scrollUp, .scrollDown, .halfPageUp, .halfPageDown, .pageUp, .pageDown, .scrollToTop,
            .follow, .export,
            .nextTab, .previousTab, .selectTab,
            .cycleThinking, .openHelp, .redraw, .suspend, .toggleMouse,
            .openThemes, .reloadSettings,
            .selectNext, .selectPrevious, .selectFirst, .selectLast,
            .openDetail, .filter, .toggleTotals, .fold, .nextSentence, .previousSentence,
            .detailNext, .detailPrevious,
            .copy, .copyRaw, .openCopy, .copyNext, .copyPrevious, .copyAccept,
            .splitLeft, .splitRight, .splitUp, .splitDown, .splitReset, .toggleTools,
            .toggleThinking,
            .search, .searchNext, .searchPrevious, .searchAccept, .searchCancel,
            .filterAccept, .filterClear, .themesAccept, .themesNext, .themesPrevious,
            .openPalette, .openCommandLine,
            .paletteUp, .paletteDown, .palettePrevious, .paletteNext, .palettePageUp,
            .palettePageDown, .paletteComplete, .paletteRun:
            true
        case .send, .newline, .deleteOrQuit, .deleteBackward, .deleteForward,
            .killWordBackward, .killWordForward, .killToLineStart, .killToLineEnd, .yank, .undo,
            .transpose, .killBlankBackward, .yankPop, .redo, .unfoldPaste, .transposeWords,
            .upcaseWord, .downcaseWord, .capitalizeWord, .moveToStart, .moveToEnd,
            .searchHistory, .previousMessage, .nextMessage, .editText,
            .historyOlder, .historyNewer, .historyTake, .historyLeave,
            .moveLeft, .moveRight, .moveWordLeft, .moveWordRight, .moveUp, .moveDown,
            .moveToLineStart, .moveToLineEnd,
            .retry, .newTab, .reopenTab, .closeTab, .takeOver, .continueCopy, .openContext, .signIn,
            .signInAccept, .signInNext, .signInPrevious, .signInClear,
            .formNext, .formPrevious, .formToggle, .formAccept:
            false
        }
    }
}
