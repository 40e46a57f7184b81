import Testing

@testable import LexiHome

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct LogFileTests {
    private let folder = StateFolder()
    private var path: String { folder.path + "/lexi/lexi.log" }

    @Test func `nothing is there before the first line`() throws {
        let log = LogFile(path)
        #expect(folder.names("") == [])
        log.append("one\n")
        log.append("two\n")
        #expect(try folder.text("lexi/lexi.log") == "one\ntwo\n")
        #expect(try folder.mode("lexi") == 0o700 && folder.mode("lexi/lexi.log") == 0o600)
    }

    @Test func `a line that was cut is ended first`() throws {
        try folder.write("cu", to: "lexi/lexi.log")
        LogFile(path).append("one\n")
        #expect(try folder.text("lexi/lexi.log") == "cu\none\n")
    }

    @Test func `what has grown too large is put aside`() throws {
        let old = String(repeating: "x", count: Int(LogFile.maximumBytes)) + "\n"
        try folder.write(old, to: "lexi/lexi.log")
        LogFile(path).append("one\n")
        #expect(try folder.text("lexi/lexi.log") == "one\n")
        #expect(try folder.text("lexi/lexi.log.1") == old)
    }

    @Test func `a link or a pipe in its place is no log`() throws {
        try folder.write("mine\n", to: "file")
        try PrivateFolder.make(folder.path + "/lexi")
        symlink(folder.path + "/file", path)
        LogFile(path).append("one\n")
        #expect(try folder.text("file") == "mine\n")
        unlink(path)
        mkfifo(path, 0o600)
        let log = LogFile(path)
        log.append("one\n")
        log.append("two\n")
        LogFile(nil).append("one\n")
    }
}
