import LexiHome
import Synchronization
import Testing

#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    @Suite(.timeLimit(.minutes(5))) struct FileWatchTests {
        private let folder: Folder

        init() throws { folder = try Folder() }

        /// What is told, as long as somebody waits for it.
        private final class Told: Sendable {
            let watch: FileWatch
            private let news: AsyncStream<Set<FileWatch.Change>>

            init() throws {
                let (news, told) = AsyncStream.makeStream(of: Set<FileWatch.Change>.self)
                self.news = news
                watch = try #require(FileWatch { told.yield($0) })
            }

            /// All that is told until something is.
            func until(_ last: FileWatch.Change) async -> Set<FileWatch.Change> {
                var all: Set<FileWatch.Change> = []
                for await changes in news {
                    all.formUnion(changes)
                    if all.contains(last) { break }
                }
                return all
            }
        }

        private func change(_ name: String?) -> FileWatch.Change {
            .init(folder: folder.path, name: name)
        }

        /// Adds to a file as a program does that keeps it open.
        private func append(_ text: String, to name: String) throws {
            let file = try #require(fopen("\(folder.path)/\(name)", "a"))
            fputs(text, file)
            fflush(file)
            fclose(file)
        }

        @Test func `files that come, grow, are renamed and go are told`() async throws {
            let told = try Told()
            try told.watch.watch(folder.path, for: .growingFiles)
            try append("one\n", to: "a")
            #expect(await told.until(change("a")) == [change("a")])
            let file = try #require(fopen("\(folder.path)/a", "a"))
            fputs("two\n", file)
            fflush(file)
            // It is still open.
            #expect(await told.until(change("a")) == [change("a")])
            fclose(file)
            rename("\(folder.path)/a", "\(folder.path)/b")
            let renamed = await told.until(change("b"))
            #expect(renamed.isSubset(of: [change("a"), change("b")]))
            unlink("\(folder.path)/b")
            #expect(await told.until(change("b")) == [change("b")])
        }

        @Test(arguments: FileWatch.Interest.allCases)
        func `nobody is woken for what was not asked for`(_ interest: FileWatch.Interest)
            async throws
        {
            _ = try folder.write("", to: "grows")
            _ = try folder.write("", to: "written")
            let told = try Told()
            try told.watch.watch(folder.path, for: interest)
            let file = try #require(fopen("\(folder.path)/grows", "a"))
            defer { fclose(file) }
            fputs("more\n", file)
            fflush(file)
            try append("all\n", to: "written")
            try append("", to: "new")
            let expected: [FileWatch.Interest: [String]] = [
                .names: ["new"], .writtenFiles: ["written", "new"],
                .growingFiles: ["grows", "written", "new"],
            ]
            #expect(await told.until(change("new")) == Set(expected[interest]!.map(change)))
        }

        @Test func `what is said last of a folder holds`() async throws {
            _ = try folder.write("", to: "file")
            let told = try Told()
            try told.watch.watch(folder.path, for: .growingFiles)
            try told.watch.watch(folder.path, for: .names)
            try append("more\n", to: "file")
            try append("", to: "new")
            #expect(await told.until(change("new")) == [change("new")])
        }

        @Test func `a file that never rests is told of`() async throws {
            let told = try Told()
            try told.watch.watch(folder.path, for: .growingFiles)
            let path = folder.path
            let writer = Task.detached {
                while !Task.isCancelled, let file = fopen("\(path)/grows", "a") {
                    fputs("more\n", file)
                    fclose(file)
                }
            }
            _ = await told.until(change("grows"))
            writer.cancel()
            _ = await writer.result
        }

        @Test func `a folder is known by every path that it was given by`() async throws {
            let link = folder.path + "-link"
            symlink(folder.path, link)
            defer { unlink(link) }
            let told = try Told()
            try told.watch.watch(folder.path, for: .names)
            try told.watch.watch(link, for: .names)
            try append("", to: "a")
            let both = await told.until(.init(folder: link, name: "a"))
            #expect(both == [change("a"), .init(folder: link, name: "a")])
            told.watch.leave(link)
            try append("", to: "b")
            #expect(await told.until(change("b")) == [change("b")])
        }

        @Test func `a folder that was left is not told of`() async throws {
            try folder.makeFolder("one")
            let told = try Told()
            try told.watch.watch(folder.path + "/one", for: .names)
            try told.watch.watch(folder.path, for: .names)
            told.watch.leave(folder.path + "/one")
            told.watch.leave("/no such folder")
            try append("", to: "one/file")
            try append("", to: "file")
            #expect(await told.until(change("file")) == [change("file")])
        }

        @Test func `a folder that goes is told, and can be watched when it comes again`()
            async throws
        {
            let path = folder.path + "/one"
            let gone = FileWatch.Change(folder: path, name: nil)
            let told = try Told()
            for leave in [{ _ = rmdir(path) }, { _ = rename(path, path + "-away") }] {
                try folder.makeFolder("one")
                try told.watch.watch(path, for: .names)
                leave()
                #expect(await told.until(gone) == [gone])
            }
            // What is in the one that was renamed is not told under its former name.
            try append("", to: "one-away/file")
            try folder.makeFolder("one")
            try told.watch.watch(path, for: .names)
            try append("", to: "one/new")
            let new = FileWatch.Change(folder: path, name: "new")
            #expect(await told.until(new) == [new])
        }

        @Test func `where too much happens at once, all is to be looked at`() async throws {
            // The system keeps so many for who does not take them.
            let setting = try #require(
                try PrivateFile.read("/proc/sys/fs/inotify/max_queued_events", most: 100))
            let most = try #require(Int(String(decoding: setting.dropLast(), as: UTF8.self)))
            let (news, told) = AsyncStream.makeStream(of: Set<FileWatch.Change>.self)
            let gate = Gate()
            let watch = try #require(
                FileWatch { changes in
                    gate.pass()
                    told.yield(changes)
                })
            try watch.watch(folder.path, for: .names)
            try gate.whileClosed {
                try append("", to: "first")
                gate.waitForSomebody()
                for _ in 0...most / 2 {
                    try append("", to: "more")
                    unlink("\(folder.path)/more")
                }
            }
            var waiting = news.makeAsyncIterator()
            #expect(await waiting.next() == [change("first")])
            // In one go, unless the machine is busy.
            var all: Set<FileWatch.Change> = []
            while !all.contains(change(nil)), let changes = await waiting.next() {
                all.formUnion(changes)
            }
            #expect(all == [change("more"), change(nil)])
            try append("", to: "after")
            #expect(await waiting.next() == [change("after")])
        }

        /// Keeps a thread from going on.
        private final class Gate: Sendable {
            private let lock = Mutex(())
            private let isAwaited = Atomic<Bool>(false)

            func pass() {
                isAwaited.store(true, ordering: .releasing)
                lock.withLock { _ in }
            }

            func waitForSomebody() {
                while !isAwaited.load(ordering: .acquiring) { sched_yield() }
            }

            func whileClosed(_ body: () throws -> Void) rethrows {
                try lock.withLock { _ in try body() }
            }
        }

        @Test func `what cannot be watched is told`() throws {
            let told = try Told()
            let missing = #expect(throws: FileError.self) {
                try told.watch.watch(folder.path + "/none", for: .names)
            }
            #expect(missing?.reason == "\(folder.path)/none: No such file or directory")
            #expect(missing?.attempt == .watching)
            let file = try folder.write("", to: "file")
            let noFolder = #expect(throws: FileError.self) {
                try told.watch.watch(file, for: .names)
            }
            #expect(noFolder?.reason == "\(file): Not a directory")
        }

        // MARK: Its end

        /// How it comes to its end.
        enum End: CaseIterable, Codable {
            case isEnded, goes, isEndedFromItsThread
        }

        /// What this process has open of the kinds that a watch opens: others open and close
        /// files meanwhile, such as what runs the tests.
        private static func descriptors() -> Set<String> {
            var open: Set<String> = []
            for number in 0..<1024 {
                let target = target(of: "/proc/self/fd/\(number)")
                if target.hasPrefix("pipe:") { open.insert(target) }
                if target.contains("inotify") { open.insert("\(number) \(target)") }
            }
            return open
        }

        private static func target(of link: String) -> String {
            var path = [UInt8](repeating: 0, count: 256)
            let count = readlink(link, &path, path.count)
            return String(decoding: path[..<max(0, count)], as: UTF8.self)
        }

        /// The thread that calls, as a path that is there as long as it is.
        private static func ownThread() -> String {
            "/proc/" + target(of: "/proc/thread-self")
        }

        @Test func `neither a thread nor a descriptor is left of it`() async {
            // In a process in which nobody else opens files.
            await #expect(processExitsWith: .success) {
                for end in End.allCases {
                    try await FileWatchTests.expectNothingLeft(end)
                }
            }
        }

        private static func expectNothingLeft(_ end: End) async throws {
            let folder = try Folder()
            let before = descriptors()
            let (threads, told) = AsyncStream.makeStream(of: String.self)
            let itself = Mutex<FileWatch?>(nil)
            var watch = FileWatch { _ in
                if end == .isEndedFromItsThread { itself.withLock { $0 }?.end() }
                told.yield(ownThread())
            }
            itself.withLock { $0 = end == .isEndedFromItsThread ? watch : nil }
            try watch?.watch(folder.path, for: .names)
            _ = try folder.write("", to: "file")
            var waiting = threads.makeAsyncIterator()
            let thread = try #require(await waiting.next())
            if end != .isEndedFromItsThread { #expect(descriptors().count == before.count + 2) }
            #expect(thread.contains("/task/") && thread != ownThread())
            switch end {
            case .isEnded:
                watch?.end()
                #expect(descriptors() == before)
                // Nothing comes of it any more.
                try watch?.watch(folder.path, for: .names)
                watch?.leave(folder.path)
                watch?.end()
            case .goes:
                watch = nil
                #expect(descriptors() == before)
            case .isEndedFromItsThread: break
            }
            // The system may still have it for a moment.
            while access(thread, F_OK) == 0 { sched_yield() }
            #expect(descriptors() == before)
            withExtendedLifetime(watch) {}
        }
    }
#endif
