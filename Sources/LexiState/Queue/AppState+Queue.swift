import LexiAPI

extension AppState {
    /// More than this many messages are not queued.
    static let maximumQueued = 20

    /// Puts the composer's message behind those that wait for the active tab's run.
    mutating func queueMessage() {
        guard activeTab.queue.count < Self.maximumQueued else {
            notice = Notice(.warning, "\(Self.maximumQueued) messages wait; your text is kept.")
            return
        }
        activeTab.queue.append(
            QueuedMessage(
                message: activeTab.composer.text, context: activeTab.context,
                allowTools: activeTab.allowTools))
        activeTab.composer.reset()
        activeTab.historyPlace = nil
        notice = Notice(
            .information,
            "Queued: goes when the answer is complete; \(keys[.takeBack]) takes it back.")
    }

    /// The last of the queue becomes the composer's text again, with the context it was written
    /// with. What is being written is never overwritten.
    mutating func takeBackQueued() {
        guard activeTab.composer.isEmpty, let last = activeTab.queue.popLast() else { return }
        activeTab.composer.apply(.replaceAll(last.message))
        let isOtherContext =
            activeTab.context != last.context || activeTab.allowTools != last.allowTools
        activeTab.context = last.context
        activeTab.allowTools = last.allowTools
        notice = Notice(
            .information, isOtherContext ? "Taken back, with its context." : "Taken back.")
    }

    /// A completed run lets the next message go; after any other end the queue waits.
    mutating func goOnWithQueue(_ tabIndex: Int, at instant: Instant) -> [Effect] {
        guard !tabs[tabIndex].queue.isEmpty else { return [] }
        // It waits for a word of the user also where the key is another by now.
        if tabs[tabIndex].lastTurn?.outcome == .completed, !tabs[tabIndex].isQueueHeld {
            return sendNextQueued(tabIndex, at: instant)
        }
        tabs[tabIndex].isQueueHeld = true
        if tabIndex == activeIndex {
            notice = Notice(
                .warning,
                "The queue waits: \(keys[.send]) sends it, \(keys[.takeBack]) takes it back."
            )
        }
        return []
    }

    /// Sends the first of the queue, in the conversation as it is known by now.
    mutating func sendNextQueued(_ tabIndex: Int, at instant: Instant) -> [Effect] {
        guard !tabs[tabIndex].queue.isEmpty, !tabs[tabIndex].isRunning else { return [] }
        let next = tabs[tabIndex].queue.removeFirst()
        return start(
            ChatRequest(
                message: next.message, conversationID: tabs[tabIndex].conversationID,
                context: next.context, allowTools: next.allowTools), tabIndex, at: instant)
    }
}
