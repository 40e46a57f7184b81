internal import LexiAPI

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files of which each running program has one of its own, so that none overwrites what another's
/// user does: `NAME.N.json` in a folder, with N from 1 on.
///
/// A file is free when the lock beside it is, which ends with its program however that ends.
struct FileSlots {
    /// More programs at a time than these have none.
    static let numbers = 1...32

    let folder: String
    private let name: String
    private let largestFile: Int

    /// - Parameters:
    ///   - name: Whose files: any name.
    ///   - largestFile: A file of more bytes is taken for an unreadable one.
    init(folder: String, name: String, largestFile: Int) {
        self.folder = folder
        self.name = PrivateFile.fileName(name)
        self.largestFile = largestFile
    }

    func path(_ number: Int) -> String { "\(folder)/\(name).\(number).json" }

    func hasFile(_ number: Int) -> Bool { access(path(number), F_OK) == 0 }

    /// Why there is no slot, where every one is taken; see ``FileError/reason``.
    var allTaken: String { "\(folder) is in use by \(Self.numbers.count) programs" }

    private func lockPath(_ number: Int) -> String { "\(folder)/\(name).\(number).lock" }

    /// - Returns: The lock; `nil` when another program has it.
    func lock(_ number: Int) throws(FileError) -> FileLock? { try FileLock(lockPath(number)) }

    /// - Returns: The lock; `nil` when another program has it, or when there can be none.
    func tryLock(_ number: Int) -> FileLock? {
        do throws(FileError) {
            return try lock(number)
        } catch {
            return nil
        }
    }

    /// Whether a program has it now; nothing is made to find that out.
    func isInUse(_ number: Int) -> Bool { FileLock.isHeld(lockPath(number)) }

    /// Reads a file that another program may have; it stays as it is.
    ///
    /// - Parameter parse: Understands what is in it, or does not.
    /// - Returns: `nil` where there is nothing that can be read.
    func look<Contents>(_ number: Int, _ parse: (JSONValue) -> Contents?) -> Contents? {
        do {
            return try read(number, parse)
        } catch {
            return nil
        }
    }

    /// Reads a file whose lock this program has. One that cannot be read is left as it is, under
    /// another name.
    ///
    /// - Parameter parse: Understands what is in it, or does not.
    /// - Returns: `nil` where there is nothing that can be read.
    func take<Contents>(_ number: Int, _ parse: (JSONValue) -> Contents?) -> Contents? {
        do {
            return try read(number, parse)
        } catch {
            rename(path(number), Self.unusedName(path(number) + ".unreadable"))
            return nil
        }
    }

    private func read<Contents>(
        _ number: Int, _ parse: (JSONValue) -> Contents?
    ) throws -> Contents? {
        guard let bytes = try PrivateFile.read(path(number), most: largestFile) else { return nil }
        let json = try JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
        guard let contents = parse(json) else { throw Unreadable() }
        return contents
    }

    /// What was put aside before stays.
    private static func unusedName(_ path: String) -> String {
        let names = [path] + (2...99).map { "\(path).\($0)" }
        return names.first { access($0, F_OK) != 0 } ?? path
    }

    private struct Unreadable: Error {}
}
