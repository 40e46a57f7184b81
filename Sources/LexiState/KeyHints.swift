/// An action whose key the screen or a notice names; by the action's name in the settings.
public enum KeyHint: String, Sendable, Hashable, CaseIterable {
    case takeOver = "take-over"
    case continueCopy = "continue-copy"
    case stop, send, interrupt, yank, help, palette, context, thinking, fold, zoom, retry, mouse
    case takeBack = "delete-backward"
    case nextPane = "focus-next"
    case signIn = "sign-in"
    case helpClose = "help-close"
    case copyAccept = "copy-accept"
    case copyClose = "copy-close"
    case themesAccept = "themes-accept"
    case themesClose = "themes-close"
    case formNext = "form-next"
    case formPrevious = "form-previous"
    case formToggle = "form-toggle"
    case formAccept = "form-accept"
    case formClose = "form-close"
    case detailNext = "detail-next"
    case detailPrevious = "detail-previous"
    case detailClose = "detail-close"
    case paletteRun = "palette-run"
    case paletteComplete = "palette-complete"
    case paletteUp = "palette-up"
    case paletteDown = "palette-down"
    case paletteClose = "palette-close"
    case signInAccept = "sign-in-accept"
    case signInNext = "sign-in-next"
    case signInPrevious = "sign-in-previous"
    case signInClear = "sign-in-clear"
    case signInClose = "sign-in-close"
    case replayPause = "replay-pause"
    case replaySlower = "replay-slower"
    case replayFaster = "replay-faster"
    case unfoldPaste = "unfold-paste"
    case replayQuit = "replay-quit"
    case hideTools = "hide-tools"
    case hideThinking = "hide-thinking"

    /// The keys where the settings name none.
    var standard: [String] {
        switch self {
        case .stop: ["Esc"]
        case .send: ["Enter"]
        case .interrupt: ["Ctrl+C"]
        case .yank: ["Ctrl+Y"]
        case .help: ["F1", "?"]
        case .palette: ["Ctrl+P"]
        case .context: ["Ctrl+O"]
        case .thinking: ["Ctrl+T"]
        case .fold: ["Space"]
        case .zoom: ["z"]
        case .retry: ["r"]
        case .mouse: ["F2"]
        case .takeBack: ["Backspace"]
        case .nextPane: ["Tab"]
        case .signIn: ["Ctrl+X a"]
        case .takeOver: ["Ctrl+X A"]
        case .continueCopy: ["Ctrl+X C"]
        case .helpClose: ["Esc", "Enter", "q", "Ctrl+C"]
        case .copyAccept: ["Enter", "y"]
        case .copyClose, .themesClose: ["Esc", "q", "Ctrl+C"]
        case .themesAccept, .formAccept, .paletteRun, .signInAccept: ["Enter"]
        case .formNext, .signInNext: ["Down", "Tab"]
        case .formPrevious, .signInPrevious: ["Up", "Shift+Tab"]
        case .formToggle: ["Space"]
        case .formClose, .paletteClose, .signInClose: ["Esc", "Ctrl+C"]
        case .detailNext: ["l", "Right"]
        case .detailPrevious: ["h", "Left"]
        case .detailClose: ["Esc", "Enter", "q", "Ctrl+C"]
        case .paletteComplete: ["Tab"]
        case .paletteUp: ["Up"]
        case .paletteDown: ["Down"]
        case .replayPause: ["Space"]
        case .replaySlower: ["<"]
        case .replayFaster: [">"]
        case .unfoldPaste: ["Alt+E"]
        case .replayQuit: ["q"]
        case .hideTools: ["T"]
        case .hideThinking: ["K"]
        case .signInClear: ["Ctrl+U", "Ctrl+W", "Alt+Backspace"]
        }
    }
}

/// The keys that the screen and notices name, as the user has them.
public struct KeyHints: Sendable, Hashable {
    private var keys: [KeyHint: [String]] = [:]

    /// The keys without any settings.
    public init() {}

    /// The first key of an action as people read it.
    public subscript(hint: KeyHint) -> String { all(hint)[0] }

    /// All of an action's keys, at least one.
    public func all(_ hint: KeyHint) -> [String] { keys[hint] ?? hint.standard }

    /// - Parameter keys: At least one.
    public mutating func set(_ hint: KeyHint, _ keys: [String]) {
        self.keys[hint] = keys == hint.standard ? nil : keys
    }
}
