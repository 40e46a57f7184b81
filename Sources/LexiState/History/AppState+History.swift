/// What is done with the messages that were sent before.
public enum HistoryStep: Sendable, Hashable {
    /// Begins a search; the messages are brought by ``load(_:)``.
    case search
    /// The messages to search, the latest first.
    case load([String])
    case type(String)
    case deleteBackward
    case older, newer
    /// The found message becomes the composer's text, which can be undone.
    case take
    /// Ends the search and leaves the composer as it was.
    case leave
    /// Puts the message before the one shown into the composer; messages are the latest first.
    case previous([String])
    /// The other way, in the end to what was written.
    case next
}

extension AppState {
    mutating func reduceHistory(_ step: HistoryStep) {
        notice = nil
        switch step {
        case .search: historySearch = HistorySearch()
        case .load(let entries):
            historySearch?.load(entries)
            guard entries.isEmpty else { return }
            historySearch = nil
            notice = Notice(.information, "No message has been sent from this profile yet.")
        case .type(let text): historySearch?.type(text)
        case .deleteBackward: historySearch?.deleteBackward()
        case .older:
            if historySearch?.older() == false {
                notice = Notice(.information, "No older message has this in it.")
            }
        case .newer:
            if historySearch?.newer() == false {
                notice = Notice(.information, "No newer message has this in it.")
            }
        case .take:
            if let match = historySearch?.match { activeScreen.composer.apply(.replaceAll(match)) }
            historySearch = nil
        case .leave: historySearch = nil
        case .previous(let entries): goBack(entries)
        case .next: goForward()
        }
    }

    private mutating func goBack(_ entries: [String]) {
        let text = activeTab.composer.text
        var place = activeScreen.historyPlace ?? HistoryPlace(entries)
        guard place.goBack(leaving: text) else {
            notice = Notice(.information, "There is no older message.")
            return
        }
        show(place)
    }

    private mutating func goForward() {
        guard var place = activeScreen.historyPlace,
            place.goForward(leaving: activeTab.composer.text)
        else { return }
        show(place)
    }

    private mutating func show(_ place: HistoryPlace) {
        activeScreen.historyPlace = place.isWorthKeeping ? place : nil
        activeScreen.composer.apply(.replaceAll(place.text))
    }
}
