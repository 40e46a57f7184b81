import LexiAPI
import LexiSession

extension AppState {
    /// More than this many messages are not queued.
    static let maximumQueued = 20

    /// Puts the composer's message behind those that wait for the active tab's run.
    mutating func queueMessage() {
        guard activeTab.queue.count < Self.maximumQueued else {
            notice = Notice(.warning, "\(Self.maximumQueued) messages wait; your text is kept.")
            return
        }
        activeScreen.queue.append(
            QueuedMessage(
                message: activeTab.composer.text, context: activeTab.context,
                allowTools: activeTab.allowTools))
        activeScreen.composer.reset()
        activeScreen.historyPlace = nil
        notice = Notice(
            .information,
            "Queued: goes when the answer is complete; \(keys[.takeBack]) takes it back.")
    }

    /// The last of the queue becomes the composer's text again, with the context it was written
    /// with. What is being written is never overwritten.
    mutating func takeBackQueued() {
        guard activeTab.composer.isEmpty, let last = activeScreen.queue.popLast() else { return }
        activeScreen.composer.apply(.replaceAll(last.message))
        let isOtherContext =
            activeTab.context != last.context || activeTab.allowTools != last.allowTools
        activeScreen.context = last.context
        activeScreen.allowTools = last.allowTools
        notice = Notice(
            .information, isOtherContext ? "Taken back, with its context." : "Taken back.")
    }

    /// A completed run lets the next message go; after any other end the queue waits.
    mutating func goOnWithQueue(_ place: Int) -> [Effect] {
        guard !screens[place].queue.isEmpty else { return [] }
        // It waits for a word of the user also where the key is another by now.
        if tabs[place].lastTurn?.outcome == .completed, !screens[place].isQueueHeld {
            return sendNextQueued(place)
        }
        screens[place].isQueueHeld = true
        if place == activeIndex {
            notice = Notice(.warning, "The queue waits: \(waysOn(tabs[place])).")
        }
        return []
    }

    /// What the keys do about a queue that waits, which depends on what is written.
    private func waysOn(_ tab: Tab) -> String {
        if tab.composer.isEmpty {
            return "\(keys[.send]) sends it, \(keys[.takeBack]) takes it back"
        }
        if tab.composer.text.trimmingWhiteSpace.isEmpty { return "\(keys[.send]) sends it" }
        if retriesByBeingSent(tab) {
            return "\(keys[.send]) tries the message again, and the queue follows its answer"
        }
        return "\(keys[.send]) puts what is written behind it and sends its first"
    }

    /// Lets a queue that waits go on, with what is written behind it: nothing overtakes what has
    /// waited longer.
    mutating func sendBehindQueue() -> [Effect] {
        // The first goes before the last is added, so that there is always room.
        let effects = sendNextQueued(activeIndex)
        queueMessage()
        return effects
    }

    /// Sends the first of the queue, in the conversation as it is known by now.
    mutating func sendNextQueued(_ place: Int) -> [Effect] {
        let tab = tabs[place]
        guard !tab.queue.isEmpty, !tab.isRunning else { return [] }
        let next = screens[place].queue.removeFirst()
        return start(
            ChatRequest(
                message: next.message, conversationID: tab.conversationID, context: next.context,
                allowTools: next.allowTools), place, cause: .queued)
    }
}
