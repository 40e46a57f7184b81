import LexiDashboard
import LexiHome

/// Where copies go that the terminal's clipboard does not take: `$XDG_STATE_HOME/lexi/copied.txt`,
/// for this user alone; the last one is kept.
enum CopiedFile {
    static func save(_ text: String) -> Result<String, ExportError> {
        guard let folder = GlobalOptions.paths.stateFolder else {
            return .failure(
                ExportError(reason: "neither XDG_STATE_HOME nor HOME says where to"))
        }
        if let reason = PrivateFolder.make(folder) { return .failure(ExportError(reason: reason)) }
        let path = "\(folder)/copied.txt"
        switch PrivateFile.write(text, to: path, replaces: true) {
        case .written, .exists: return .success(path)
        case .failed(let reason): return .failure(ExportError(reason: "\(path): \(reason)"))
        }
    }
}
