internal import LexiAPI
public import LexiState

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// What is written and not sent, from one run of the program to the next: `drafts/PROFILE.N.json`
/// in the state folder.
///
/// Each running program has a file of its own, so that none overwrites what another's user writes;
/// a file is free when the lock beside it is, which ends with its program however that ends. A
/// program that starts takes over all that is free.
public final class DraftStore {
    /// More programs at a time than these keep no drafts.
    private static let slots = 1...32
    private static let largestFile = 1 << 26

    private let folder: String
    private let profile: String
    private var slot: (number: Int, lock: Int32)?
    private var failure: String?

    /// Takes a file of its own.
    ///
    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - profile: Whose drafts: any name.
    public init(stateFolder: String, profile: String) {
        folder = stateFolder + "/drafts"
        self.profile = PrivateFile.fileName(profile)
        do throws(PrivateFile.FileError) {
            try PrivateFile.makeFolder(folder)
            for number in Self.slots {
                guard let lock = try lock(number) else { continue }
                slot = (number, lock)
                break
            }
            if slot == nil { failure = "\(folder) is in use by \(Self.slots.count) programs" }
        } catch {
            failure = error.reason
        }
    }

    deinit { if let slot { close(slot.lock) } }

    /// Takes over what programs that have ended left.
    ///
    /// - Returns: The drafts; this program's file has them from now on.
    public func takeOver() -> [Draft] {
        guard let slot else { return [] }
        var drafts: [Draft] = []
        var taken: [(number: Int, lock: Int32)] = []
        for number in Self.slots {
            guard access(path(number), F_OK) == 0 else { continue }
            if number == slot.number {
                drafts += read(number)
            } else if let lock = tryLock(number) {
                taken.append((number, lock))
                drafts += read(number)
            }
        }
        let isSaved = taken.isEmpty || save(drafts) == nil
        for other in taken {
            if isSaved { unlink(path(other.number)) }
            close(other.lock)
        }
        return drafts
    }

    /// Keeps these drafts in the place of those kept before.
    ///
    /// - Returns: Why they are not kept; `nil` when they are.
    public func save(_ drafts: [Draft]) -> String? {
        guard let slot else { return failure }
        let path = path(slot.number)
        guard !drafts.isEmpty else {
            return unlink(path) == 0 || errno == ENOENT ? nil : PrivateFile.FileError(path).reason
        }
        let json = JSONValue.object([
            .init("version", .integer(1)), .init("drafts", .array(drafts.map(\.json))),
        ])
        do throws(PrivateFile.FileError) {
            try PrivateFile.replace(path, with: json.line + "\n")
            return nil
        } catch {
            return error.reason
        }
    }

    private func path(_ number: Int) -> String { "\(folder)/\(profile).\(number).json" }

    private func tryLock(_ number: Int) -> Int32? {
        do throws(PrivateFile.FileError) {
            return try lock(number)
        } catch {
            return nil
        }
    }

    /// - Returns: The lock; `nil` when another program has it.
    private func lock(_ number: Int) throws(PrivateFile.FileError) -> Int32? {
        let path = "\(folder)/\(profile).\(number).lock"
        let descriptor = try PrivateFile.open(path, O_RDWR | O_CREAT)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    /// A file that cannot be read is left as it is, under another name.
    private func read(_ number: Int) -> [Draft] {
        let path = path(number)
        do {
            guard let bytes = try PrivateFile.read(path, most: Self.largestFile) else { return [] }
            let json = try JSONValue(parsing: String(decoding: bytes, as: UTF8.self))
            guard case .array(let drafts)? = json["drafts"] else { throw Unreadable() }
            return drafts.compactMap(Draft.init(json:))
        } catch {
            rename(path, Self.unusedName(path + ".unreadable"))
            return []
        }
    }

    /// What was put aside before stays.
    private static func unusedName(_ path: String) -> String {
        let names = [path] + (2...99).map { "\(path).\($0)" }
        return names.first { access($0, F_OK) != 0 } ?? path
    }

    private struct Unreadable: Error {}
}

extension Draft {
    fileprivate var json: JSONValue {
        .object([
            .init("text", .string(text)),
            .init("conversation_id", conversationID.map(JSONValue.string) ?? .null),
            .init("context", context.json), .init("allow_tools", .bool(allowTools)),
        ])
    }

    fileprivate init?(json: JSONValue) {
        guard let text = json["text"]?.string, !text.isEmpty else { return nil }
        var context = ChatContext()
        for field in ChatContext.Field.allCases {
            context[field] = json["context"]?[field.wireKey]?.string
        }
        self.init(
            text: text, conversationID: json["conversation_id"]?.string, context: context,
            allowTools: json["allow_tools"] != .bool(false))
    }
}
