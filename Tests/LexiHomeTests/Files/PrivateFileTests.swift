import Foundation
import LexiHome
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct PrivateFileTests {
    private let folder = StateFolder()

    init() throws { try PrivateFolder.make(folder.path) }

    private func error(_ write: () throws(FileError) -> Void) -> FileError? {
        do throws(FileError) {
            try write()
            return nil
        } catch {
            return error
        }
    }

    // MARK: Making

    @Test func `a new file is this user's alone, and is made once`() throws {
        let path = folder.path + "/file"
        #expect(try PrivateFile.create(path, with: "one"))
        #expect(try folder.mode("file") == 0o600)
        #expect(try PrivateFile.create(path, with: "two") == false)
        #expect(try folder.text("file") == "one")
        #expect(folder.names("") == ["file"])
    }

    @Test func `a link to nowhere has a name, too`() throws {
        let path = folder.path + "/link"
        symlink(folder.path + "/nowhere", path)
        #expect(try PrivateFile.create(path, with: "one") == false)
        #expect(folder.names("") == ["link"])
    }

    @Test func `of many that make one file, one does`() async throws {
        let path = folder.path + "/file"
        let made = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 1...20 {
                group.addTask {
                    try PrivateFile.create(path, with: "\(number)") ? "\(number)" : nil
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(made.count == 1)
        #expect(try folder.text("file") == made.first)
        #expect(folder.names("") == ["file"])
    }

    // MARK: Replacing

    @Test(arguments: [(false, 0o600), (true, 0o644)])
    func `what is replaced is this user's alone, unless its permissions stay`(
        _ keeps: Bool, _ mode: Int
    ) throws {
        try folder.write("old and longer", to: "file")
        let path = folder.path + "/file"
        chmod(path, 0o644)
        try PrivateFile.replace(path, with: "new", keepsPermissions: keeps)
        #expect(try folder.text("file") == "new")
        #expect(try folder.mode("file") == mode)
        #expect(folder.names("") == ["file"])
    }

    @Test func `a link is replaced, or stays and leads to the new text`() throws {
        try folder.write("old", to: "real/file")
        let (path, real) = (folder.path + "/link", folder.path + "/real/file")
        symlink(real, path)
        try PrivateFile.replace(path, with: "new", followsLink: true)
        #expect(try folder.text("real/file") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == real)
        try PrivateFile.replace(path, with: "newer")
        #expect(try folder.text("real/file") == "new")
        #expect(try folder.text("link") == "newer")
        #expect(throws: (any Error).self) {
            try FileManager.default.destinationOfSymbolicLink(atPath: path)
        }
    }

    @Test func `saving makes the folder, and leaves link and permissions`() throws {
        let path = folder.path + "/a/b/file"
        try PrivateFile.save("one", to: path)
        #expect(try folder.mode("a") == 0o700 && folder.mode("a/b") == 0o700)
        #expect(try folder.mode("a/b/file") == 0o600)
        chmod(path, 0o640)
        symlink(path, folder.path + "/link")
        try PrivateFile.save("two", to: folder.path + "/link")
        #expect(try folder.text("a/b/file") == "two")
        #expect(try folder.mode("a/b/file") == 0o640)
    }

    @Test func `many that replace one file leave one whole text and nothing beside it`()
        async throws
    {
        let path = folder.path + "/file"
        let texts = (0..<8).map { String(repeating: "\($0)", count: 100_000) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for text in texts {
                group.addTask {
                    for _ in 1...10 { try PrivateFile.replace(path, with: text, isSynced: false) }
                }
            }
            try await group.waitForAll()
        }
        #expect(texts.contains(try folder.text("file")))
        #expect(folder.names("") == ["file"])
    }

    @Test func `the longest name leaves room for what is written beside it`() throws {
        let name = String(repeating: "é", count: 127)
        try PrivateFile.replace("\(folder.path)/\(name)", with: "x")
        #expect(folder.names("") == [name])
    }

    @Test func `what is left of a program that was killed is in nobody's way`() async {
        // A process of its own, which begins to count.
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            for number in 1...3 { try folder.write("left", to: "file.\(getpid()).\(number).tmp") }
            try PrivateFile.replace(folder.path + "/file", with: "new")
            #expect(try folder.text("file") == "new")
            #expect(folder.names("").count == 4)
        }
    }

    // MARK: What cannot be done

    @Test func `errors name the path and what the system says`() {
        let missing = error { () throws(FileError) in
            try PrivateFile.replace(folder.path + "/none/file", with: "x")
        }
        #expect(missing?.reason == "\(folder.path)/none/file: No such file or directory")
        #expect(missing?.attempt == .opening && missing?.number == ENOENT)
        mkdir(folder.path + "/folder", 0o700)
        let occupied = error { () throws(FileError) in
            try PrivateFile.replace(folder.path + "/folder", with: "x")
        }
        #expect(occupied?.reason == "\(folder.path)/folder: Is a directory")
        #expect(occupied?.attempt == .replacing)
        #expect(folder.names("") == ["folder"])
    }

    @Test func `a path with a NUL is not taken for what stands before it`() {
        let path = folder.path + "/file\0more"
        let invalid = error { () throws(FileError) in try PrivateFile.replace(path, with: "x") }
        #expect(invalid?.words == "Invalid argument")
        #expect(throws: FileError.self) { try PrivateFile.create(path, with: "x") }
        #expect(throws: FileError.self) { try PrivateFile.read(path, most: 10) }
        #expect(throws: FileError.self) { try PrivateFolder.make(path) }
        #expect(folder.names("") == [])
    }

    @Test func `a path that is too long is told`() {
        let name = String(repeating: "x", count: 256)
        let long = error { () throws(FileError) in
            try PrivateFile.replace("\(folder.path)/\(name)", with: "x")
        }
        #expect(long?.number == ENAMETOOLONG)
        #expect(folder.names("") == [])
    }

    @Test func `a folder that may not be written is told`() async {
        await #expect(processExitsWith: .success) {
            try AsOrdinaryUser.inFolder { folder in
                chmod(folder, 0o500)
                let error = #expect(throws: FileError.self) {
                    try PrivateFile.replace(folder + "/file", with: "x")
                }
                #expect(error?.reason == "\(folder)/file: Permission denied")
                #expect(throws: FileError.self) { try PrivateFolder.make(folder + "/a/b") }
            }
        }
    }

    @Test func `what does not fit leaves what was there, and nothing beside it`() async {
        await #expect(processExitsWith: .success) {
            let folder = StateFolder()
            try PrivateFile.save("old", to: folder.path + "/file")
            let error = #expect(throws: FileError.self) {
                try FileSizeLimit.with(bytes: 1000) {
                    try PrivateFile.replace(
                        folder.path + "/file", with: String(repeating: "x", count: 1001))
                }
            }
            #expect(error?.reason == "\(folder.path)/file: File too large")
            #expect(error?.attempt == .writing)
            #expect(try folder.text("file") == "old")
            #expect(folder.names("") == ["file"])
        }
    }

    @Test func `the umask changes nothing`() async {
        await #expect(processExitsWith: .success) {
            umask(0)
            try PrivateFileTests.expectModes()
            umask(0o177)
            try PrivateFileTests.expectModes()
        }
    }

    private static func expectModes() throws {
        let folder = StateFolder()
        mkdir(folder.path, 0o700)
        chmod(folder.path, 0o700)
        try PrivateFile.replace(folder.path + "/file", with: "x")
        #expect(try PrivateFile.create(folder.path + "/new", with: "x"))
        var lines = try LineFile(folder.path + "/lines")
        try lines.append("x\n")
        for name in ["file", "new", "lines"] { #expect(try folder.mode(name) == 0o600) }
    }

    // MARK: Reading

    @Test func `reading shuts others out, and refuses what is no file of this user's`() throws {
        try folder.write("text", to: "file")
        let path = folder.path + "/file"
        chmod(path, 0o644)
        #expect(try PrivateFile.read(path, most: 4) == Array("text".utf8))
        #expect(try folder.mode("file") == 0o600)
        #expect(try PrivateFile.read(path + "2", most: 4) == nil)
        let large = error { () throws(FileError) in _ = try PrivateFile.read(path, most: 3) }
        #expect(large?.number == EFBIG)
        symlink(path, folder.path + "/link")
        #expect(throws: FileError.self) { try PrivateFile.read(folder.path + "/link", most: 4) }
        mkfifo(folder.path + "/pipe", 0o600)
        let pipe = error { () throws(FileError) in
            _ = try PrivateFile.read(folder.path + "/pipe", most: 4)
        }
        #expect(pipe?.reason == "\(folder.path)/pipe: Invalid argument")
    }
}
