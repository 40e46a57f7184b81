internal import LexiAPI

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
/// program that starts takes over all that is free. What was written for another origin stays in
/// its file as it is, until a program comes that is for that one.
public final class DraftStore {
    /// Of what is kept for other origins more goes, the oldest first.
    private static let mostOthers = 100

    private let slots: FileSlots
    private let isKept: Bool
    private var origin: DraftOrigin
    /// What was written for other origins.
    private var others: [Entry] = []
    private var slot: (number: Int, lock: FileLock)?
    private var failure: String?

    /// Takes a file of its own.
    ///
    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - profile: Whose drafts: any name.
    ///   - origin: For what they are written.
    ///   - isKept: Whether drafts are written down; else those that were before are only read, and
    ///     the files stay as they are.
    public init(
        stateFolder: String, profile: String, origin: DraftOrigin, isKept: Bool = true
    ) {
        slots = FileSlots(folder: stateFolder + "/drafts", name: profile, largestFile: 1 << 26)
        self.origin = origin
        self.isKept = isKept
        guard isKept else { return }
        do throws(FileError) {
            try PrivateFolder.make(slots.folder)
            for number in FileSlots.numbers {
                guard let lock = try slots.lock(number) else { continue }
                slot = (number, lock)
                break
            }
            if slot == nil { failure = slots.allTaken }
        } catch {
            failure = error.reason
        }
    }

    /// Takes over what programs that have ended left.
    ///
    /// - Returns: The drafts that are for the origin, and those that do not say what they are for;
    ///   this program's file has them from now on, where drafts are kept.
    public func takeOver() -> [KeptDraft] {
        guard isKept else {
            others = FileSlots.numbers.filter { slots.hasFile($0) && !slots.isInUse($0) }
                .flatMap { slots.look($0, Entry.all) ?? [] }
            return takeFitting()
        }
        guard let slot else { return [] }
        var kept: [Entry] = []
        var taken: [(number: Int, lock: FileLock)] = []
        for number in FileSlots.numbers where slots.hasFile(number) {
            if number == slot.number {
                kept += slots.take(number, Entry.all) ?? []
            } else if let lock = slots.tryLock(number) {
                taken.append((number, lock))
                kept += slots.take(number, Entry.all) ?? []
            }
        }
        others = kept
        let drafts = takeFitting()
        let isSaved = taken.isEmpty || save(drafts) == nil
        withExtendedLifetime(taken) {
            if isSaved { for other in taken { unlink(slots.path(other.number)) } }
        }
        return drafts
    }

    /// Is for another origin from now on.
    ///
    /// - Returns: The drafts that were kept for that one.
    public func change(to origin: DraftOrigin) -> [KeptDraft] {
        self.origin = origin
        return takeFitting()
    }

    /// Keeps drafts for an origin that was left; they are written with the next ``save(_:)``.
    public func leave(_ drafts: [KeptDraft], for origin: DraftOrigin) {
        others += drafts.map { Entry($0, $0.isOfUnknownOrigin ? nil : origin) }
        others.removeFirst(max(0, others.count - Self.mostOthers))
    }

    private func takeFitting() -> [KeptDraft] {
        let fits: (Entry) -> Bool = { [origin] kept in
            kept.origin.map(origin.takes) ?? true
        }
        let fitting = others.filter(fits)
        others.removeAll(where: fits)
        return fitting.map(\.draft)
    }

    /// Keeps these drafts in the place of those kept before.
    ///
    /// - Returns: Why they are not kept; `nil` when they are, or where none is to be.
    public func save(_ drafts: [KeptDraft]) -> String? {
        guard isKept else { return nil }
        guard let slot else { return failure }
        let path = slots.path(slot.number)
        let kept =
            drafts.map { Entry($0, $0.isOfUnknownOrigin ? nil : origin) }
            + others.suffix(Self.mostOthers)
        guard !kept.isEmpty else {
            if unlink(path) == 0 || errno == ENOENT { return nil }
            return FileError(.replacing, path, errno).reason
        }
        let json = JSONValue.object([
            .init("version", .integer(2)), .init("drafts", .array(kept.map(\.json))),
        ])
        do throws(FileError) {
            // The screen waits for it, so not for the disk, too.
            try PrivateFile.replace(path, with: json.line + "\n", isSynced: false)
            return nil
        } catch {
            return error.reason
        }
    }
}

/// A draft with what it is for; `nil` where nobody knows.
private struct Entry {
    let draft: KeptDraft
    let origin: DraftOrigin?

    init(_ draft: KeptDraft, _ origin: DraftOrigin?) {
        self.draft = draft
        self.origin = origin
    }

    /// - Returns: All that are in a file; `nil` for what is no such file.
    static func all(_ json: JSONValue) -> [Entry]? {
        guard case .array(let drafts)? = json["drafts"] else { return nil }
        return drafts.compactMap(Entry.init(json:))
    }

    init?(json: JSONValue) {
        guard var draft = KeptDraft(json: json) else { return nil }
        origin = DraftOrigin(json: json["origin"])
        draft.isOfUnknownOrigin = origin == nil
        self.draft = draft
    }

    var json: JSONValue {
        .object((draft.json.members ?? []) + [.init("origin", origin?.json ?? .null)])
    }
}
