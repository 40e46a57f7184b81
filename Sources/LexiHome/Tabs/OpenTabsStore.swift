internal import LexiAPI

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Which tabs are open, from one run of the program to the next: `tabs/PROFILE.N.json` in the
/// state folder.
///
/// Each running program has a file of its own, so that two never bring back the same tabs. The
/// file stays when its program ends, however that ends, and the next one to start takes it.
public final class OpenTabsStore {
    private let slots: FileSlots
    private var slot: (number: Int, lock: FileLock)?
    private var failure: String?
    /// What the file holds.
    private var kept = OpenTabsFile()
    /// What ``open()`` and ``closed()`` tell.
    private let found: OpenTabsFile
    /// How many tabs other programs left that have ended: they are in files of their own, and come
    /// back to who starts while this one runs.
    public let leftTabCount: Int

    /// Takes a file of its own.
    ///
    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - profile: Whose tabs: any name.
    ///   - takesTabs: Whether tabs that are kept are wanted: then of the files that no program has
    ///     the one that was saved last with tabs in it is taken, else one with closed tabs, else a
    ///     new one. Without, those with tabs stay for the next start. Where there is nothing but
    ///     such files left, the one that was saved longest ago is taken, and its tabs count as
    ///     closed.
    public init(stateFolder: String, profile: String, takesTabs: Bool) {
        slots = FileSlots(folder: stateFolder + "/tabs", name: profile, largestFile: 1 << 24)
        var found = OpenTabsFile()
        var left: [Candidate] = []
        do throws(FileError) {
            try PrivateFolder.make(slots.folder)
            let all = Candidate.all(slots, takesTabs: takesTabs)
            for candidate in all {
                guard let lock = try slots.lock(candidate.number) else { continue }
                // Another program may have had it since it was looked at.
                let reading = slots.take(candidate.number, OpenTabsFile.read)
                guard candidate.isStill(reading) else { continue }
                slot = (candidate.number, lock)
                if case .understood(let file, _)? = reading {
                    kept = file
                    found = takesTabs ? file : file.withAllClosed
                }
                left = all.filter { $0.number != candidate.number }
                break
            }
            if slot == nil { failure = slots.allTaken }
        } catch {
            failure = error.reason
        }
        self.found = found
        let slots = slots
        leftTabCount = left.filter { $0.tabCount > 0 && !slots.isInUse($0.number) }
            .reduce(0) { $0 + $1.tabCount }
    }

    /// The tabs that were open in the program that had the file before, and the index of the one
    /// in front.
    public func open() -> (tabs: [OpenTab], front: Int) { (found.tabs, found.front) }

    /// The tabs that were closed in the programs that had the file before: 50 at most, the latest
    /// last.
    public func closed() -> [OpenTab] { found.closed }

    /// Keeps these tabs in the place of those kept before; does nothing when they are the same.
    ///
    /// - Parameters:
    ///   - tabs: In the order in which they stand on the screen.
    ///   - front: The index of the one in front.
    ///   - closed: The latest last; the latest 50 are kept.
    /// - Returns: Why they are not kept; `nil` when they are.
    public func save(tabs: [OpenTab], front: Int, closed: [OpenTab]) -> String? {
        guard let slot else { return failure }
        let file = OpenTabsFile(tabs: tabs, front: front, closed: closed)
        guard file != kept else { return nil }
        let path = slots.path(slot.number)
        do throws(FileError) {
            if file.isEmpty {
                guard unlink(path) == 0 || errno == ENOENT else {
                    throw FileError(.replacing, path, errno)
                }
            } else {
                let json = file.json(savedAt: Self.now())
                // The screen waits for it, so not for the disk, too.
                try PrivateFile.replace(path, with: json.line + "\n", isSynced: false)
            }
            kept = file
            return nil
        } catch {
            return error.reason
        }
    }

    /// Microseconds since 1970.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

/// A slot that a program may take.
private struct Candidate {
    let number: Int
    private let holding: Holding

    private enum Holding: Equatable {
        case tabs(Int, savedAt: Int64)
        case closedTabs(savedAt: Int64)
        case nothing

        /// - Returns: `nil` for what this program does not understand.
        init?(_ reading: OpenTabsFile.Reading?) {
            switch reading {
            case .later?: return nil
            case .understood(let file, let time)? where !file.tabs.isEmpty:
                self = .tabs(file.tabs.count, savedAt: time)
            case .understood(_, let time)?: self = .closedTabs(savedAt: time)
            case nil: self = .nothing
            }
        }
    }

    /// All that can be taken, those that are wanted most first.
    ///
    /// They are looked at without their locks: to lock what is not taken would keep it from another
    /// program that starts at the same time.
    static func all(_ slots: FileSlots, takesTabs: Bool) -> [Candidate] {
        let all = FileSlots.numbers.compactMap { number in
            Holding(slots.look(number, OpenTabsFile.read)).map {
                Candidate(number: number, holding: $0)
            }
        }
        return all.sorted { $0.rank(takesTabs) < $1.rank(takesTabs) }
    }

    /// The lowest is wanted most.
    private func rank(_ takesTabs: Bool) -> (Int, Int64, Int) {
        switch holding {
        case .tabs(_, let time): takesTabs ? (0, -time, number) : (2, time, number)
        case .closedTabs(let time): (1, -time, number)
        case .nothing: (takesTabs ? 2 : 0, 0, number)
        }
    }

    /// How many open tabs it holds.
    var tabCount: Int { if case .tabs(let count, _) = holding { count } else { 0 } }

    /// Whether it holds what it did when it was looked at.
    func isStill(_ reading: OpenTabsFile.Reading?) -> Bool { Holding(reading) == holding }
}
