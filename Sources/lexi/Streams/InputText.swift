import LexiWire

/// Text that comes from a file or a pipe, as people's programs write it.
enum InputText {
    /// Why bytes are no text.
    struct NotUTF8: Error, Equatable {
        /// The first that cannot be read, counted from 1 as `cmp` does.
        let byte: Int
        /// The line it is in, counted from 1.
        let line: Int

        var words: String { "byte \(byte), in line \(line), is not UTF-8" }
    }

    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The bytes without the mark that some programs begin a text with.
    static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    /// Reads UTF-8; a byte order mark at the beginning is not part of the text.
    ///
    /// - Throws: ``NotUTF8``. What would be guessed in place of a character is not what was meant.
    static func read(_ bytes: [UInt8]) throws(NotUTF8) -> String {
        var check = UTF8Check()
        var first: Int?
        bytes.withUnsafeBufferPointer { check.feed($0) { first = first ?? $0 } }
        check.finish { first = first ?? $0 }
        if let first {
            throw NotUTF8(
                byte: first + 1, line: bytes[..<first].count { $0 == UInt8(ascii: "\n") } + 1)
        }
        return String(decoding: withoutMark(bytes), as: UTF8.self)
    }
}
