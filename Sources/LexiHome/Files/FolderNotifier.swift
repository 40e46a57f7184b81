internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

#if os(Linux)
    /// Waits for changes in folders, by inotify(7).
    final class FolderNotifier: Sendable {
        /// Files are written in several steps; this long, in milliseconds, nothing more has to
        /// come.
        private static let calm: Int32 = 50
        /// A file that grows all the time is never calm; this long it is waited for.
        private static let longestWait: Int32 = 200

        private let descriptor: Int32
        /// Can be read once this is to end: its other end is closed then.
        private let ending: Int32
        private let state: Mutex<State>

        private struct State {
            /// The folders that are watched, by the numbers that the system gives them. One may be
            /// known by several paths.
            var folders: [Int32: Set<String>] = [:]
            /// Negative once it is closed.
            var other: Int32
            var isClosed = false
        }

        /// - Returns: `nil` where there are no descriptors left.
        init?() {
            descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
            guard descriptor >= 0 else { return nil }
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                close(descriptor)
                return nil
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ending = ends[0]
            state = Mutex(State(other: ends[1]))
        }

        deinit { closeAll() }

        private func closeAll() {
            end()
            state.withLock { state in
                guard !state.isClosed else { return }
                state.isClosed = true
                close(descriptor)
                close(ending)
            }
        }

        /// Has ``run(_:)`` return.
        func end() {
            state.withLock { state in
                if state.other >= 0 { close(state.other) }
                state.other = -1
            }
        }

        // MARK: What is watched

        func watch(
            _ folder: String, for interest: FileWatch.Interest
        ) throws(FileError) {
            try state.withLock { state throws(FileError) in
                guard !state.isClosed else { return }
                let number = inotify_add_watch(descriptor, folder, interest.events)
                guard number >= 0 else { throw FileError(.watching, folder, errno) }
                state.folders[number, default: []].insert(folder)
            }
        }

        func leave(_ folder: String) {
            state.withLock { state in
                for (number, paths) in state.folders where paths.contains(folder) {
                    state.folders[number]?.remove(folder)
                    if paths.count == 1 { forget(number, &state) }
                }
            }
        }

        private func forget(_ number: Int32, _ state: inout State) {
            state.folders[number] = nil
            if !state.isClosed { inotify_rm_watch(descriptor, number) }
        }

        // MARK: Waiting

        private enum Wait {
            case changes(Set<FileWatch.Change>)
            case nothing
            case ended
        }

        /// Tells of changes until ``end()`` is called; closes what it has open then.
        func run(_ changed: (Set<FileWatch.Change>) -> Void) {
            defer { closeAll() }
            while case .changes(var changes) = wait(-1) {
                let latest = Self.now() + Int64(Self.longestWait)
                gathering: while true {
                    let left = min(Int64(Self.calm), latest - Self.now())
                    switch left > 0 ? wait(Int32(left)) : .nothing {
                    case .changes(let more): changes.formUnion(more)
                    case .nothing: break gathering
                    case .ended: return
                    }
                }
                if !changes.isEmpty { changed(changes) }
            }
        }

        /// - Parameter timeout: In milliseconds; -1 is for ever.
        private func wait(_ timeout: Int32) -> Wait {
            var sources = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: ending, events: Int16(POLLIN), revents: 0),
            ]
            while true {
                let ready = poll(&sources, nfds_t(sources.count), timeout)
                if ready < 0, errno == EINTR { continue }
                if ready == 0 { return .nothing }
                guard ready > 0, sources[1].revents == 0 else { return .ended }
                return .changes(read())
            }
        }

        private func read() -> Set<FileWatch.Change> {
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            let count = systemRead(descriptor, &buffer, buffer.count)
            guard count > 0 else { return [] }
            return state.withLock { state in
                buffer[..<count].withUnsafeBytes { changes($0, &state) }
            }
        }

        private func changes(
            _ bytes: UnsafeRawBufferPointer, _ state: inout State
        ) -> Set<FileWatch.Change> {
            var changes: Set<FileWatch.Change> = []
            let headSize = MemoryLayout<inotify_event>.size
            var rest = bytes[...]
            while rest.count >= headSize {
                let event = UnsafeRawBufferPointer(rebasing: rest)
                    .loadUnaligned(as: inotify_event.self)
                rest = rest.dropFirst(headSize)
                let name = rest.prefix(Int(event.len)).prefix { $0 != 0 }
                rest = rest.dropFirst(Int(event.len))
                func isOne(of kinds: Int) -> Bool { Int(event.mask) & kinds != 0 }
                if isOne(of: Int(IN_Q_OVERFLOW)) {
                    let all = state.folders.values.joined()
                    changes.formUnion(all.map { FileWatch.Change(folder: $0, name: nil) })
                    continue
                }
                // Of one that was left, more may have been on its way.
                guard let paths = state.folders[event.wd] else { continue }
                let isGone = isOne(of: Int(IN_IGNORED) | Int(IN_MOVE_SELF))
                // What was renamed is watched on, under a path that is not its own.
                if isGone { forget(event.wd, &state) }
                let isItself = isGone || name.isEmpty
                let text = isItself ? nil : String(decoding: name, as: UTF8.self)
                changes.formUnion(paths.map { FileWatch.Change(folder: $0, name: text) })
            }
            return changes
        }

        /// Milliseconds of a clock that nobody sets.
        private static func now() -> Int64 {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        }
    }

    extension FileWatch.Interest {
        /// As for inotify_add_watch(2).
        fileprivate var events: UInt32 {
            let names =
                IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_MOVE_SELF | IN_ONLYDIR
            return switch self {
            case .names: UInt32(names)
            case .writtenFiles: UInt32(names | IN_CLOSE_WRITE)
            case .growingFiles: UInt32(names | IN_CLOSE_WRITE | IN_MODIFY)
            }
        }
    }
#endif
