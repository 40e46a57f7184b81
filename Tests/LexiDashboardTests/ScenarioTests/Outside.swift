import LexiAPI
import LexiDashboard
import LexiPanes
import LexiSession
import LexiState

/// Answers what a dashboard asks its surroundings for, always the same.
enum Outside {
    /// What was sent before, the latest first.
    static let messages = [
        "Which invoices of Acme are open?", "Draft a mail to Mara Vogt", "Who owns Acme?",
    ]

    static func answer(_ request: DashboardCore.Request, _ stage: inout Stage) {
        switch request {
        case .perform(.cancelTurn(let turn)):
            stage.end(.cancelled, turn: RequestText.number(turn.rawValue))
        case .export(let export):
            stage.core.didExport(.success("/home/mara/\(export.fileName)"))
        case .copy(let item): stage.core.didCopy(item, CopyOutcome(isSent: true))
        case .loadHistory(let use): stage.core.didLoadHistory(messages, for: use)
        case .editText: stage.core.didEdit(.text("What the editor left\nin two lines"))
        case .listThemes: stage.core.openThemes(.shipped)
        case .keepTheme(let name):
            stage.core.didKeepTheme(
                .success("Theme \(name) is in /home/mara/.config/lexi/config.toml"))
        case .reloadSettings:
            stage.core.didReadSettings(
                .success(Preferences(look: stage.core.view.look, keymap: stage.keymap)),
                isAsked: true)
        case .setMouse(let isOn): stage.core.didSetMouse(isOn, isPossible: true)
        case .openSignIn:
            stage.core.openSignIn(
                SignInFacts(
                    host: "data.leadlex.com",
                    keeping: .offered(file: "/home/mara/.config/lexi/default.key", remark: nil)))
        case .loadPalette:
            _ = stage.core.didLoadPalette(
                themes: .shipped, settings: Stage.settings, now: at(stage.milliseconds))
        case .keepSetting(let name, let value):
            stage.core.didKeepSetting(
                .success("\(name) = \(value) is in /home/mara/.config/lexi/config.toml"),
                preferences: .success(
                    Preferences(look: stage.core.view.look, keymap: stage.keymap)))
        case .replay(let step):
            var replay = stage.core.state.replay ?? Replay()
            switch step {
            case .togglePause: replay.phase = replay.phase == .paused ? .playing : .paused
            case .slower: replay.speed = replay.speed.slower
            case .faster: replay.speed = replay.speed.faster
            }
            stage.core.didReplay(replay)
        default: break
        }
    }
}
