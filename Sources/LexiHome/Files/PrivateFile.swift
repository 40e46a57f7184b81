internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files that only this user can read, written whole or not at all.
///
/// A file is written beside its place and then put there: whoever reads it finds what was there
/// before or all that is new, however the program ends meanwhile.
public enum PrivateFile {
    /// Makes a file that is not there yet.
    ///
    /// - Returns: Whether it did; `false` where something has the name, be it a link to nowhere.
    public static func create(_ path: String, with text: String) throws(FileError) -> Bool {
        let beside = try write(text, beside: path, mode: 0o600, isSynced: true)
        defer { unlink(beside) }
        // Unlike a rename this fails where there is a file.
        if link(beside, path) != 0 {
            switch errno {
            case EEXIST: return false
            case EPERM, ENOTSUP, ENOSYS, EMLINK:
                guard try claim(path, for: beside) else { return false }
            default: throw FileError(.replacing, path, errno)
            }
        }
        try PrivateFolder.sync(PrivateFolder.parent(of: path))
        return true
    }

    /// Puts a file in its place where the file system knows no second name of a file: whoever made
    /// the empty file may replace it.
    private static func claim(_ path: String, for beside: String) throws(FileError) -> Bool {
        do throws(FileError) {
            _ = try OpenFile(path, O_WRONLY | O_CREAT | O_EXCL)
        } catch {
            if error.number == EEXIST { return false }
            throw error
        }
        guard rename(beside, path) == 0 else {
            let error = FileError(.replacing, path, errno)
            unlink(path)
            throw error
        }
        return true
    }

    /// Writes a file, in the place of one that is there.
    ///
    /// - Parameters:
    ///   - followsLink: Whether a link of that name stays, and what it points to is replaced;
    ///     else the link itself is.
    ///   - keepsPermissions: Whether what others may do with the file that is there stays so; else
    ///     it is for this user alone.
    ///   - isSynced: Whether it is on the disk when this returns. Else a loss of power soon after
    ///     may take what was there with it.
    public static func replace(
        _ path: String, with text: String, followsLink: Bool = false,
        keepsPermissions: Bool = false, isSynced: Bool = true
    ) throws(FileError) {
        let place = followsLink ? target(of: path) : path
        var status = stat()
        let isKept = keepsPermissions && stat(place, &status) == 0
        let mode = isKept ? status.st_mode & 0o777 : 0o600
        let beside: String
        do throws(FileError) {
            beside = try write(text, beside: place, mode: mode, isSynced: isSynced)
        } catch {
            throw FileError(error.attempt, path, error.number)
        }
        guard rename(beside, place) == 0 else {
            let error = FileError(.replacing, path, errno)
            unlink(beside)
            throw error
        }
        if isSynced { try PrivateFolder.sync(PrivateFolder.parent(of: place)) }
    }

    /// Writes a file that people may have put elsewhere and opened to others, in a folder that is
    /// made where it is not there yet: where the file is a link, what it points to is replaced,
    /// and the permissions of a file that is there stay.
    public static func save(_ text: String, to path: String) throws(FileError) {
        try PrivateFolder.make(forFile: path)
        try replace(path, with: text, followsLink: true, keepsPermissions: true)
    }

    private static func target(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    // MARK: Beside the file

    /// Tells files apart that several threads write beside one place.
    private static let written = Atomic<Int>(0)
    /// Those of a program that has ended may still be there, if its number was this one's.
    private static let mostLeft = 100
    /// The longest beginning of a name that leaves room for what is put behind it.
    private static let longestStem = 200

    /// - Returns: The path of a new file beside one.
    /// - Throws: ``FileError`` with the path that it is beside; then nothing is left of it.
    private static func write(
        _ text: String, beside path: String, mode: mode_t, isSynced: Bool
    ) throws(FileError) -> String {
        for _ in 1...mostLeft {
            let beside = nameBeside(path)
            do throws(FileError) {
                let file = try OpenFile(beside, O_WRONLY | O_CREAT | O_EXCL)
                do throws(FileError) {
                    file.permit(mode)
                    try file.write(text)
                    if isSynced { try file.sync() }
                    try file.close()
                } catch {
                    unlink(beside)
                    throw error
                }
                return beside
            } catch {
                if error.number == EEXIST { continue }
                throw FileError(error.attempt, path, error.number)
            }
        }
        throw FileError(.opening, path, EEXIST)
    }

    private static func nameBeside(_ path: String) -> String {
        let number = written.add(1, ordering: .relaxed).newValue
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = path.dropFirst(folder.count)
        let stem =
            name.utf8.count > longestStem
            ? String(decoding: name.utf8.prefix(longestStem), as: UTF8.self) : String(name)
        return "\(folder)\(stem).\(getpid()).\(number).tmp"
    }

    // MARK: Reading

    /// - Parameter limit: More bytes are an error, `EFBIG`.
    /// - Returns: The file's bytes; `nil` when there is none.
    public static func read(_ path: String, most limit: Int) throws(FileError) -> [UInt8]? {
        guard let file = try OpenFile.existing(path) else { return nil }
        return try file.read(most: limit)
    }

    /// Reads the end of a file, from the beginning of a line on.
    ///
    /// - Parameter limit: At most so many bytes; the line that they cut is left out.
    /// - Returns: The bytes; `nil` when there is no file.
    public static func readEnd(_ path: String, most limit: Int) throws(FileError) -> [UInt8]? {
        guard let file = try OpenFile.existing(path) else { return nil }
        let start = max(0, file.byteCount - limit)
        let isWhole = start == 0 || file.byte(at: start - 1) == 0x0A
        // Others may add to it meanwhile.
        let bytes = try file.read(from: start, most: limit + limit)
        guard !isWhole else { return bytes }
        return bytes.firstIndex(of: 0x0A).map { Array(bytes[($0 + 1)...]) } ?? []
    }

    /// A name as a part of a file name: all but letters, digits, `-` and `_` is written as `%XX`.
    static func fileName(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F:
                text.append(Character(Unicode.Scalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count < 2 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}
