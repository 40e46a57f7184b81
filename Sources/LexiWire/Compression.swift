/// How bytes are compressed, told by what they begin with: servers and proxies are known to
/// compress what they were not asked to, and to say so in no header.
enum Compression {
    /// - Returns: Its name in HTTP (RFC 9110, 8.4.1; RFC 8878, 7.2); `nil` for anything else, also
    ///   for codings that begin with no mark of their own.
    static func coding(of bytes: some Sequence<UInt8>) -> String? {
        var start = bytes.makeIterator()
        switch (start.next(), start.next(), start.next(), start.next()) {
        // RFC 1952, 2.3.1.
        case (0x1F?, 0x8B?, _, _): return "gzip"
        // RFC 8878, 3.1.1.
        case (0x28?, 0xB5?, 0x2F?, 0xFD?): return "zstd"
        default: return nil
        }
    }
}
