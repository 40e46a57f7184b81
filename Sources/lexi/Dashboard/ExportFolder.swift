import LexiDashboard
import LexiHome
import LexiState

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where the dashboard's exports go: `$XDG_STATE_HOME/lexi/exports`, for this user alone, since
/// they hold what the CRM holds.
enum ExportFolder {
    /// Writes an export under a name that is still free.
    static func save(_ export: ConversationExport) -> Result<String, ExportError> {
        do throws(ExportError) {
            let folder = try folder()
            return .success(try write(export, in: folder))
        } catch {
            return .failure(error)
        }
    }

    private static func folder() throws(ExportError) -> String {
        guard let state = GlobalOptions.paths.stateFolder else {
            throw ExportError(reason: "neither XDG_STATE_HOME nor HOME says where to")
        }
        let folder = state + "/exports"
        if let reason = PrivateFolder.make(folder) { throw ExportError(reason: reason) }
        return folder
    }

    private static func write(
        _ export: ConversationExport, in folder: String
    ) throws(ExportError) -> String {
        for number in 1...99 {
            let name =
                number == 1
                ? export.fileName : export.fileName.dropLast(3) + "-\(number).md"
            let path = "\(folder)/\(name)"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if file < 0, errno == EEXIST { continue }
            guard file >= 0, write(export.text, to: file), close(file) == 0 else {
                let reason = String(cString: strerror(errno))
                throw ExportError(reason: "\(path): \(reason)")
            }
            return path
        }
        throw ExportError(reason: "\(folder) is full of exports of this minute")
    }

    private static func write(_ text: String, to file: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = systemWrite(file, rest.baseAddress!, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }
}
