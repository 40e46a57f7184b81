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
/// file stays when its program ends, however that ends, and the next one to start takes over all
/// that is there: the tabs of every program that has ended are open again.
public final class OpenTabsStore {
    private let slots: FileSlots
    private var slot: (number: Int, lock: FileLock)?
    private var failure: String?
    /// What the file holds.
    private var kept = OpenTabsFile()
    /// What ``open()`` and ``closed()`` tell.
    private let found: OpenTabsFile
    /// Takes a file of its own.
    ///
    /// - Parameters:
    ///   - stateFolder: `$XDG_STATE_HOME/lexi`.
    ///   - profile: Whose tabs: any name.
    ///   - takesTabs: Whether tabs that are kept are wanted: then of the files that no program has
    ///     the one that was saved last with tabs in it is taken, else one with closed tabs, else a
    ///     new one; and the tabs of the others stand behind its own. Without, those with tabs stay
    ///     for the next start. Where there is nothing but such files left, the one that was saved
    ///     longest ago is taken, and its tabs count as closed.
    ///   - mostTabs: A file whose tabs would be more than that stays for the next start.
    public init(stateFolder: String, profile: String, takesTabs: Bool, mostTabs: Int = 64) {
        slots = FileSlots(folder: stateFolder + "/tabs", name: profile, largestFile: 1 << 24)
        var found = OpenTabsFile()
        var others: [(number: Int, lock: FileLock)] = []
        do throws(FileError) {
            try PrivateFolder.make(slots.folder)
            for candidate in Candidate.all(slots, takesTabs: takesTabs) {
                if slot != nil, !candidate.hasTabs { continue }
                guard let lock = try slots.lock(candidate.number) else { continue }
                // Another program may have had it since it was looked at.
                let reading = slots.take(candidate.number, OpenTabsFile.read)
                guard candidate.isStill(reading) else { continue }
                if slot == nil {
                    slot = (candidate.number, lock)
                    if case .understood(let file, _)? = reading {
                        kept = file
                        found = takesTabs ? file : file.withAllClosed
                    }
                    guard takesTabs else { break }
                } else if case .understood(let file, _)? = reading,
                    found.tabs.count + file.tabs.count <= mostTabs
                {
                    found = found.followed(by: file)
                    others.append((candidate.number, lock))
                }
            }
            if slot == nil { failure = slots.allTaken }
        } catch {
            failure = error.reason
        }
        self.found = found
        guard !others.isEmpty,
            save(tabs: found.tabs, front: found.front, closed: found.closed) == nil
        else { return }
        // Where that could not be written, they are there for the next start.
        withExtendedLifetime(others) { for other in others { unlink(slots.path(other.number)) } }
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
        case tabs(savedAt: Int64)
        case closedTabs(savedAt: Int64)
        case nothing

        /// - Returns: `nil` for what this program does not understand.
        init?(_ reading: OpenTabsFile.Reading?) {
            switch reading {
            case .later?: return nil
            case .understood(let file, let time)? where !file.tabs.isEmpty:
                self = .tabs(savedAt: time)
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
        case .tabs(let time): takesTabs ? (0, -time, number) : (2, time, number)
        case .closedTabs(let time): (1, -time, number)
        case .nothing: (takesTabs ? 2 : 0, 0, number)
        }
    }

    /// Whether it holds open tabs.
    var hasTabs: Bool { if case .tabs = holding { true } else { false } }

    /// Whether it holds what it did when it was looked at.
    func isStill(_ reading: OpenTabsFile.Reading?) -> Bool { Holding(reading) == holding }
}
