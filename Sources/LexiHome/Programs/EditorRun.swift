internal import CSpawn

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Has the user edit a text in their editor, which has the terminal meanwhile.
///
/// The text is in a file of this user's alone, in a folder that is gone afterwards, whatever the
/// editor has left there. The editor inherits the three standard streams and no other file.
public struct EditorRun {
    /// Why there is no edited text, in a sentence.
    public struct RunError: Error, Sendable, Hashable {
        public let reason: String
    }

    private static let largestText = 1 << 26

    private let command: EditorCommand
    private let parent: String

    /// - Parameter environment: Reads a variable; an empty one counts as absent.
    public init(_ command: EditorCommand, environment: (String) -> String?) {
        self.command = command
        // What is only for this session is best where nothing outlives it.
        parent =
            ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap(environment)
            .first { $0.hasPrefix("/") && access($0, W_OK | X_OK) == 0 } ?? "/tmp"
    }

    /// Waits until the editor has ended.
    ///
    /// - Returns: The text as it was saved, without the line feed that editors put at the end.
    public func edit(_ text: String) throws(RunError) -> String {
        let folder = try makeFolder()
        defer { Self.remove(folder) }
        let file = folder + "/message.md"
        do throws(FileError) {
            try OpenFile(file, O_WRONLY | O_CREAT | O_EXCL).write(text.isEmpty ? "" : text + "\n")
        } catch {
            throw RunError(reason: "The editor was not started: \(error.reason).")
        }
        try run(file)
        do throws(FileError) {
            guard let bytes = try PrivateFile.read(file, most: Self.largestText) else {
                throw FileError(.opening, file, ENOENT)
            }
            let edited = String(decoding: bytes, as: UTF8.self)
            return edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
        } catch {
            throw RunError(reason: "What was edited cannot be read: \(error.reason).")
        }
    }

    private func makeFolder() throws(RunError) -> String {
        var template = Array("\(parent)/lexi-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            let reason = String(cString: strerror(errno))
            throw RunError(reason: "The editor was not started: \(parent): \(reason).")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func run(_ file: String) throws(RunError) {
        let program = command.words[0]
        var process = pid_t()
        let error = spawn(file, &process)
        guard error == 0 else {
            throw RunError(
                reason: error == ENOENT
                    ? "There is no editor \(program); $VISUAL or $EDITOR names another."
                    : "\(program) cannot be run: \(String(cString: strerror(error))).")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { throw RunError(reason: "\(program) was lost sight of.") }
        }
        if status & 0x7F != 0 {
            throw RunError(reason: "\(program) was ended by signal \(status & 0x7F).")
        }
        guard status >> 8 == 0 else {
            throw RunError(reason: "\(program) ended with status \(status >> 8 & 0xFF).")
        }
    }

    private func spawn(_ file: String, _ process: inout pid_t) -> Int32 {
        var arguments: [UnsafeMutablePointer<CChar>?] = (command.words + [file]).map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        arguments.append(nil)
        return lexi_spawn(
            &process, arguments, nil, Int32(LEXI_SPAWN_OWN), Int32(LEXI_SPAWN_OWN),
            Int32(LEXI_SPAWN_OWN))
    }

    /// Removes a folder with the files in it.
    private static func remove(_ folder: String) {
        if let listing = opendir(folder) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(folder)/\(name)") }
            }
            closedir(listing)
        }
        rmdir(folder)
    }
}
