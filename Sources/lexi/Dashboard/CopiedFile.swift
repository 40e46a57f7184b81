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
        let path = "\(folder)/copied.txt"
        do throws(FileError) {
            try PrivateFile.save(text, to: path)
            return .success(path)
        } catch {
            return .failure(ExportError(reason: error.reason))
        }
    }
}
