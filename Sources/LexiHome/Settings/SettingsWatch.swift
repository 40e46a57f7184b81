internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Notices that the settings file or a theme file has changed.
///
/// Where the system tells of changes (``FileWatch``) that is passed on. Elsewhere, and on file
/// systems that tell nothing, whoever wants to know asks ``takeChange()``, which looks at the
/// files.
public final class SettingsWatch: Sendable {
    private let files: WatchedFiles
    private let known: Mutex<[String: WatchedFiles.Mark]>
    private let folders = Mutex<FileWatch?>(nil)

    /// - Parameter settingsFile: The settings file in use, or that would be used.
    public init(settingsFile: String?, paths: SettingsPaths) {
        files = WatchedFiles(settingsFile: settingsFile, themesFolder: paths.themesFolder)
        known = Mutex(files.marks())
    }

    /// Whether something has changed since the last call, or since the beginning.
    public func takeChange() -> Bool {
        let found = files.marks()
        return known.withLock { known in
            defer { known = found }
            return known != found
        }
    }

    /// Calls back from another thread, as long as this lives, when something may have changed;
    /// ``takeChange()`` says whether.
    public func start(_ changed: @escaping @Sendable () -> Void) {
        let watch = FileWatch { [weak self] _ in
            // Before it is told: what comes later in a folder that is new is told again.
            self?.watchFolders()
            changed()
        }
        folders.withLock { $0 = watch }
        // Here, so that nothing that happens from now on is missed.
        watchFolders()
    }

    /// Watches what folders there are by now; those that are watched already stay so.
    private func watchFolders() {
        guard let watch = folders.withLock({ $0 }) else { return }
        for folder in files.folders() {
            do throws(FileError) {
                try watch.watch(folder, for: .writtenFiles)
            } catch {
                // Who asks hears of what changes there.
            }
        }
    }
}

/// The files that are watched, and the folders in which their changes show.
private struct WatchedFiles: Sendable {
    let settingsFile: String?
    let themesFolder: String?

    /// What changes when a file does.
    struct Mark: Hashable {
        var device: UInt64
        var node: UInt64
        var size: Int64
        var seconds: Int64
        var nanoseconds: Int64
    }

    /// The marks of all files that are there.
    func marks() -> [String: Mark] {
        var marks: [String: Mark] = [:]
        if let settingsFile { marks[settingsFile] = Self.mark(settingsFile) }
        for path in themes { marks[path] = Self.mark(path) }
        return marks
    }

    private var themes: [String] {
        guard let themesFolder, let directory = opendir(themesFolder) else { return [] }
        defer { closedir(directory) }
        var paths: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            if name.hasSuffix(".toml") { paths.append("\(themesFolder)/\(name)") }
        }
        return paths
    }

    private static func mark(_ path: String) -> Mark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Mark(
            device: UInt64(truncatingIfNeeded: status.st_dev), node: UInt64(status.st_ino),
            size: Int64(status.st_size), seconds: Int64(time.tv_sec),
            nanoseconds: Int64(time.tv_nsec))
    }

    /// The folders of the files, of what links among them point to, and where a folder is not
    /// there yet, the nearest above it that is.
    func folders() -> [String] {
        var folders: Set<String> = []
        for file in [settingsFile].compactMap({ $0 }) + themes {
            folders.insert(Self.existing(Self.parent(of: file)))
            if let target = Self.target(of: file) { folders.insert(Self.parent(of: target)) }
        }
        if let themesFolder { folders.insert(Self.existing(themesFolder)) }
        return folders.sorted()
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func existing(_ folder: String) -> String {
        var folder = folder
        var status = stat()
        while folder != "/", folder != ".", stat(folder, &status) != 0 {
            folder = parent(of: folder)
        }
        return folder
    }

    private static func target(of path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
