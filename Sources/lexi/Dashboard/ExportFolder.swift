import LexiDashboard
import LexiHome
import LexiState

/// Where the dashboard's exports go: `$XDG_STATE_HOME/lexi/exports`, for this user alone, since
/// they hold what the CRM holds.
enum ExportFolder {
    /// Writes an export under a name that is still free.
    static func save(_ export: ConversationExport) -> Result<String, ExportError> {
        guard let state = GlobalOptions.paths.stateFolder else {
            return .failure(ExportError(reason: "neither XDG_STATE_HOME nor HOME says where to"))
        }
        let folder = state + "/exports"
        do throws(FileError) {
            try PrivateFolder.make(folder)
            for number in 1...99 {
                let name =
                    number == 1
                    ? export.fileName : export.fileName.dropLast(3) + "-\(number).md"
                let path = "\(folder)/\(name)"
                if try PrivateFile.create(path, with: export.text) { return .success(path) }
            }
        } catch {
            return .failure(ExportError(reason: error.reason))
        }
        return .failure(ExportError(reason: "\(folder) is full of exports of this minute"))
    }
}
