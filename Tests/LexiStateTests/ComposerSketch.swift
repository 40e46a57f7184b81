import LexiSession
import LexiState

/// A composer written as text with the caret as `|` and folded pastes as `¶`.
enum ComposerSketch {
    static func shown(_ composer: Composer) -> String {
        var text = composer.body.content
        text.insert("|", at: text.utf8.index(text.startIndex, offsetBy: composer.caretByteOffset))
        return String(text.map { $0 == "\u{1A}" ? "¶" : $0 })
    }

    static func composer(_ text: String) -> Composer {
        var composer = Composer()
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        composer.apply(.insert(String(parts.joined())))
        composer.apply(.moveToCaret(byteOffset: parts[0].utf8.count))
        return composer
    }

    static func after(_ text: String, _ edits: [Composer.Edit]) -> String {
        var composer = composer(text)
        for edit in edits { composer.apply(edit) }
        return shown(composer)
    }
}
