import Foundation
import Testing

@testable import LexiHome

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct LineFileTests {
    private let folder = StateFolder()
    private var path: String { folder.path + "/lines" }

    init() throws { try PrivateFolder.make(folder.path) }

    @Test func `lines are added to what is there, for this user alone`() throws {
        do {
            var file = try LineFile(path)
            try file.append("one\ntwo\n")
            try file.append([])
            try file.append("three\n")
            try file.sync()
            let (count, isTorn, isPrivate) = (file.byteCount, file.isTorn, file.isPrivate)
            #expect(count == 14 && !isTorn && isPrivate)
        }
        var again = try LineFile(path)
        try again.append("four\n")
        #expect(try folder.text("lines") == "one\ntwo\nthree\nfour\n")
        #expect(try folder.mode("lines") == 0o600)
    }

    @Test func `others are shut out of a file that was open to them`() throws {
        try folder.write("one\n", to: "lines")
        chmod(path, 0o666)
        _ = try LineFile(path)
        #expect(try folder.mode("lines") == 0o600)
    }

    @Test func `a line that was cut takes none with it`() throws {
        try folder.write("one\ntw", to: "lines")
        var file = try LineFile(path)
        let wasTorn = file.isTorn
        #expect(wasTorn)
        try file.append("three\n")
        try file.append("four\n")
        #expect(try folder.text("lines") == "one\ntw\nthree\nfour\n")
        let isTorn = file.isTorn
        #expect(!isTorn)
    }

    @Test(arguments: [1, 65_535, 65_536, 65_537, 200_000])
    func `a line that was cut can be taken out`(_ count: Int) throws {
        try folder.write("one\n" + String(repeating: "x", count: count), to: "lines")
        var file = try LineFile(path)
        let cut = [try file.cutTornLine(), try file.cutTornLine()]
        #expect(cut == [count, 0])
        try file.append("two\n")
        #expect(try folder.text("lines") == "one\ntwo\n")
    }

    @Test func `a file without a whole line is empty without the cut one`() throws {
        try folder.write("tw", to: "lines")
        var file = try LineFile(path)
        let (cut, left) = (try file.cutTornLine(), file.byteCount)
        #expect(cut == 2 && left == 0)
    }

    // MARK: Full disks

    /// How large the file may become, and what is left of the new lines then.
    private static let fits: [(limit: UInt64, kept: String)] = [
        (5, ""), (6, ""), (9, "one\n"), (12, "one\n"), (13, "one\ntwo\n"), (18, "one\ntwo\n"),
    ]

    @Test func `of what does not fit, whole lines stay`() async {
        await #expect(processExitsWith: .success) {
            for (limit, kept) in LineFileTests.fits {
                let folder = StateFolder()
                try PrivateFolder.make(folder.path)
                var file = try LineFile(folder.path + "/lines")
                try file.append("zero\n")
                let error = #expect(throws: LineFile.AppendError.self) {
                    try FileSizeLimit.with(bytes: limit) { try file.append("one\ntwo\nthree\n") }
                }
                #expect(error?.keptBytes == kept.utf8.count)
                #expect(error?.error.reason == "\(folder.path)/lines: File too large")
                #expect(try folder.text("lines") == "zero\n" + kept)
                let isTorn = file.isTorn
                #expect(!isTorn)
                try file.append("later\n")
                #expect(try folder.text("lines") == "zero\n" + kept + "later\n")
            }
        }
    }

    @Test func `a cut line is ended before anything else is kept`() async {
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            try folder.write("on", to: "lines")
            var file = try LineFile(folder.path + "/lines")
            for limit: UInt64 in [2, 3, 5] {
                let error = #expect(throws: LineFile.AppendError.self) {
                    try FileSizeLimit.with(bytes: limit) { try file.append("two\n") }
                }
                #expect(error?.keptBytes == 0)
                #expect(try folder.text("lines") == (limit == 2 ? "on" : "on\n"))
            }
            try file.append("two\n")
            #expect(try folder.text("lines") == "on\ntwo\n")
        }
    }

    @Test func `nothing is taken out of a file that others add to`() async {
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            try PrivateFolder.make(folder.path)
            var file = try LineFile(folder.path + "/lines", isShared: true)
            let error = #expect(throws: LineFile.AppendError.self) {
                try FileSizeLimit.with(bytes: 6) { try file.append("one\ntwo\n") }
            }
            #expect(error?.keptBytes == 4)
            let isTorn = file.isTorn
            #expect(isTorn)
            try file.append("three\n")
            #expect(try folder.text("lines") == "one\ntw\nthree\n")
        }
    }

    #if os(Linux)
        @Test func `a full disk is told as such`() throws {
            let descriptor = open("/dev/full", O_WRONLY)
            try #require(descriptor >= 0)
            var file = LineFile(adopting: OpenFile(adopting: descriptor, "/dev/full"))
            let error = #expect(throws: LineFile.AppendError.self) { try file.append("one\n") }
            #expect(error?.keptBytes == 0)
            #expect(error?.error.number == ENOSPC)
            #expect(error?.error.reason == "/dev/full: No space left on device")
        }
    #endif

    // MARK: Others

    @Test func `several that share a file keep their lines whole`() async throws {
        let (path, tail) = (path, String(repeating: "x", count: 500))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...8 {
                group.addTask {
                    var file = try LineFile(path, isShared: true)
                    for number in 1...100 {
                        try file.append("\(writer) \(number) \(tail)\n")
                    }
                }
            }
            try await group.waitForAll()
        }
        let lines = try folder.text("lines").split(separator: "\n")
        #expect(lines.count == 800)
        #expect(Set(lines).count == 800)
        #expect(lines.allSatisfy { $0.hasSuffix(" " + tail) })
    }

    @Test func `links, pipes, folders and missing folders are refused`() throws {
        try folder.write("mine\n", to: "file")
        symlink(folder.path + "/file", path)
        mkfifo(folder.path + "/pipe", 0o600)
        func reason(_ name: String) -> String? {
            do throws(FileError) {
                _ = try LineFile("\(folder.path)/\(name)")
                return nil
            } catch {
                return error.reason
            }
        }
        #expect(reason("lines") == "\(path): Too many levels of symbolic links")
        #expect(reason("pipe") == "\(folder.path)/pipe: Invalid argument")
        #expect(reason("none/lines") == "\(folder.path)/none/lines: No such file or directory")
        #expect(reason("") == "\(folder.path)/: Is a directory")
        #expect(reason("file\0") == "\(folder.path)/file\0: Invalid argument")
        #expect(try folder.text("file") == "mine\n")
    }

    @Test func `no program that is started has the file`() throws {
        let file = try LineFile(path)
        var mine = stat()
        stat(path, &mine)
        let found = (0..<Int32(1024)).filter { descriptor in
            var other = stat()
            return fstat(descriptor, &other) == 0 && other.st_ino == mine.st_ino
                && other.st_dev == mine.st_dev
        }
        #expect(found.count == 1)
        #expect(found.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
        let count = file.byteCount
        #expect(count == 0)
    }
}
