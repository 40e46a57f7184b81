#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files that only this user can read, in folders that only this user can look into.
enum PrivateFile {
    /// Why a file cannot be read or written, in words that begin with its path.
    struct FileError: Error {
        let reason: String

        init(_ path: String, _ number: Int32 = errno) {
            reason = "\(path): \(String(cString: strerror(number)))"
        }
    }

    /// Makes a folder with all that are above it, where they are not there yet.
    static func makeFolder(_ folder: String) throws(FileError) {
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/" + part
            if mkdir(path, 0o700) != 0, errno != EEXIST { throw FileError(path) }
        }
    }

    /// Opens a regular file of this user's; one that is not there is made when `flags` say so. A
    /// link, a pipe or a device in its place is refused, and others are shut out of it.
    static func open(_ path: String, _ flags: Int32) throws(FileError) -> Int32 {
        let descriptor = systemOpen(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw FileError(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileError(path, EINVAL)
        }
        if status.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        return descriptor
    }

    /// - Returns: The file's bytes; `nil` when there is none.
    static func read(_ path: String, most limit: Int) throws(FileError) -> [UInt8]? {
        let descriptor: Int32
        do throws(FileError) {
            descriptor = try open(path, O_RDONLY)
        } catch {
            if errno == ENOENT { return nil }
            throw error
        }
        defer { close(descriptor) }
        return try read(descriptor, path, most: limit)
    }

    static func read(
        _ descriptor: Int32, _ path: String, most limit: Int
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = systemRead(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw FileError(path, EFBIG) }
        }
    }

    /// Reads the end of a file, from the beginning of a line on.
    ///
    /// - Parameter limit: At most so many bytes; the line that they cut is left out.
    /// - Returns: The bytes; `nil` when there is no file.
    static func readEnd(_ path: String, most limit: Int) throws(FileError) -> [UInt8]? {
        let descriptor: Int32
        do throws(FileError) {
            descriptor = try open(path, O_RDONLY)
        } catch {
            if errno == ENOENT { return nil }
            throw error
        }
        defer { close(descriptor) }
        let start = max(0, Int(lseek(descriptor, 0, SEEK_END)) - limit)
        guard lseek(descriptor, off_t(start), SEEK_SET) >= 0 else { throw FileError(path) }
        let isWhole = start == 0 || byte(at: off_t(start - 1), of: descriptor) == 0x0A
        // Others may add to it meanwhile.
        let bytes = try read(descriptor, path, most: limit + limit)
        guard !isWhole else { return bytes }
        return bytes.firstIndex(of: 0x0A).map { Array(bytes[($0 + 1)...]) } ?? []
    }

    /// - Returns: One byte of a file; `nil` where there is none.
    static func byte(at offset: off_t, of descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        return pread(descriptor, &byte, 1, offset) == 1 ? byte : nil
    }

    static func write(_ text: String, to descriptor: Int32, _ path: String) throws(FileError) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                systemWrite(descriptor, $0.baseAddress!, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError(path) }
            start += count
        }
    }

    /// Replaces a file in one step: whoever reads it finds the old text or the new one.
    static func replace(_ path: String, with text: String) throws(FileError) {
        let beside = path + ".new"
        unlink(beside)
        let descriptor = try open(beside, O_WRONLY | O_CREAT | O_EXCL)
        do throws(FileError) {
            try write(text, to: descriptor, beside)
        } catch {
            close(descriptor)
            unlink(beside)
            throw error
        }
        guard close(descriptor) == 0, rename(beside, path) == 0 else {
            let error = FileError(path)
            unlink(beside)
            throw error
        }
    }

    /// A name as a part of a file name: all but letters, digits, `-` and `_` is written as `%XX`.
    static func fileName(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F:
                text.append(Character(Unicode.Scalar(byte)))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count < 2 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}

// The methods of these names hide them.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o600) }

private func systemWrite(_ file: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
    write(file, buffer, count)
}
