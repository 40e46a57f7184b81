import LexiHome
import LexiPanes
import Logging

/// Remembers how the panes are arranged, in `$XDG_STATE_HOME/lexi/layout.toml`, for this user
/// alone. What cannot be read or written is a line in the log: the panes are as at first then.
struct ArrangementStore {
    let logger: Logger

    private static var path: String? {
        GlobalOptions.paths.stateFolder.map { "\($0)/layout.toml" }
    }

    func load() -> PaneArrangement {
        guard let path = Self.path else { return PaneArrangement() }
        do {
            guard let text = try StateFile.text(path) else { return PaneArrangement() }
            return try PaneArrangement(text: text, file: path)
        } catch {
            logger.warning("The remembered layout is not used.", metadata: ["reason": "\(error)"])
            return PaneArrangement()
        }
    }

    func save(_ arrangement: PaneArrangement) {
        guard let path = Self.path else { return }
        do throws(FileError) {
            try PrivateFile.save(arrangement.text, to: path)
        } catch {
            logger.warning(
                "The layout is not remembered.", metadata: ["reason": "\(error.reason)"])
        }
    }
}
