import LexiAPI
import LexiPanes
import LexiScreen
import LexiSession
import LexiState

/// The help and the leader: what is made of the keymap for people.
extension DashboardCore {
    /// Lists what can follow the leader.
    mutating func openLeader() {
        guard let leader = keymap.leader else { return }
        var help = LeaderHelp()
        help.leader = KeyName.text(leader)
        help.entries = keymap.helpAfterLeader
        view.leaderHelp = help
        change(.openLeader)
        view.scroll(.top, state)
    }

    /// The key after the leader.
    mutating func handleLeader(_ key: Key, now: Instant) -> [Request] {
        // A list that does not fit is looked through with the keys that are no characters.
        if case .special = key, keymap.leaderAction(key, in: KeyScope(view.focus)) == nil,
            let scroll = keymap.command(key, in: .panes)?.scroll
        {
            view.scroll(scroll, state)
            return []
        }
        change(.closeOverlay)
        switch key {
        case .escape, .control("c"), .control("g"): return []
        default: break
        }
        if let action = keymap.leaderAction(key, in: KeyScope(view.focus)) {
            return perform(action, now: now)
        }
        let name = KeyName.text(key)
        if !name.isEmpty, let leader = keymap.leader {
            let leader = KeyName.text(leader)
            change(
                .notify(
                    Notice(
                        .information, "\(leader) \(name) is nothing. \(leader) lists what is.")))
        }
        return []
    }

    /// Does what an action does, in the pane that it belongs to.
    mutating func perform(_ action: DashboardAction, now: Instant) -> [Request] {
        lastAction = action
        if let pane = action.scope.pane, view.focus != pane { view.focus(pane) }
        // What is looked for is in the conversation, not in the message.
        if action.command == .search, view.focus == .message { view.focus(.conversation) }
        return perform(action.command, now: now)
    }

    /// The help begins with what has the focus.
    mutating func openHelp() {
        let scope = KeyScope(view.focus)
        view.help =
            state.replay == nil
            ? keymap.help(from: scope)
            : keymap.help(in: .replay)
                + keymap.help(from: scope).filter {
                    $0.section != KeyScope.replay.rawValue
                }
        change(.openHelp)
    }

    mutating func handleHelp(_ key: Key) -> [Request] {
        if command(key, in: .help) == .escape {
            change(.closeOverlay)
            return []
        }
        switch command(key, in: .panes) {
        case .openHelp: change(.closeOverlay)
        case let command?:
            if let scroll = command.scroll { view.scroll(scroll, state) }
        case nil: break
        }
        return []
    }
}
