import LexiHome
import Testing

@Suite struct FileLockTests {
    private let folder = StateFolder()

    @Test func `one has it, until it goes`() throws {
        try PrivateFolder.make(folder.path)
        let path = folder.path + "/lock"
        var lock = try FileLock(path)
        #expect(lock != nil)
        #expect(try FileLock(path) == nil)
        #expect(try folder.mode("lock") == 0o600)
        lock = nil
        #expect(try FileLock(path) != nil)
        #expect(folder.names("") == ["lock"])
    }

    @Test func `a lock that cannot be made is told`() throws {
        let error = #expect(throws: FileError.self) { try FileLock(folder.path + "/lock") }
        #expect(error?.reason == "\(folder.path)/lock: No such file or directory")
    }
}
